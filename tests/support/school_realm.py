"""A small school realm, made through the admin API, and somebody's browser in it, for tests over plain HTTP."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from copy import copy
from html import unescape
from typing import Any, Protocol, Self
from urllib.parse import urljoin

import httpx

PASSWORD = "a-password-of-the-tests"


class Keycloak(Protocol):
    """The one Keycloak of a test run."""

    @property
    def url(self) -> str:
        """Its address."""

    def admin_token(self) -> str:
        """A fresh token of the administrator."""


class _Administrator(httpx.Auth):
    """Keeps a token as long as it is good: they live a minute."""

    def __init__(self, keycloak: Keycloak) -> None:
        self._keycloak = keycloak
        self._token = keycloak.admin_token()

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        response = yield request
        if response.status_code == httpx.codes.UNAUTHORIZED:
            self._token = self._keycloak.admin_token()
            request.headers["Authorization"] = f"Bearer {self._token}"
            yield request


class SchoolRealm:
    """A realm with the product's theme and its portal."""

    def __init__(self, keycloak: Keycloak, realm: str) -> None:
        self.realm = realm
        self._connect(keycloak)
        self.configure(
            loginTheme="homeroom",
            internationalizationEnabled=True,
            supportedLocales=["en", "es"],
            defaultLocale="en",
        )
        portal = {"pkce.code.challenge.method": "S256", "post.logout.redirect.uris": "+"}
        self.put_client(
            "portal", redirectUris=[self.address, f"{self.address}/account"], baseUrl=self.address, attributes=portal
        )

    def _connect(self, keycloak: Keycloak) -> None:
        self.url = keycloak.url
        self.address = f"{keycloak.url}/realms/{self.realm}/portal"
        self.api = httpx.Client(
            base_url=f"{keycloak.url}/admin/realms/{self.realm}", auth=_Administrator(keycloak), timeout=30
        )

    def at(self, node: Keycloak) -> Self:
        """The same realm, by another node of the cluster."""
        there = copy(self)
        there._connect(node)
        return there

    def call(self, method: str, path: str, **request: Any) -> Any:
        """Call the admin API of the realm; what fails fails the test."""
        response = self.api.request(method, path, **request)
        assert response.is_success, f"{method} {path}: {response.status_code} {response.text}"
        return response.json() if response.content else None

    def configure(self, **settings: Any) -> None:
        """Change settings of the realm; its other attributes stay."""
        current = self.call("GET", "")
        settings["attributes"] = current["attributes"] | settings.get("attributes", {})
        self.call("PUT", "", json=current | settings)

    def client_id(self, client_id: str) -> str | None:
        """Keycloak's own id of a client."""
        found = self.call("GET", "/clients", params={"clientId": client_id})
        return str(found[0]["id"]) if found else None

    def put_application(self, client_id: str, **settings: Any) -> None:
        """Make a client that is gated by a role `launch`."""
        made = self.put_client(client_id, **settings)
        self.call("POST", f"/clients/{made}/roles", json={"name": "launch"})

    def put_client(self, client_id: str, **settings: Any) -> str:
        """Make a client anew."""
        old = self.client_id(client_id)
        if old:
            self.call("DELETE", f"/clients/{old}")
        self.call("POST", "/clients", json={"clientId": client_id, "publicClient": True} | settings)
        new = self.client_id(client_id)
        assert new
        return new

    def end_every_sign_in_with_app_access(self) -> None:
        """Take a flow into use that asks for a password, if there is no session, and ends with the app access step."""
        flow = {"alias": "school", "providerId": "basic-flow", "topLevel": True, "builtIn": False}
        self.call("POST", "/authentication/flows", json=flow)
        self.call("POST", "/authentication/flows/school/executions/flow", json={"alias": "who", "type": "basic-flow"})
        steps = {"auth-cookie": "who", "auth-username-password-form": "who", "homeroom-app-access": "school"}
        for provider, place in steps.items():
            self.call("POST", f"/authentication/flows/{place}/executions/execution", json={"provider": provider})
        for execution in self.call("GET", "/authentication/flows/school/executions"):
            alternative = execution.get("providerId") in ("auth-cookie", "auth-username-password-form")
            execution["requirement"] = "ALTERNATIVE" if alternative else "REQUIRED"
            self.call("PUT", "/authentication/flows/school/executions", json=execution)
        self.configure(browserFlow="school")

    def allow_unmanaged_attributes(self) -> None:
        """Let administrators write attributes that the realm's user profile does not declare."""
        profile = self.call("GET", "/users/profile")
        self.call("PUT", "/users/profile", json=profile | {"unmanagedAttributePolicy": "ADMIN_EDIT"})

    def launch_role(self, client_id: str) -> dict[str, Any]:
        """A client's role `launch`."""
        role: dict[str, Any] = self.call("GET", f"/clients/{self.client_id(client_id)}/roles/launch")
        return role

    def person(self, username: str, first_name: str = "Ana", **settings: Any) -> str:
        """Make somebody who can sign in; answers the id."""
        credential = {"type": "password", "value": PASSWORD, "temporary": False}
        user = {
            "username": username,
            "email": f"{username}@school.example",
            "firstName": first_name,
            "lastName": "Example",
            "enabled": True,
            "credentials": [credential],
        }
        response = self.api.post("/users", json=user | settings)
        assert response.status_code == 201, response.text
        return response.headers["Location"].rsplit("/", 1)[1]

    def grant(self, person: str, *client_ids: str) -> None:
        """Give somebody the role `launch` of each client."""
        for client_id in client_ids:
            path = f"/users/{person}/role-mappings/clients/{self.client_id(client_id)}"
            self.call("POST", path, json=[self.launch_role(client_id)])


