"""Typed call that lists whom badges could be printed for (docs/reference/extension.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from admin_api.badges import Badge
from admin_api.connection import AdminConnection

PersonKind = Literal["student", "staff"]


@dataclass(frozen=True)
class PeopleFilter:
    """Whom badges are wanted for; what is empty or None admits everybody.

    Attributes:
        kind: `student` or `staff`.
        schools: codes of schools, one of which a person is in.
        grades: grade codes.
        classes: sourcedIds of classes, one of which a student is in.
        employee_types: as the roster has them.
        special_ed: whether people have the special-ed mark.
        without_badge: leave out who has a badge that works.
        people: sourcedIds of people, who are the only ones then.
    """

    kind: PersonKind | None = None
    schools: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    employee_types: tuple[str, ...] = ()
    special_ed: bool | None = None
    without_badge: bool = False
    people: tuple[str, ...] = ()

    def query(self) -> dict[str, str | list[str]]:
        """The parameters of the call."""
        query: dict[str, str | list[str]] = {
            "person": list(self.people),
            "school": list(self.schools),
            "grade": list(self.grades),
            "class": list(self.classes),
            "employeeType": list(self.employee_types),
        }
        if self.kind:
            query["kind"] = self.kind
        if self.special_ed is not None:
            query["specialEd"] = str(self.special_ed).lower()
        if self.without_badge:
            query["withoutBadge"] = "true"
        return {name: values for name, values in query.items() if values}


@dataclass(frozen=True)
class BadgePerson:
    """Somebody with an active account whom a badge could be printed for.

    Attributes:
        sourced_id: the roster's id.
        user_id: Keycloak's id, a UUID.
        username: user name.
        first_name: given name.
        last_name: family name.
        kind: `student` or `staff`.
        grade: grade code; None where the roster has none.
        schools: codes of the schools.
        employee_type: as the roster has it; None for students.
        special_ed: has the special-ed mark.
        class_sourced_id: the class that was asked for, else the homeroom; None if there is none.
        class_title: title of that class.
        badge: the badge that works, else one that is pending; None if there is none.
        refusal: `policy` for somebody who may not have a badge; None for everybody else.
    """

    sourced_id: str
    user_id: str
    username: str
    first_name: str
    last_name: str
    kind: PersonKind
    grade: str | None
    schools: tuple[str, ...]
    employee_type: str | None
    special_ed: bool
    class_sourced_id: str | None
    class_title: str | None
    badge: Badge | None
    refusal: str | None


@dataclass(frozen=True)
class BadgePeopleApi:
    """The list of one realm, of the people whom the connection's caller is responsible for."""

    connection: AdminConnection
    realm: str

    def people(self, wanted: PeopleFilter) -> Iterator[BadgePerson]:
        """The people as they arrive, in no particular order. Raises AdminApiError."""
        path = f"/admin/realms/{self.realm}/badges/people"
        return (_person(record) for record in self.connection.records(path, wanted.query()))


def _person(record: Mapping[str, Any]) -> BadgePerson:
    badge = record.get("badge")
    return BadgePerson(
        sourced_id=record["sourcedId"],
        user_id=record["userId"],
        username=record["username"],
        first_name=record.get("firstName") or "",
        last_name=record.get("lastName") or "",
        kind=record["kind"],
        grade=record.get("grade"),
        schools=tuple(record["schools"]),
        employee_type=record.get("employeeType"),
        special_ed=record["specialEd"],
        class_sourced_id=record.get("class"),
        class_title=record.get("classTitle"),
        badge=Badge(badge["state"], badge["issued"], badge.get("expires", "")) if badge else None,
        refusal=record.get("refusal"),
    )
