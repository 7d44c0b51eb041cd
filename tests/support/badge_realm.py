"""A realm in which people sign in with badges, and its sign-in pages over plain HTTP."""

from __future__ import annotations

import base64
import re
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

import httpx

from tests.support.school_realm import Keycloak, SchoolRealm

REFUSED = "That badge did not work"
APP = "app"
_REDIRECT = "http://localhost/signed-in"
_CODE = re.escape(_REDIRECT) + r"\?(.*&)?code="
_FLOW, _FORMS, _SECOND_FACTOR = "badges", "badge-forms", "second-factor"
_PROVIDER = "homeroom-badge-or-password"
_ACTION = re.compile(r'<form id="badge-form" action="([^"]+)"')
_ANY_ACTION = re.compile(r'<form[^>]* action="([^"]+)"')


def make_code(user_id: str, secret: bytes) -> str:
    """The code of a badge with this secret (16 bytes)."""
    return "HB1" + base64.b32encode(b"\x01" + uuid.UUID(user_id).bytes + secret).decode().rstrip("=")


def without_tokens(page: str) -> str:
    """A page without what is different each time it is made."""
    return re.sub(r"(session_code|tab_id|execution)=[\w-]+|data-auth-session=\"[^\"]*\"", "", page)


def new_browser(address: str | None = None) -> httpx.Client:
    """A browser that was never here before.

    Args:
        address: where it is, one of loopback's (127.x.x.x); None for 127.0.0.1.
    """
    browser = httpx.Client(timeout=60, transport=httpx.HTTPTransport(local_address=address))

    def trust_loopback(_: httpx.Response) -> None:
        """Browsers send secure cookies to loopback over plain HTTP too; httpx does not."""
        for cookie in browser.cookies.jar:
            cookie.secure = False

    browser.event_hooks = {"response": [trust_loopback]}
    return browser


@dataclass(frozen=True)
class SignIn:
    """A sign-in in a browser of its own, as far as it got.

    Attributes:
        browser: keeps the cookies.
        page: the last answer.
    """

    browser: httpx.Client
    page: httpx.Response

    @property
    def action(self) -> str:
        """Where the page's form is sent."""
        found = _ACTION.search(self.page.text) or _ANY_ACTION.search(self.page.text)
        assert found, f"no form on the page: {self.page.status_code}"
        return str(self.page.url.join(unescape(found[1])))

    def post(self, **fields: str) -> SignIn:
        """Send the page's form."""
        return self.send(fields)

    def send(self, fields: Mapping[str, str | list[str]], headers: Mapping[str, str] | None = None) -> SignIn:
        """Send the page's form with any fields, some of them several times, and any headers."""
        return SignIn(self.browser, self.browser.post(self.action, data=fields, headers=headers))

    def greeted(self) -> SignIn:
        """What follows, if this is the page that greets a pupil; otherwise the same."""
        return self.post(greeted="true") if 'id="badge-greeting"' in self.page.text else self

    @property
    def is_done(self) -> bool:
        """Whether Keycloak sent the browser back to the application with a code."""
        return self.page.is_redirect and re.match(_CODE, self.page.headers["location"]) is not None

    @property
    def is_refused(self) -> bool:
        """Whether this is the badge page, saying that the badge did not work."""
        return self.page.status_code == 200 and 'data-refused="true"' in self.page.text and REFUSED in self.page.text

    @property
    def is_badge_page(self) -> bool:
        """Whether this is the page that asks for a badge."""
        return 'id="badge-form"' in self.page.text


@dataclass(frozen=True)
class Person:
    """Somebody of the realm.

    Attributes:
        id: Keycloak's id.
        sourced_id: the roster's id.
        username: user name.
    """

    id: str
    sourced_id: str
    username: str


