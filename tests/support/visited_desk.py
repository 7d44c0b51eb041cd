"""A desk in this process in front of a real realm, and people of any role who are signed in to it.

They have not come through Keycloak's sign-in, which would keep some of them out: their sessions begin here, with tokens
of their own, so that it is seen what those tokens open and what they do not.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
from itsdangerous import TimestampSigner
from starlette.testclient import TestClient

from desk.app import create_app
from desk.desk import Desk
from desk.sessions import Person, Session, Tokens
from desk.sign_in import SESSION_KEY
from desk.site import Site
from settings import DistrictFolder
from tests.support.keycloak_server import KeycloakServer

_URL = "http://desk.test"
_SECRET = "of-the-cookies-of-the-desk-in-the-tests"
_COOKIE = "desk"


@dataclass(frozen=True)
class Visitor:
    """Somebody in a browser.

    Attributes:
        desk: which desk.
        cookie: the browser's.
        form_token: the one that is hidden in the forms that this person sees.
    """

    desk: VisitedDesk
    cookie: str
    form_token: str

    def ask(self, method: str, path: str, form: Mapping[str, str] | None = None) -> httpx2.Response:
        """Ask for an address, by `POST` with the token of the forms; redirects are not followed."""
        fields = {"form_token": self.form_token, **(form or {})} if method == "POST" else None
        return self.desk.ask(method, path, self.cookie, fields)

    def read(self, address: str) -> httpx2.Response:
        """A page of the desk, and what it leads to there."""
        answer = self.ask("GET", address)
        return self.read(answer.headers["location"]) if answer.status_code == 303 else answer


@dataclass(frozen=True)
class VisitedDesk:
    """The desk.

    Attributes:
        browser: whose cookies are put in for each request.
        desk: what its pages share.
    """

    browser: TestClient
    desk: Desk

    def visitor(self, user_id: str, token: str, roles: frozenset[str] = frozenset(), secret: str = _SECRET) -> Visitor:
        """Somebody who is signed in.

        Args:
            user_id: Keycloak's id.
            token: an access token.
            roles: realm roles that the desk was told of.
            secret: what the cookie is signed with.
        """
        sessions = self.desk.sessions
        person = Person(user_id, "Ana", "Ana Núñez", roles)
        key = sessions.begin(person, Tokens(token, "", "an-id-token", sessions.clock() + 300))
        session = sessions.find(key)
        assert isinstance(session, Session)
        content = b64encode(json.dumps({SESSION_KEY: key}).encode())
        return Visitor(self, TimestampSigner(secret).sign(content).decode(), session.form_token)

    def ask(self, method: str, path: str, cookie: str, form: Mapping[str, str] | None = None) -> httpx2.Response:
        """Ask with a cookie and, if there is one, a form just as it is; redirects are not followed."""
        self.browser.cookies.clear()
        if cookie:
            self.browser.cookies.set(_COOKIE, cookie)
        answer: httpx2.Response = self.browser.request(method, path, data=form)
        return answer


@contextmanager
def visited_desk(keycloak: KeycloakServer, realm: str, reports: Path, guides: Path) -> Iterator[VisitedDesk]:
    """The desk of a realm, for as long as the context lasts.

    Args:
        keycloak: where the realm is.
        realm: its name.
        reports: folder of the registrar's reports.
        guides: folder of the people's guides.
    """
    district = DistrictFolder.at(keycloak.district).district.model_copy(update={"realm": realm})
    site = Site(district, _URL, keycloak.url, "a-secret", _SECRET, reports=reports, guides=guides)
    app = create_app(site)
    with TestClient(app, base_url=_URL, follow_redirects=False) as browser:
        yield VisitedDesk(browser, app.state.desk)
