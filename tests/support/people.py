"""People of the example district for tests: those that the demo signed up, and others whom a test picks itself."""

from __future__ import annotations

import csv
import uuid
from typing import Any

from admin_api import RosterApi
from homeroom.demo.cast import Cast, Part
from homeroom.demo.document import DemoPerson
from homeroom.demo.sign_up import SignUp
from tests.support.keycloak_server import KeycloakServer


def example(keycloak: KeycloakServer, kind: str) -> dict[str, Any]:
    """The demo's example of a kind of people, as `homeroom demo --json` has it."""
    people: list[dict[str, Any]] = keycloak.demo["people"]
    return next(person for person in people if person["kind"] == kind)


def employee_of_type(keycloak: KeycloakServer, employee_type: str) -> str:
    """sourcedId of the first employee of a type."""
    return _first(keycloak, "metadata.employeeType", employee_type)


def pupil_of_grade(keycloak: KeycloakServer, grade: str) -> str:
    """sourcedId of the first student of a grade."""
    return _first(keycloak, "grades", grade)


def unknown_username() -> str:
    """A username that nobody has and no test has tried."""
    return f"nobody.{uuid.uuid4().hex[:10]}"


def signed_up_employee(keycloak: KeycloakServer, employee_type: str, *, authenticator: bool = True) -> DemoPerson:
    """An employee of a type, with a password and, if asked for, an authenticator app that were just set up.

    Nothing else: what other tests set up for this employee is gone.
    """
    sourced_id = employee_of_type(keycloak, employee_type)
    part = Part("employee", employee_type, sourced_id, has_authenticator=authenticator)
    realm = keycloak.demo["realm"]
    with keycloak.connection() as connection:
        user = next(one.id for one in RosterApi(connection, realm).people() if one.sourced_id == sourced_id)
        path = f"/admin/realms/{realm}/users/{user}/credentials"
        for credential in connection.get(path):
            connection.delete(f"{path}/{credential['id']}")
        return SignUp(connection, realm).all(Cast((part,), ())).people[0]


def colleague_of(keycloak: KeycloakServer, employee: str) -> str:
    """sourcedId of a teacher who works where an employee works; none of the demo's own people."""
    shown = {person["sourced_id"] for person in keycloak.demo["people"]}
    people = _roster(keycloak)
    [campus] = [row["orgSourcedIds"] for row in people if row["sourcedId"] == employee]
    return next(
        row["sourcedId"]
        for row in people
        if (row["role"], row["orgSourcedIds"]) == ("teacher", campus) and row["sourcedId"] not in shown
    )


def disabled_employee(keycloak: KeycloakServer, employee_type: str) -> str:
    """Username of an employee of a type who was just disabled by the roster."""
    sourced_id = employee_of_type(keycloak, employee_type)
    with keycloak.connection() as connection:
        roster = RosterApi(connection, keycloak.demo["realm"])
        roster.batch([{"type": "person", "op": "disable", "sourcedId": sourced_id}])
        return next(person.username for person in roster.people() if person.sourced_id == sourced_id)


def _first(keycloak: KeycloakServer, column: str, value: str) -> str:
    return next(row["sourcedId"] for row in _roster(keycloak) if row[column] == value)


def _roster(keycloak: KeycloakServer) -> list[dict[str, str]]:
    with (keycloak.district / "roster" / "users.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