class BadgeRealm(SchoolRealm):
    """A realm with badges for kindergarten, first grade and special ed, and a one-time code for who has one."""

    def __init__(self, keycloak: Keycloak, realm: str) -> None:
        """Set a new realm up."""
        super().__init__(keycloak, realm)
        profile = self.call("GET", "/users/profile")
        self.call("PUT", "/users/profile", json={**profile, "unmanagedAttributePolicy": "ENABLED"})
        self._make_flow()
        self.put_client(APP, redirectUris=[_REDIRECT])
        self.configure(
            browserFlow=_FLOW,
            eventsEnabled=True,
            adminEventsEnabled=True,
            adminEventsDetailsEnabled=True,
            attributes={"homeroom.badge.grades": "KG,01", "homeroom.badge.special-ed": "true"},
        )

    def _make_flow(self) -> None:
        flow = {"alias": _FLOW, "providerId": "basic-flow", "topLevel": True, "builtIn": False}
        self.call("POST", "/authentication/flows", json=flow)
        self._add_step(_FLOW, "auth-cookie", "ALTERNATIVE")
        self._add_flow(_FLOW, _FORMS, "ALTERNATIVE")
        self._add_step(_FORMS, _PROVIDER, "REQUIRED")
        self._add_flow(_FORMS, _SECOND_FACTOR, "CONDITIONAL")
        self._add_step(_SECOND_FACTOR, "conditional-user-configured", "REQUIRED")
        self._add_step(_SECOND_FACTOR, "auth-otp-form", "REQUIRED")

    def _add_flow(self, parent: str, alias: str, requirement: str) -> None:
        path = f"/authentication/flows/{parent}/executions/flow"
        self.call("POST", path, json={"alias": alias, "type": "basic-flow", "provider": ""})
        self._require(parent, alias, requirement)

    def _add_step(self, flow: str, provider: str, requirement: str) -> None:
        self.call("POST", f"/authentication/flows/{flow}/executions/execution", json={"provider": provider})
        self._require(flow, provider, requirement)

    def _require(self, flow: str, step: str, requirement: str) -> None:
        executions = self.call("GET", f"/authentication/flows/{flow}/executions")
        execution = next(one for one in executions if step in (one.get("providerId"), one.get("displayName")))
        self.call("PUT", f"/authentication/flows/{flow}/executions", json={**execution, "requirement": requirement})

    def leave_out_second_factor(self) -> None:
        """Break the flow: nothing asks for a one-time code any more."""
        self._require(_FORMS, _SECOND_FACTOR, "DISABLED")

    def add_person(
        self,
        *,
        grade: str | None = "KG",
        kind: str = "student",
        special_ed: bool = False,
        school: str = "CV01",
        **user: object,
    ) -> Person:
        """An account with a random name."""
        name = f"p{uuid.uuid4().hex[:10]}"
        attributes = {"sourcedId": [f"sid-{name}"], "personType": [kind], "schools": [school]}
        if grade:
            attributes["grade"] = [grade]
        if special_ed:
            attributes["specialEd"] = ["true"]
        account = {"username": name, "enabled": True, "firstName": "Ada", "lastName": name, "email": f"{name}@x.test"}
        answer = self.api.post("/users", json={**account, "attributes": attributes, **user})
        assert answer.status_code == 201, answer.text
        return Person(answer.headers["location"].rsplit("/", 1)[1], f"sid-{name}", name)

    def issue(self, *people: Person, **more: object) -> list[dict[str, Any]]:
        """Pending badges, as the endpoint answers them."""
        answer = self.call("POST", "/badges/issue", json={"people": [one.sourced_id for one in people], **more})
        assert answer["refused"] == []
        issued: list[dict[str, Any]] = answer["issued"]
        return issued

    def active_badge(self, person: Person) -> str:
        """The code of a new badge that works."""
        (badge,) = self.issue(person)
        assert self.call("POST", "/badges/activate", json={"credentials": [badge["credentialId"]]}) == {"activated": 1}
        return str(badge["code"])

    def badges_of(self, person: Person) -> list[dict[str, Any]]:
        """What the endpoint lists."""
        badges: list[dict[str, Any]] = self.call("GET", f"/badges?person={person.sourced_id}")
        return badges

    def unlock(self, person: Person) -> None:
        """Have Keycloak forget failures of somebody, as soon as it has counted one."""
        path = f"/attack-detection/brute-force/users/{person.id}"
        end = time.monotonic() + 10
        while self.call("GET", path)["numFailures"] == 0:
            assert time.monotonic() < end, "no failure was counted"
        self.call("DELETE", path)

    def begin(self, browser: httpx.Client | None = None, **parameters: str) -> SignIn:
        """The first page of a sign-in."""
        browser = browser or new_browser()
        query = {"client_id": APP, "redirect_uri": _REDIRECT, "response_type": "code", "scope": "openid", **parameters}
        page = browser.get(f"{self.url}/realms/{self.realm}/protocol/openid-connect/auth", params=query)
        return SignIn(browser, page)

    def badge_page(self, address: str | None = None) -> SignIn:
        """The badge page in a new browser, at 127.0.0.1 or another address of loopback."""
        return self.begin(new_browser(address)).post(signInWith="badge")

    def hold_up(self, code: str) -> SignIn:
        """Sign in with a badge in a new browser."""
        return self.badge_page().post(badge=code)

    def reason(self) -> str:
        """Why the last badge was refused, as the event tells administrators."""
        (event,) = self.call("GET", "/events?type=LOGIN_ERROR&max=1")
        return str(event["details"]["badge_refused_reason"])
