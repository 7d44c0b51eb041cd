"""Every role against every endpoint of the extension: the table of docs/reference/who-may-do-what.md, tried."""

from __future__ import annotations

import base64
import json
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import httpx
import pytest

from tests.support.keycloak_server import KeycloakServer
from tests.support.powers import ENDPOINTS, Endpoint, Power, Reach, Role
from tests.support.roles_realm import CAMPUS, FAR, KEEPERS, NEAR, REACHES, STRANGE_IDS, roles_realm, username
from tests.support.roster_realm import DESK, OTHER_APP, RosterRealm, person

pytestmark = pytest.mark.integration


@dataclass
class District:
    """A realm of the base files with two campuses, and somebody of each role."""

    roster: RosterRealm
    other: RosterRealm
    _tokens: dict[Role, tuple[float, str]] = field(default_factory=dict)
    _http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=60))

    @cached_property
    def other_tokens(self) -> dict[str, str]:
        """What a district admin gets besides the token for endpoints, and keeps for itself."""
        tokens: dict[str, str] = self.roster.sign_in(username(Role.DISTRICT_ADMIN)).json()
        return tokens

    def token(self, role: Role) -> str:
        """A token that is good for a minute at least."""
        renew_at, token = self._tokens.get(role, (0.0, ""))
        if time.monotonic() > renew_at:
            token = self._new_token(role)
            self._tokens[role] = (time.monotonic() + 30, token)
        return token

    def _new_token(self, role: Role) -> str:
        if role is Role.SERVICE_ACCOUNT:
            return self.roster.keycloak.admin_token()
        if role is Role.OTHER_REALM:
            return self.other.token(username(Role.REALM_ADMIN), OTHER_APP)
        if role is Role.OTHER_APPLICATION:
            return self.roster.token(username(Role.DISTRICT_ADMIN), OTHER_APP)
        return self.roster.token(username(role), OTHER_APP if role in KEEPERS else DESK)

    def call(self, endpoint: Endpoint, token: str | None, whom: str | None = None) -> httpx.Response:
        """Call an endpoint about somebody, if nobody is named about somebody of the teacher's class."""
        whom = f"{NEAR}{_grade(endpoint)}" if whom is None else whom
        realm = f"/realms/{self.roster.name}"
        filled = {"whom": whom, "soon": (date.today() + timedelta(days=2)).isoformat()}
        if "{issued}" in json.dumps(endpoint.body):
            filled["issued"] = self.issued(endpoint, whom)
        path = endpoint.path.replace("{realm}", self.roster.name)
        return self._http.request(
            endpoint.method,
            f"{self.roster.keycloak.url}{path if path.startswith('/') else f'/admin{realm}/{path}'}",
            json=_filled(endpoint.body, filled) if endpoint.body is not None else None,
            params=_filled(endpoint.query, filled),
            headers=(endpoint.headers or {}) | ({"Authorization": f"Bearer {token}"} if token else {}),
        )

    def issued(self, endpoint: Endpoint, whom: str, active: bool = False) -> str:
        """Id of what an administrator has just issued to somebody."""
        what = endpoint.path.split("/")[0]
        (one,) = self.roster.call("POST", f"/{what}/issue", {"people": [whom]})["issued"]
        issued = str(next(one[key] for key in ("credentialId", "cardId", "claimId") if key in one))
        if active:
            ids = {"badges": "credentials"}.get(what, what)
            self.roster.call("POST", f"/{what}/activate", {ids: [issued]})
        return issued

    def allowed(self, endpoint: Endpoint, role: Role, whom: str) -> bool:
        """Whether the call is answered for this person."""
        if endpoint.path in ("badges/void", "badges/expire", "cards/void", "claims/void"):
            self.issued(endpoint, whom, active=True)
        answer = self.call(endpoint, self.token(role), whom)
        assert answer.status_code in (200, 403), f"{role} {endpoint.name}: {answer.status_code} {answer.text}"
        return answer.status_code == 200 and _is_answered(answer, whom)


def _grade(endpoint: Endpoint) -> str:
    """Which of two people of one place an endpoint is for: pupils of grade 3 claim nothing."""
    return "6" if endpoint.path.startswith("claims/") else ""


def _filled(value: Any, filled: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(part, filled) for key, part in value.items()}
    if isinstance(value, list):
        return [_filled(part, filled) for part in value]
    return filled.get(value[1:-1], value) if isinstance(value, str) and value.startswith("{") else value


def _is_answered(answer: httpx.Response, whom: str) -> bool:
    if "ndjson" in answer.headers["content-type"]:
        return whom in (json.loads(line)["sourcedId"] for line in answer.text.splitlines())
    content = answer.json()
    if isinstance(content, dict) and "people" in content:
        return whom in (one["sourcedId"] for one in content["people"])
    if isinstance(content, dict) and "refused" in content:
        return "not_allowed" not in (one["error"] for one in content["refused"])
    counts = list(content.values()) if isinstance(content, dict) else []
    return counts != [0]


@pytest.fixture(scope="module")
def district(keycloak: KeycloakServer, realm: str) -> Iterator[District]:
    with roles_realm(keycloak, realm) as made:
        yield District(made.roster, made.other)


def named(endpoint: Endpoint) -> str:
    return endpoint.name if "{issued}" not in str(endpoint.body) else f"{endpoint.name} by ids"