class SchoolBrowser:
    """Keeps cookies and follows redirects as far as Keycloak goes: an application that is reached is not called."""

    def __init__(self, client: httpx.Client, school: SchoolRealm) -> None:
        self.client = client
        self.school = school

    def open(self, address: str) -> httpx.Response:
        """Go to an address."""
        return self._follow(self.client.get(address))

    def send(self, page: httpx.Response, form_id: str | None = None, **fields: str) -> httpx.Response:
        """Send a form of a page: the one of that id, or the first one that is posted."""
        forms: list[str] = re.findall(r"<form\b[^>]*>", page.text)
        form = next(
            form for form in forms if 'method="post"' in form and (form_id is None or f'id="{form_id}"' in form)
        )
        action = re.search(r'action="([^"]+)"', form)
        assert action
        return self._follow(self.client.post(urljoin(str(page.url), unescape(action[1])), data=fields))

    def led_on(self, page: httpx.Response) -> httpx.Response:
        """Wait as a browser does for a page that goes on by itself; pages that do not, stay."""
        for _ in range(10):
            refresh = re.search(r'<meta http-equiv="refresh" content="0; url=([^"]+)"', page.text)
            if refresh is None:
                return page
            page = self.open(urljoin(str(page.url), unescape(refresh[1])))
        raise AssertionError(f"{page.url} leads on for ever")

    def sign_in(self, address: str, username: str) -> httpx.Response:
        """Open an address that asks who it is, and say so."""
        return self.send(self.open(address), "kc-form-login", username=username, password=PASSWORD)

    def _follow(self, response: httpx.Response) -> httpx.Response:
        while response.next_request and str(response.next_request.url).startswith(self.school.url):
            response = self.client.send(response.next_request)
        return response


@contextmanager
def school_browser(school: SchoolRealm, language: str = "en", *, address: str | None = None) -> Iterator[SchoolBrowser]:
    """A browser that was never here before.

    Args:
        school: whose pages it opens.
        language: that it asks for.
        address: where it is, one of loopback's (127.x.x.x); None for 127.0.0.1.
    """
    transport = httpx.HTTPTransport(local_address=address)
    with httpx.Client(headers={"Accept-Language": language}, timeout=30, transport=transport) as client:

        def trust_loopback(_: httpx.Response) -> None:
            """Browsers send secure cookies to loopback over plain HTTP too; httpx does not."""
            for cookie in client.cookies.jar:
                cookie.secure = False

        client.event_hooks = {"response": [trust_loopback]}
        yield SchoolBrowser(client, school)
