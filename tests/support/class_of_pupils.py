"""A class of a test's own: pupils of the example district whose badges no other test signs in with."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

from admin_api import RosterApi
from settings import DistrictFolder
from tests.support.keycloak_server import KeycloakServer

_GRADE = "KG"


@dataclass(frozen=True)
class ClassOfPupils:
    """A class that exists in Keycloak alone, until the test is over.

    Attributes:
        sourced_id: of the class.
        title: of the class.
        pupils: sourcedIds of those in it; all of them may have badges.
    """

    sourced_id: str
    title: str
    pupils: tuple[str, ...]


@contextmanager
def class_of_pupils(
    keycloak: KeycloakServer,
    *,
    teacher: str | None = None,
    size: int = 3,
    others: int = 0,
    title: str = "Test class",
) -> Iterator[ClassOfPupils]:
    """Make the class through the roster endpoint and remove it afterwards.

    Args:
        keycloak: the server of this run.
        teacher: sourcedId of the one who teaches it; None for nobody.
        size: number of pupils.
        others: so many pupils are left to classes that exist at the same time.
        title: of the class.
    """
    pupils = _kindergartners(keycloak)[others : others + size]
    assert len(pupils) == size, "the example district has too few kindergartners"
    one = ClassOfPupils(f"test-{uuid4().hex}", title, tuple(pupils))
    with keycloak.connection() as connection:
        roster = RosterApi(connection, keycloak.demo["realm"])
        school = next(iter(roster.state("schools")))["code"]
        members = [(pupil, "student") for pupil in pupils] + ([(teacher, "teacher")] if teacher else [])
        the_class: dict[str, object] = {
            "type": "class",
            "sourcedId": one.sourced_id,
            "title": one.title,
            "school": school,
        }
        enrollments: list[dict[str, object]] = [
            {
                "type": "enrollment",
                "sourcedId": f"{one.sourced_id}-{person}",
                "class": one.sourced_id,
                "person": person,
                "role": role,
            }
            for person, role in members
        ]
        rows = [the_class, *enrollments]
        written = roster.batch([row | {"op": "put", "rosterHash": "test"} for row in rows])
        assert {result.status for result in written} == {"created"}, written
        try:
            yield one
        finally:
            roster.batch(
                [{"type": row["type"], "op": "remove", "sourcedId": row["sourcedId"]} for row in reversed(rows)]
            )


def _kindergartners(keycloak: KeycloakServer) -> list[str]:
    """Pupils of the roster who are in Keycloak, none of the demo's own people among them."""
    shown = {person["sourced_id"] for person in keycloak.demo["people"]}
    with keycloak.connection() as connection:
        enabled = {
            person.sourced_id for person in RosterApi(connection, keycloak.demo["realm"]).people() if person.enabled
        }
    roster = DistrictFolder.at(keycloak.district).roster_path()
    assert roster
    with (roster / "users.csv").open(encoding="utf-8-sig", newline="") as file:
        return sorted(
            row["sourcedId"]
            for row in csv.DictReader(file)
            if row["role"] == "student" and row["grades"] == _GRADE and row["sourcedId"] in enabled - shown
        )
