"""What the roles of the school realm may do in Keycloak's admin console, tried over HTTP with people's own tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from ruamel.yaml import YAML

from admin_api import AdminConnection
from realm.desired import desired_realm
from realm.engine import apply, plan
from realm.merge import RealmModel, merged
from realm.representation import Keyed, keyed_file
from settings import DistrictFolder
from settings.yaml_file import YamlFile
from tests.support.keycloak_server import KeycloakServer
from tests.support.school_realm import PASSWORD

pytestmark = pytest.mark.integration

CONSOLE, APPLICATION, STAFF_APPLICATION = "test-console", "test-application", "test-staff-application"
ROLES = ("registrar", "district-admin", "campus-it", "campus-delegate", "teacher", "staff", "student")
OTHERS = ("pupil", "keeper")
"""Somebody of a school, and somebody of none."""
BESIDES = f"""
clients:
  - {{clientId: {CONSOLE}, publicClient: true, directAccessGrantsEnabled: true, fullScopeAllowed: true,
     defaultClientScopes: [basic, roles]}}
  - {{clientId: {APPLICATION}, publicClient: true, directAccessGrantsEnabled: true, fullScopeAllowed: false,
     defaultClientScopes: [basic, roles, profile]}}
  - {{clientId: {STAFF_APPLICATION}, publicClient: true, directAccessGrantsEnabled: true, fullScopeAllowed: false,
     defaultClientScopes: [basic, homeroom-staff]}}
adminPermissions:
  policies:
    - {{name: in the admin console, clients: [security-admin-console, {CONSOLE}]}}