ABOUT_PEOPLE = [endpoint for endpoint in ENDPOINTS if endpoint.power in (Power.HELP, Power.SEE)]
NOT_ABOUT_PEOPLE = [
    endpoint
    for endpoint in ENDPOINTS
    if endpoint not in ABOUT_PEOPLE and endpoint.power not in (Power.BROWSER, Power.OPEN)
]
WITH_TOKEN = ABOUT_PEOPLE + NOT_ABOUT_PEOPLE
OF_BROWSERS = [endpoint for endpoint in ENDPOINTS if endpoint.power is Power.BROWSER]
OPEN = [endpoint for endpoint in ENDPOINTS if endpoint.power is Power.OPEN]


@pytest.mark.parametrize("endpoint", ABOUT_PEOPLE, ids=named)
def test_whom_each_role_reaches(district: District, endpoint: Endpoint) -> None:
    tried = {
        role: REACHES[
            frozenset(
                where for where in (NEAR, CAMPUS, FAR) if district.allowed(endpoint, role, where + _grade(endpoint))
            )
        ]
        for role in Role
    }

    assert tried == {role: endpoint.power.reach(role) for role in Role}


@pytest.mark.parametrize("endpoint", NOT_ABOUT_PEOPLE, ids=named)
def test_which_roles_are_let_in(district: District, endpoint: Endpoint) -> None:
    statuses = {role: district.call(endpoint, district.token(role)).status_code for role in Role}

    let_in = {role for role, status in statuses.items() if status not in (401, 403)}
    assert let_in == {role for role in Role if endpoint.power.reach(role) is not Reach.NOBODY}, statuses
    assert max(statuses.values()) < 500


@pytest.mark.parametrize("endpoint", OF_BROWSERS, ids=named)
def test_a_token_is_no_session_of_a_browser(district: District, endpoint: Endpoint) -> None:
    statuses = {district.call(endpoint, token).status_code for token in (None, district.token(Role.PUPIL))}

    assert len(statuses) == 1
    assert statuses <= {302, 303, 400, 401, 403, 415}


@pytest.mark.parametrize("endpoint", OPEN, ids=named)
def test_what_is_open_asks_for_nothing(district: District, endpoint: Endpoint) -> None:
    assert district.call(endpoint, None).status_code in (200, 302, 303)


@pytest.mark.parametrize("endpoint", WITH_TOKEN, ids=named)
def test_no_token_that_is_not_valid_opens_anything(district: District, endpoint: Endpoint) -> None:
    good = district.token(Role.REALM_ADMIN)
    bad = {
        "none": None,
        "nonsense": "nonsense",
        "unsigned": unsigned(good),
        "of more power": with_claims(good, azp="security-admin-console", aud=["homeroom"]),
        "of this realm by another": with_claims(
            district.token(Role.OTHER_REALM), iss=f"{district.roster.keycloak.url}/realms/{district.roster.name}"
        ),
        "refreshing": district.other_tokens["refresh_token"],
        "identity": district.other_tokens["id_token"],
    }
    assert {kind: district.call(endpoint, token).status_code for kind, token in bad.items()} == dict.fromkeys(bad, 401)


def test_a_token_ends_with_the_account(district: District) -> None:
    roster = district.roster
    name = f"leaving-{uuid.uuid4().hex[:6]}"
    roster.write(person(name, kind="staff", roles=["staff"], attributes={"personType": ["staff"]}))
    mapping = [roster.call("GET", "/roles/district-admin")]
    roster.call("POST", f"/users/{roster.user_id(name)}/role-mappings/realm", mapping)
    roster.set_password(name)
    token = roster.token(name)
    (person_page,) = (endpoint for endpoint in ENDPOINTS if endpoint.path == "care/person")
    assert district.call(person_page, token).status_code == 200

    roster.write({"type": "person", "op": "disable", "sourcedId": name})

    assert district.call(person_page, token).status_code in (401, 403)


@pytest.mark.parametrize("endpoint", [one for one in ABOUT_PEOPLE if "{issued}" not in str(one.body)], ids=named)
def test_ids_that_are_tampered_with_reach_nobody(district: District, endpoint: Endpoint) -> None:
    for strange in STRANGE_IDS:
        answer = district.call(endpoint, district.token(Role.DELEGATE), strange)
        assert answer.status_code in (200, 400, 403), f"{strange!r}: {answer.status_code}"
        assert answer.status_code != 200 or not _is_answered(answer, strange), strange


@pytest.mark.parametrize("endpoint", [one for one in ABOUT_PEOPLE if "{issued}" in str(one.body)], ids=named)
def test_ids_of_nothing_change_nothing(district: District, endpoint: Endpoint) -> None:
    path, (field_name,) = f"/{endpoint.path}", endpoint.body
    headers = {"Authorization": f"Bearer {district.token(Role.DELEGATE)}"}
    for strange in (*STRANGE_IDS, str(uuid.uuid4())):
        answer = district.roster.admin.post(path, json={field_name: [strange]}, headers=headers)
        assert answer.status_code in (200, 400), f"{strange!r}: {answer.status_code}"
        assert answer.status_code != 200 or list(answer.json().values()) == [0], strange


def unsigned(token: str) -> str:
    """The same claims under the algorithm `none`."""
    head = base64.urlsafe_b64encode(json.dumps({"alg": "none", "typ": "JWT"}).encode()).decode().rstrip("=")
    return f"{head}.{token.split('.')[1]}."


def with_claims(token: str, **claims: object) -> str:
    """Other claims under the same signature."""
    head, body, signature = token.split(".")
    content = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))) | claims
    changed = base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")
    return f"{head}.{changed}.{signature}"
