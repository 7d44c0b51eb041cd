"""Which passwords Keycloak takes, from people themselves and from whoever resets them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.keycloak_server import KeycloakServer
from tests.support.school_realm import SchoolRealm

pytestmark = pytest.mark.integration

GOOD = "fish lamp cloud"


@pytest.fixture(scope="module")
def school(keycloak: KeycloakServer, realm: str) -> SchoolRealm:
    school = SchoolRealm(keycloak, realm)
    profile = school.call("GET", "/users/profile")
    school.call("PUT", "/users/profile", json={**profile, "unmanagedAttributePolicy": "ADMIN_EDIT"})
    school.configure(
        displayName="Cedar Valley Schools",
        attributes={
            "homeroom.password.student.min-length": "8",
            "homeroom.password.student.min-strength": "2",
            "homeroom.password.staff.min-length": "12",
            "homeroom.password.staff.min-strength": "3",
            "homeroom.password.words": "Cougars",
        },
    )
    return school


@pytest.fixture(scope="module")
def people(school: SchoolRealm) -> dict[str, str]:
    made = {kind: school.person(kind, attributes={"personType": [kind]}) for kind in ("student", "staff")}
    school.call("POST", "/groups", json={"name": "schools"})
    [schools] = school.call("GET", "/groups", params={"search": "schools"})
    campus = {"name": "CV01", "attributes": {"name": ["Willow Creek High"]}}
    campus_id = school.call("POST", f"/groups/{schools['id']}/children", json=campus)["id"]
    school.call("PUT", f"/users/{made['student']}/groups/{campus_id}")
    school.configure(passwordPolicy="homeroom-password and notUsername and notEmail")
    return made


def refusal(school: SchoolRealm, person: str, password: str) -> str | None:
    """What an administrator is told who gives somebody a password; None if it is taken."""
    credential = {"type": "password", "value": password, "temporary": False}
    answer = school.api.put(f"/users/{person}/reset-password", json=credential)
    if answer.is_success:
        return None
    told: dict[str, Any] = answer.json()
    return f"{told['error']}: {told['error_description']}"


@pytest.mark.parametrize("kind", ["student", "staff"])
def test_three_words_are_a_password_for_everybody(school: SchoolRealm, people: dict[str, str], kind: str) -> None:
    assert refusal(school, people[kind], GOOD) is None


def test_a_short_one_is_enough_for_students_and_not_for_employees(school: SchoolRealm, people: dict[str, str]) -> None:
    assert refusal(school, people["student"], "kx7q9zv2") is None
    assert "Use at least 12 characters" in (refusal(school, people["staff"], "kx7q9zv2") or "")


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("password123", "common"),
        ("contraseña", "common"),
        ("Ana-Example-2012", "own"),
        ("Cedar Valley 1", "school"),
        ("willowcreek7", "school"),
        ("Cougars2026!", "school"),
        ("basketball", "word"),
        ("2012-03-07", "date"),
    ],
)
def test_what_is_easy_to_guess_is_refused_with_the_reason_in_words(
    school: SchoolRealm, people: dict[str, str], password: str, reason: str
) -> None:
    told = refusal(school, people["student"], password) or ""

    assert told.startswith(f"passwordTooEasy.{reason}: ")
    assert " " in told.removeprefix(f"passwordTooEasy.{reason}: ")
