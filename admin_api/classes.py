"""Typed call of the extension's *my classes* endpoint (docs/reference/extension.md)."""

from __future__ import annotations

from dataclasses import dataclass

from admin_api.connection import AdminConnection


@dataclass(frozen=True)
class Pupil:
    """A student of a class.

    Attributes:
        id: Keycloak's id, a UUID.
        sourced_id: the roster's id.
        username: user name.
        first_name: given name.
        last_name: family name.
        grade: grade code; None where the roster has none.
        enabled: may sign in.
    """

    id: str
    sourced_id: str
    username: str
    first_name: str
    last_name: str
    grade: str | None
    enabled: bool

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True)
class MyClass:
    """A class of the person who asks.

    Attributes:
        sourced_id: the roster's id.
        title: as the roster names it.
        school: code of the school.
        role: what the person is in it: `teacher`, `aide` or another role that is not `student`.
        students: by last and first name.
    """

    sourced_id: str
    title: str
    school: str
    role: str
    students: tuple[Pupil, ...]


@dataclass(frozen=True)
class ClassesApi:
    """The *my classes* endpoint of one realm; the connection carries the person's own token."""

    connection: AdminConnection
    realm: str

    def mine(self) -> tuple[MyClass, ...]:
        """The classes of the person whose token the connection carries, by title. Raises AdminApiError."""
        return tuple(
            MyClass(
                sourced_id=record["sourcedId"],
                title=record["title"],
                school=record["school"],
                role=record["role"],
                students=tuple(
                    Pupil(
                        id=student["id"],
                        sourced_id=student["sourcedId"],
                        username=student["username"],
                        first_name=student.get("firstName") or "",
                        last_name=student.get("lastName") or "",
                        grade=student.get("grade"),
                        enabled=student["enabled"],
                    )
                    for student in record["students"]
                ),
            )
            for record in self.connection.get(f"/realms/{self.realm}/roster/classes")
        )
