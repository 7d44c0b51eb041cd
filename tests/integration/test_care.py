"""What staff see and do about the sign-ins of people in their care: who may, whom, and what it says."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.support.roster_realm import (
    DESK,
    Keycloak,
    RosterRealm,
    enrollment,
    person,
    school,
    school_class,
)

pytestmark = pytest.mark.integration

STAFF = ("teacher", "delegate", "both", "district", "plain")


@pytest.fixture(scope="module")
def roster(keycloak: Keycloak, realm: str) -> RosterRealm:
    """A teacher at the first campus, a delegate of the second, somebody who is both, and a district administrator."""
    made = RosterRealm(keycloak, realm)
    made.prepare()
    made.call("PUT", "", {"eventsEnabled": True, "bruteForceProtected": True, "failureFactor": 3})
    results = made.write(
        school("CV01"),
        school("CV02"),
        *(staff(name, campus) for name, campus in zip(STAFF, ("CV01", "CV02", "CV02", "CV01", "CV01"), strict=True)),
        person("ann", schools=["CV01"], firstName="Ann", lastName="Núñez", attributes=student()),
        person("ben", schools=["CV01"], firstName="Ben", lastName="Nunez", attributes=student()),
        person("dora", schools=["CV02"], firstName="Dora", lastName="Núñez", attributes=student("CV02")),
        person("left", schools=["CV02"], firstName="Lea", lastName="Left", attributes=student("CV02")),
        school_class("art", "CV01", title="Art"),
        school_class("music", "CV02", title="Music"),
        enrollment("art", "teacher", "teacher"),
        enrollment("art", "both", "teacher"),
        enrollment("art", "ann"),
        enrollment("music", "dora"),
    )
    assert {result["status"] for result in results} == {"created"}, results
    for role, names in {"campus-delegate": ("delegate", "both"), "district-admin": ("district",)}.items():
        representation = made.call("GET", f"/roles/{role}")
        for name in names:
            made.call("POST", f"/users/{made.user_id(name)}/role-mappings/realm", [representation])
    for name in (*STAFF, "ann", "dora"):
        made.set_password(name)
    [gone] = made.write({"type": "person", "op": "disable", "sourcedId": "left"})
    assert gone["status"] == "disabled", gone
    return made


def staff(name: str, campus: str) -> dict[str, Any]:
    roles = ["staff", "teacher"] if name in ("teacher", "both") else ["staff"]
    attributes = {"personType": ["staff"], "employeeType": ["Office"], "schools": [campus]}
    return person(name, kind="staff", roles=roles, schools=[campus], attributes=attributes, lastName="Staff")


def student(campus: str = "CV01") -> dict[str, list[str]]:
    return {"personType": ["student"], "grade": ["04"], "schools": [campus]}


def ask(roster: RosterRealm, who: str, path: str) -> httpx.Response:
    token = roster.token(who)
    return roster.admin.get(f"/care/{path}", headers={"Authorization": f"Bearer {token}"})


def find(roster: RosterRealm, who: str, **by: str) -> httpx.Response:
    token = roster.token(who)
    return roster.admin.post("/care/find", json=by, headers={"Authorization": f"Bearer {token}"})


def do(roster: RosterRealm, who: str, call: str, *people: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {roster.token(who)}"}
    return roster.admin.post(f"/care/{call}", json={"people": list(people)}, headers=headers)


def found(roster: RosterRealm, who: str, search: str) -> list[str]:
    answer = find(roster, who, search=search)
    assert answer.status_code == 200, answer.text
    return [one["sourcedId"] for one in answer.json()["people"]]


CARE = {
    "teacher": {"ann"},
    "delegate": {"delegate", "both", "dora", "left"},
    "both": {"ann", "delegate", "both", "dora", "left"},
    "district": {*STAFF, "ann", "ben", "dora", "left"},
    "plain": set(),
    "ann": set(),
}
"""Whom each of them may see and help, which follows from the roster above."""


@pytest.mark.parametrize("whom", ["left", "delegate", "teacher"])
@pytest.mark.parametrize("who", CARE)
def test_staff_and_those_who_left_are_in_the_care_of_their_campus(roster: RosterRealm, who: str, whom: str) -> None:
    assert ask(roster, who, f"person?id={whom}").status_code == (200 if whom in CARE[who] else 403)


@pytest.mark.parametrize("call", ["unlock", "sign-out"])
def test_one_stranger_among_many_stops_the_call(roster: RosterRealm, call: str) -> None:
    assert do(roster, "delegate", call, "dora", "ann").status_code == 403


@pytest.mark.parametrize(
    ("path", "readers"),
    [
        ("sign-ins?class=art", {"teacher", "both", "district"}),
        ("sign-ins?class=music", {"delegate", "both", "district"}),
    ],
)
def test_a_class_is_shown_to_its_teachers_and_its_campus(roster: RosterRealm, path: str, readers: set[str]) -> None:
    assert {who for who in CARE if ask(roster, who, path).status_code == 200} == readers


@pytest.mark.parametrize(
    ("who", "search", "people"),
    [
        ("district", "nunez", ["ann", "ben", "dora"]),
        ("district", "Núñez, Dora", ["dora"]),
        ("district", "NUN do", ["dora"]),
        ("district", "ben", ["ben"]),
        ("teacher", "nunez", ["ann"]),
        ("delegate", "nunez", ["dora"]),
        ("both", "nunez", ["ann", "dora"]),
        ("delegate", "left", ["left"]),
        ("district", "dora nobody", []),
        ("district", "%", []),
        ("district", "", []),
    ],
)
def test_people_are_found_by_parts_of_names_whatever_the_accents(
    roster: RosterRealm, who: str, search: str, people: list[str]
) -> None:
    assert found(roster, who, search) == people


def test_somebody_is_found_by_the_id_that_a_badge_has(roster: RosterRealm) -> None:
    dora = roster.user_id("dora")
    people = find(roster, "delegate", user=dora).json()["people"]

    assert [one["username"] for one in people] == ["dora"]
    assert find(roster, "teacher", user=dora).json()["people"] == []


def test_a_record_says_who_it_is_and_when_the_roster_lost_them(roster: RosterRealm) -> None:
    [left] = find(roster, "delegate", search="left").json()["people"]

    disabled_at = datetime.fromisoformat(left.pop("disabledAt"))
    assert (datetime.now(UTC) - disabled_at).total_seconds() < 3600
    assert left == {
        "sourcedId": "left",
        "userId": roster.user_id("left"),
        "username": "left",
        "firstName": "Lea",
        "lastName": "Left",
        "kind": "student",
        "grade": "04",
        "schools": ["CV02"],
        "enabled": False,
    }


def test_the_state_tells_of_sign_ins_and_credentials(roster: RosterRealm) -> None:
    roster.write(person("seen", schools=["CV02"], attributes=student("CV02")))
    [before] = ask(roster, "delegate", "sign-ins?person=seen").json()
    assert before == {
        "sourcedId": "seen",
        "userId": roster.user_id("seen"),
        "enabled": True,
        "failures": 0,
        "has": [],
        "pending": [],
    }

    roster.set_password("seen")
    roster.token("seen")
    [after] = ask(roster, "delegate", "sign-ins?person=seen").json()

    assert after["has"] == ["password"]
    assert abs(time.time() - datetime.fromisoformat(after["lastSignIn"]).timestamp()) < 600


def test_who_is_locked_out_is_seen_and_let_in_again(roster: RosterRealm) -> None:
    roster.write(person("locked", schools=["CV02"], attributes=student("CV02")))
    roster.set_password("locked")
    form = {"grant_type": "password", "client_id": DESK, "username": "locked", "password": "wrong"}
    address = f"{roster.keycloak.url}/realms/{roster.name}/protocol/openid-connect/token"
    deadline = time.monotonic() + 30
    while "lockedUntil" not in (state := ask(roster, "delegate", "sign-ins?person=locked").json()[0]):
        assert time.monotonic() < deadline, state
        httpx.post(address, data=form, timeout=30)
    assert state["failures"] >= 1
    assert "lastFailure" in state
    assert not roster.can_sign_in("locked")

    assert do(roster, "delegate", "unlock", "locked").json() == {"unlocked": 1}

    assert roster.can_sign_in("locked")
    assert "lockedUntil" not in ask(roster, "delegate", "sign-ins?person=locked").json()[0]


def test_signing_out_ends_the_sessions(roster: RosterRealm) -> None:
    tokens = roster.sign_in("dora").json()
    assert roster.userinfo(tokens["access_token"]).status_code == 200

    assert do(roster, "delegate", "sign-out", "dora").json() == {"signedOut": 1}

    assert roster.refresh(tokens["refresh_token"]).status_code == 400


def test_the_events_say_what_happened_and_nothing_personal(roster: RosterRealm) -> None:
    roster.token("dora")
    newest = ask(roster, "delegate", "events?person=dora").json()[0]

    assert newest["type"] == "LOGIN"
    assert set(newest) <= {"at", "type", "client", "details"}
    assert "username" not in newest["details"]


def test_what_is_done_stands_in_the_admin_events_under_the_name_of_who_did_it(roster: RosterRealm) -> None:
    dora = roster.user_id("dora")
    assert do(roster, "delegate", "unlock", "dora").status_code == 200
    assert do(roster, "delegate", "sign-out", "dora").status_code == 200

    [signed_out, unlocked] = roster.call("GET", "/admin-events?max=2")

    assert {event["authDetails"]["userId"] for event in (signed_out, unlocked)} == {roster.user_id("delegate")}
    assert (unlocked["resourceType"], unlocked["resourcePath"]) == (
        "USER_LOGIN_FAILURE",
        f"attack-detection/brute-force/users/{dora}",
    )
    assert (signed_out["resourceType"], signed_out["resourcePath"]) == ("SIGN_IN_HELP", "care/sign-out")


@pytest.mark.parametrize("path", ["person", "sign-ins", "sign-ins?class=art&person=ann", "events"])
def test_a_question_that_cannot_be_understood_is_said_to_be_so(roster: RosterRealm, path: str) -> None:
    answer = ask(roster, "district", path)

    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_request"


@pytest.mark.parametrize("by", [{}, {"search": "a", "user": "b"}, {"name": "a"}, {"search": "a" * 101}])
def test_a_search_that_cannot_be_understood_likewise(roster: RosterRealm, by: dict[str, str]) -> None:
    answer = find(roster, "district", **by)

    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_request"
