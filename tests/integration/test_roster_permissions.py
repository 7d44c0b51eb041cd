"""Who may call the roster endpoints, in which realm, and what staff see of the roster."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.support.roster_realm import (
    OTHER_APP,
    PASSWORD,
    Keycloak,
    RosterRealm,
    disable,
    enrollment,
    person,
    remove,
    school,
    school_class,
)

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def roster(keycloak: Keycloak, realm: str) -> RosterRealm:
    """Two teachers with a class each, and one pupil in both."""
    prepared = RosterRealm(keycloak, realm)
    prepared.prepare()
    results = prepared.write(
        school("CV01"),
        person("teacher-1", kind="staff", roles=["staff", "teacher"], schools=["CV01"]),
        person("teacher-2", kind="staff", roles=["staff", "teacher"], schools=["CV01"]),
        person("pupil-1", lastName="zimmer", attributes={"grade": ["KG"]}),
        person("pupil-2", lastName="Abel", attributes={}),
        person("pupil-3"),
        school_class("class-b", "CV01", title="Biology"),
        school_class("class-a", "CV01", title="Art"),
        school_class("class-z", "CV01", title="Zoology"),
        enrollment("class-b", "teacher-1", "teacher", primary=True),
        enrollment("class-a", "teacher-1", "aide"),
        enrollment("class-z", "teacher-2", "teacher"),
        enrollment("class-b", "pupil-1"),
        enrollment("class-b", "pupil-2"),
        enrollment("class-z", "pupil-3"),
    )
    assert {result["status"] for result in results} == {"created"}
    for sourced_id in ("teacher-1", "teacher-2", "pupil-1"):
        prepared.set_password(sourced_id)
    return prepared


@pytest.fixture(scope="module")
def other_realm(keycloak: Keycloak, realm: str) -> Iterator[RosterRealm]:
    name = f"{realm}-other"
    with httpx.Client(base_url=f"{keycloak.url}/admin/realms", timeout=60) as admin:
        made = admin.post("", json={"realm": name, "enabled": True}, headers=_authorization(keycloak))
        made.raise_for_status()
        other = RosterRealm(keycloak, name)
        other.prepare()
        yield other
        admin.delete(f"/{name}", headers=_authorization(keycloak)).raise_for_status()


def _authorization(keycloak: Keycloak) -> dict[str, str]:
    return {"Authorization": f"Bearer {keycloak.admin_token()}"}


def calls(roster: RosterRealm, token: str) -> list[int]:
    """Statuses of reading the state and of sending a batch that is not even JSON."""
    base = f"{roster.keycloak.url}/admin/realms/{roster.name}/roster"
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    with httpx.Client(base_url=base, headers=headers, timeout=60) as client:
        return [client.get("/state").status_code, client.post("/batch", content="no JSON").status_code]


def administrator(roster: RosterRealm, username: str, role: str) -> str:
    """Token of an account of the realm with one role of its admin API."""
    credential = {"type": "password", "value": PASSWORD, "temporary": False}
    names = {"firstName": "Ada", "lastName": "Admin", "email": f"{username}@cedar.example"}
    roster.call("POST", "/users", {"username": username, "enabled": True, "credentials": [credential], **names})
    user = roster.call("GET", f"/users?username={username}&exact=true")[0]["id"]
    client = roster.call("GET", "/clients?clientId=realm-management")[0]["id"]
    mapping = roster.call("GET", f"/clients/{client}/roles/{role}")
    roster.call("POST", f"/users/{user}/role-mappings/clients/{client}", [mapping])
    return roster.token(username, OTHER_APP)


def test_nobody_may_read_or_write_the_roster(roster: RosterRealm) -> None:
    assert calls(roster, "no-token") == [401, 401]


@pytest.mark.parametrize("username", ["teacher-1", "pupil-1"])
def test_the_bulk_endpoints_are_not_for_people_of_the_roster(roster: RosterRealm, username: str) -> None:
    assert calls(roster, roster.token(username)) == [403, 403]


def test_who_may_view_users_reads_the_roster_and_does_not_write_it(roster: RosterRealm) -> None:
    assert calls(roster, administrator(roster, "viewer", "view-users")) == [200, 403]


def test_who_may_manage_users_reads_and_writes_the_roster(roster: RosterRealm) -> None:
    assert calls(roster, administrator(roster, "manager", "manage-users")) == [200, 400]


def test_an_administrator_of_another_realm_has_no_power_here(roster: RosterRealm, other_realm: RosterRealm) -> None:
    assert calls(roster, administrator(other_realm, "stranger", "realm-admin")) == [403, 403]


def test_realms_do_not_see_each_other(roster: RosterRealm, other_realm: RosterRealm) -> None:
    rows = [school("CV05"), person("both-1"), school_class("both-c", "CV05"), enrollment("both-c", "both-1")]
    roster.write(*rows)
    assert {result["status"] for result in other_realm.write(*rows)} == {"created"}
    assert other_realm.user_id("both-1") != roster.user_id("both-1")
    other_realm.write(disable("both-1"), remove("class", "both-c"))
    assert roster.state()["both-1"]["enabled"] is True
    assert "both-c" in roster.state("classes")


def test_a_teacher_sees_the_own_classes_and_who_is_in_them(roster: RosterRealm) -> None:
    answer = roster.my_classes(roster.token("teacher-1"))
    assert answer.status_code == 200, answer.text
    art, biology = answer.json()
    assert (art["title"], art["role"], art["students"]) == ("Art", "aide", [])
    assert {key: biology[key] for key in ("sourcedId", "title", "school", "role")} == {
        "sourcedId": "class-b",
        "title": "Biology",
        "school": "CV01",
        "role": "teacher",
    }
    assert [student["sourcedId"] for student in biology["students"]] == ["pupil-2", "pupil-1"]
    assert biology["students"][1] == {
        "id": roster.user_id("pupil-1"),
        "sourcedId": "pupil-1",
        "username": "pupil-1",
        "firstName": "Ana",
        "lastName": "zimmer",
        "grade": "KG",
        "enabled": True,
    }
    assert "grade" not in biology["students"][0]


def test_a_token_that_another_application_got_has_no_power(roster: RosterRealm) -> None:
    answer = roster.my_classes(roster.token("teacher-1", OTHER_APP))
    assert (answer.status_code, answer.json()["error"]) == (403, "forbidden")


def test_a_pupil_has_no_classes_to_look_after(roster: RosterRealm) -> None:
    answer = roster.my_classes(roster.token("pupil-1"))
    assert (answer.status_code, answer.json()["error"]) == (403, "forbidden")


def test_classes_are_not_for_the_unknown(roster: RosterRealm) -> None:
    answer = roster.my_classes("no-token")
    assert (answer.status_code, answer.json()["error"]) == (401, "unauthorized")