"""
"""The console signs people in with a browser only; a client of the tests stands in for it."""


@dataclass(frozen=True)
class School:
    """A realm of the base files, with a pupil, a group, and somebody of each role."""

    url: str
    realm: str
    people: dict[str, str]
    roles: dict[str, dict[str, Any]]
    groups: tuple[str, str]
    client: str

    def person(self, role: str, client: str = CONSOLE) -> httpx.Client:
        """The admin API with the token of somebody who has the role."""
        answer = httpx.post(
            f"{self.url}/realms/{self.realm}/protocol/openid-connect/token",
            data={"grant_type": "password", "client_id": client, "username": f"a-{role}", "password": PASSWORD},
            timeout=30,
        )
        assert answer.status_code == 200, answer.text
        return httpx.Client(
            base_url=f"{self.url}/admin/realms/{self.realm}",
            headers={"Authorization": f"Bearer {answer.json()['access_token']}"},
            timeout=30,
        )


@pytest.fixture(scope="module")
def school(keycloak: KeycloakServer, realm: str) -> Iterator[School]:
    name = f"{realm}-school"
    base = desired_realm(DistrictFolder.at(keycloak.district))
    besides = keyed_file(YamlFile(Path("besides.yaml"), {"realm": name, **YAML(typ="safe").load(BESIDES)}, {}))
    wanted = merged(name, [Keyed(dict(base.content), dict(base.origins)), besides])
    with keycloak.connection() as connection:
        _apply(wanted, connection)
        place = f"/admin/realms/{name}"
        (schools,) = connection.get(f"{place}/groups")
        connection.post(f"{place}/groups/{schools['id']}/children", {"name": "CV01"})
        campus = connection.get(f"{place}/group-by-path/schools/CV01")["id"]
        people = {role: _person(connection, place, role) for role in (*ROLES, *OTHERS)}
        for role in (*ROLES, "pupil"):
            connection.put(f"{place}/users/{people[role]}/groups/{campus}")
        management = connection.get(f"{place}/clients", {"clientId": "realm-management"})[0]["id"]
        roles = {role: connection.get(f"{place}/roles/{role}") for role in ROLES}
        roles["realm-admin"] = connection.get(f"{place}/clients/{management}/roles/realm-admin")
        yield School(keycloak.url, name, people, roles, (schools["id"], campus), management)
        connection.delete(place)


def _apply(wanted: RealmModel, connection: AdminConnection) -> None:
    apply(plan(wanted, connection, {}), wanted, connection, {}, allowed_deletes=0)


def _person(connection: AdminConnection, place: str, role: str) -> str:
    credential = {"type": "password", "value": PASSWORD, "temporary": False}
    user = {"username": f"a-{role}", "firstName": "Ana", "lastName": "Example", "email": f"{role}@school.example"}
    connection.post(f"{place}/users", {**user, "enabled": True, "credentials": [credential]})
    (made,) = connection.get(f"{place}/users", {"username": f"a-{role}", "exact": True})
    if role in ROLES:
        roles = [connection.get(f"{place}/roles/{role}")]
        connection.post(f"{place}/users/{made['id']}/role-mappings/realm", roles)
    return str(made["id"])


Action = Callable[[School, httpx.Client], httpx.Response]


def _give(role: str, client: bool = False) -> Action:
    def action(school: School, api: httpx.Client) -> httpx.Response:
        kind = f"clients/{school.client}" if client else "realm"
        return api.post(f"/users/{school.people['pupil']}/role-mappings/{kind}", json=[school.roles[role]])

    return action


ACTIONS: dict[str, Action] = {
    "list people": lambda _, api: api.get("/users"),
    "view a person": lambda school, api: api.get(f"/users/{school.people['pupil']}"),
    "list groups": lambda _, api: api.get("/groups"),
    "view the schools": lambda school, api: api.get(f"/groups/{school.groups[0]}"),
    "view a campus": lambda school, api: api.get(f"/groups/{school.groups[1]}"),
    "list clients": lambda _, api: api.get("/clients"),
    "view a client": lambda school, api: api.get(f"/clients/{school.client}"),
    "change a person": lambda school, api: api.put(
        f"/users/{school.people['pupil']}",
        json={"username": "a-pupil", "firstName": "Bea", "lastName": "Example", "email": "pupil@school.example"},
    ),
    "reset a password": lambda school, api: api.put(
        f"/users/{school.people['pupil']}/reset-password",
        json={"type": "password", "value": PASSWORD, "temporary": False},
    ),
    "reset the password of somebody outside the schools": lambda school, api: api.put(
        f"/users/{school.people['keeper']}/reset-password",
        json={"type": "password", "value": PASSWORD, "temporary": False},
    ),
    "sign a person out": lambda school, api: api.post(f"/users/{school.people['pupil']}/logout"),
    "make a person": lambda _, api: api.post(
        "/users", json={"username": "by-hand", "firstName": "B", "lastName": "H", "email": "by-hand@school.example"}
    ),
    "impersonate": lambda school, api: api.post(f"/users/{school.people['pupil']}/impersonation"),
    "give the role teacher": _give("teacher"),
    "give the role district-admin": _give("district-admin"),
    "give the role realm-admin": _give("realm-admin", client=True),
    "change a group": lambda school, api: api.put(f"/groups/{school.groups[1]}", json={"name": "renamed"}),
    "change a membership": lambda school, api: api.put(f"/users/{school.people['pupil']}/groups/{school.groups[0]}"),
    "change a client": lambda school, api: api.put(f"/clients/{school.client}", json={"description": "by hand"}),
    "change the realm": lambda school, api: api.put("", json={"realm": school.realm, "displayName": "by hand"}),
    "read the events": lambda _, api: api.get("/events"),
    "change a permission": lambda school, api: api.post(
        f"/clients/{school.client}/authz/resource-server/permission/scope", json={"name": "mine"}
    ),
}
LOOKS_AT_PEOPLE = {"list people", "view a person", "list groups", "view the schools", "view a campus"}
LOOKS_AT_CLIENTS = {"list clients", "view a client"}
ALLOWED: dict[str, set[str]] = {
    "registrar": LOOKS_AT_PEOPLE,
    "campus-it": LOOKS_AT_PEOPLE | LOOKS_AT_CLIENTS,
    "district-admin": LOOKS_AT_PEOPLE
    | LOOKS_AT_CLIENTS
    | {"change a person", "reset a password", "sign a person out", "give the role teacher"},
    "campus-delegate": set(),
    "teacher": set(),
    "staff": set(),
    "student": set(),
}


def _succeeded(school: School, api: httpx.Client) -> set[str]:
    answers = {name: action(school, api) for name, action in ACTIONS.items()}
    assert {answer.status_code for answer in answers.values() if not answer.is_success} <= {403, 404}, answers
    # Keycloak answers 404 in place of 403 where saying 403 would tell that there is something.
    return {name for name, answer in answers.items() if answer.is_success}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_just_this_in_the_admin_console(school: School, role: str) -> None:
    with school.person(role) as api:
        assert _succeeded(school, api) == ALLOWED[role]


@pytest.mark.parametrize("role", ["registrar", "campus-it", "district-admin"])
def test_whoever_may_look_finds_everybody_and_every_group(school: School, role: str) -> None:
    with school.person(role) as api:
        assert {person["username"] for person in api.get("/users").json()} >= {
            f"a-{role}" for role in (*ROLES, "pupil")
        }
        assert [group["name"] for group in api.get("/groups").json()] == ["schools"]


@pytest.mark.parametrize("client", [APPLICATION, STAFF_APPLICATION])
@pytest.mark.parametrize("role", ["registrar", "campus-it", "district-admin"])
def test_a_token_of_an_application_has_no_power_over_people(school: School, role: str, client: str) -> None:
    """Whoever runs an application holds the tokens of people with power; not even the list of people is in them."""
    with school.person(role, client) as api:
        assert _succeeded(school, api) - {"list people", "list groups", "list clients"} == set()
        for path in ("/users", "/groups", "/clients"):
            answer = api.get(path)
            assert not answer.is_success or answer.json() == [], path
