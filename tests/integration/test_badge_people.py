"""Listing whom badges could be printed for: who is in it, what is told of each, and in whose care they are."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.support.roster_realm import (
    OTHER_APP,
    Keycloak,
    RosterRealm,
    enrollment,
    remove,
    school,
    school_class,
)
from tests.support.two_classes import employee, make_delegate, pupil, roster_of

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def roster(keycloak: Keycloak, realm: str) -> RosterRealm:
    """A teacher, a delegate, and students of two campuses, two of them with a homeroom."""
    rows = [
        school("CV01"),
        school("CV02"),
        employee("teacher", "teacher", employee_type="teacher"),
        employee("delegate", campus="CV02", employee_type="principal"),
        pupil("ann"),
        pupil("ben", grade="01"),
        pupil("dora", campus="CV02"),
        pupil("sixth-grader", campus="CV02", grade="06"),
        pupil("special", campus="CV02", grade="09", special_ed=True),
        pupil("gone", enabled=False),
        school_class("homeroom-1", "CV01", title="Kindergarten - Bluebirds", homeroom=True),
        school_class("music", "CV01", title="Art and music"),
        enrollment("homeroom-1", "teacher", "teacher"),
        enrollment("homeroom-1", "ann"),
        enrollment("music", "ann"),
        enrollment("music", "ben"),
    ]
    made = roster_of(keycloak, realm, rows, {"homeroom.badge.grades": "KG,01", "homeroom.badge.special-ed": "true"})
    make_delegate(made, "delegate")
    for somebody in ("teacher", "delegate", "ann"):
        made.set_password(somebody)
    return made


def ask(roster: RosterRealm, query: str = "", token: str | None = None) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return roster.admin.get(f"/badges/people?{query}", headers=headers)


def listed(roster: RosterRealm, query: str = "", token: str | None = None) -> dict[str, dict[str, Any]]:
    """The records by sourcedId."""
    answer = ask(roster, query, token)
    assert answer.status_code == 200, answer.text
    records = [json.loads(line) for line in answer.text.splitlines()]
    return {record["sourcedId"]: record for record in records}


def test_a_record_tells_what_a_sheet_needs(roster: RosterRealm) -> None:
    assert listed(roster)["ann"] == {
        "sourcedId": "ann",
        "userId": roster.user_id("ann"),
        "username": "ann",
        "firstName": "Ana",
        "lastName": "Núñez-O'Brien",
        "kind": "student",
        "grade": "KG",
        "schools": ["CV01"],
        "specialEd": False,
        "class": "homeroom-1",
        "classTitle": "Kindergarten - Bluebirds",
    }


def test_everybody_of_the_roster_with_an_active_account_is_in_it(roster: RosterRealm) -> None:
    assert set(listed(roster)) == {"teacher", "delegate", "ann", "ben", "dora", "sixth-grader", "special"}


def test_who_may_have_no_badge_is_marked(roster: RosterRealm) -> None:
    refusals = {name: record.get("refusal") for name, record in listed(roster).items()}

    assert {name for name, refusal in refusals.items() if refusal == "policy"} == {
        "teacher",
        "delegate",
        "sixth-grader",
    }


@pytest.mark.parametrize(
    ("query", "people"),
    [
        ("person=ann&person=dora&person=gone&person=nobody-knows", {"ann", "dora"}),
        ("person=ann&kind=staff", set()),
        ("person=ann&person=dora&class=music", {"ann"}),
        ("kind=staff", {"teacher", "delegate"}),
        ("kind=student&school=CV01", {"ann", "ben"}),
        ("school=CV01&school=CV02&kind=staff", {"teacher", "delegate"}),
        ("grade=01&grade=06", {"ben", "sixth-grader"}),
        ("class=music", {"ann", "ben"}),
        ("class=music&grade=01", {"ben"}),
        ("class=nobody-knows", set()),
        ("employeeType=principal", {"delegate"}),
        ("specialEd=true", {"special"}),
        ("specialEd=false&school=CV02&kind=student", {"dora", "sixth-grader"}),
    ],
)
def test_a_parameter_narrows_it_down(roster: RosterRealm, query: str, people: set[str]) -> None:
    assert set(listed(roster, query)) == people


def test_the_class_that_was_asked_for_stands_before_the_homeroom(roster: RosterRealm) -> None:
    assert listed(roster, "class=music")["ann"]["classTitle"] == "Art and music"


def test_a_student_without_a_homeroom_has_no_class(roster: RosterRealm) -> None:
    assert "class" not in listed(roster)["ben"]


def test_a_class_that_is_no_homeroom_any_more_is_nobodys(roster: RosterRealm) -> None:
    roster.write(school_class("short", "CV02", homeroom=True), enrollment("short", "dora"))
    assert listed(roster)["dora"]["class"] == "short"

    roster.write(school_class("short", "CV02", rosterHash="2"))

    assert "class" not in listed(roster)["dora"]
    roster.write(remove("class", "short"))


def test_a_badge_is_told_and_who_has_one_that_works_can_be_left_out(roster: RosterRealm) -> None:
    pending, active = (issue(roster, name) for name in ("ann", "ben"))
    roster.call("POST", "/badges/activate", {"credentials": [active]})

    students = listed(roster, "kind=student")
    assert students["ann"]["badge"]["state"] == "pending"
    assert students["ann"]["badge"]["credentialId"] == pending
    assert students["ben"]["badge"]["state"] == "active"
    assert students["ben"]["badge"]["expires"] == "2099-06-30"
    assert "badge" not in students["dora"]
    assert set(listed(roster, "withoutBadge=true&school=CV01&kind=student")) == {"ann"}


def issue(roster: RosterRealm, name: str) -> str:
    answer = roster.call("POST", "/badges/issue", {"people": [name], "expires": "2099-06-30"})
    return str(answer["issued"][0]["credentialId"])


class TestPermission:
    def test_a_teacher_sees_the_students_of_the_own_classes(self, roster: RosterRealm) -> None:
        assert set(listed(roster, token=roster.token("teacher"))) == {"ann"}

    def test_a_teacher_sees_nobody_of_a_class_of_others(self, roster: RosterRealm) -> None:
        assert set(listed(roster, "class=music", token=roster.token("teacher"))) == {"ann"}
        assert set(listed(roster, "person=ann&person=dora", token=roster.token("teacher"))) == {"ann"}

    def test_a_delegate_sees_the_own_campus(self, roster: RosterRealm) -> None:
        assert set(listed(roster, token=roster.token("delegate"))) == {"delegate", "dora", "sixth-grader", "special"}

    @pytest.mark.parametrize(("username", "client"), [("ann", None), ("teacher", OTHER_APP)])
    def test_whoever_is_not_at_work_is_forbidden_before_parameters_are_read(
        self, roster: RosterRealm, username: str, client: str | None
    ) -> None:
        token = roster.token(username, client) if client else roster.token(username)
        assert ask(roster, "shoe=1", token).status_code == 403


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("campus=CV01", "Unknown parameter 'campus'"),
        ("kind=pupil", "'kind' must be student or staff"),
        ("kind=student&kind=staff", "'kind' may be given once"),
        ("specialEd=yes", "'specialEd' must be true or false"),
        ("withoutBadge=", "'withoutBadge' must be true or false"),
    ],
)
def test_a_parameter_that_cannot_be_understood_is_named(roster: RosterRealm, query: str, words: str) -> None:
    answer = ask(roster, query)

    assert answer.status_code == 400
    assert words in answer.json()["message"]
