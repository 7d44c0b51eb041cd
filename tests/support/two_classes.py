"""A realm whose roster has teachers with a class each, pupils, and policies that say what may be issued to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tests.support.roster_realm import Keycloak, RosterRealm, Row, enrollment, person, school, school_class

FORBIDDEN = 403


def pupil(name: str, *, grade: str = "KG", special_ed: bool = False, campus: str = "CV01", **fields: Any) -> Row:
    """A student of a campus."""
    attributes = {
        "personType": ["student"],
        "grade": [grade],
        "specialEd": [str(special_ed).lower()],
        "schools": [campus],
    }
    return person(name, schools=[campus], attributes=attributes, **fields)


def employee(name: str, *roles: str, campus: str = "CV01", employee_type: str = "teacher") -> Row:
    """A member of staff, with a grade code: it must open nothing that is for students."""
    attributes = {"personType": ["staff"], "employeeType": [employee_type], "schools": [campus], "grade": ["KG"]}
    return person(name, kind="staff", roles=["staff", *roles], schools=[campus], attributes=attributes)


def two_classes() -> list[Row]:
    """Two teachers with a class each, class-1 of ann, ben and a sixth-grader, class-2 of cleo, and who is in none."""
    return [
        school("CV01"),
        employee("teacher", "teacher"),
        employee("other-teacher", "teacher"),
        pupil("ann", lastName="Zimmer"),
        pupil("ben", lastName="Abel"),
        pupil("cleo"),
        pupil("sixth-grader", grade="06"),
        pupil("special", grade="09", special_ed=True),
        pupil("gone", enabled=False),
        school_class("class-1", "CV01"),
        school_class("class-2", "CV01"),
        enrollment("class-1", "teacher", "teacher"),
        enrollment("class-2", "other-teacher", "teacher"),
        enrollment("class-1", "ann"),
        enrollment("class-1", "ben"),
        enrollment("class-1", "sixth-grader"),
        enrollment("class-2", "cleo"),
    ]


def roster_of(keycloak: Keycloak, realm: str, rows: Iterable[Row], policy: Mapping[str, str]) -> RosterRealm:
    """The realm with these rows in it, which are all new, and with events.

    Args:
        keycloak: the server.
        realm: a realm that is as Keycloak makes a new one.
        rows: of the roster.
        policy: attributes of the realm.
    """
    made = RosterRealm(keycloak, realm)
    made.prepare()
    attributes = made.call("GET", "")["attributes"] | policy
    events = {"eventsEnabled": True, "adminEventsDetailsEnabled": True}
    made.call("PUT", "", {"attributes": attributes, **events})
    results = made.write(*rows)
    assert {result["status"] for result in results} == {"created"}, results
    return made


def make_delegate(roster: RosterRealm, name: str) -> None:
    """Put somebody in charge of the own campus."""
    role = roster.call("GET", "/roles/campus-delegate")
    roster.call("POST", f"/users/{roster.user_id(name)}/role-mappings/realm", [role])
