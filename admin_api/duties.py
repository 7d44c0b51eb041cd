"""Typed calls of the extension's *duties* endpoint: what the caller is there for (docs/reference/extension.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from admin_api.connection import AdminConnection


@dataclass(frozen=True)
class Reach:
    """Where a role counts.

    Attributes:
        everywhere: in the whole district; no campuses are listed then.
        campuses: codes of schools.
    """

    everywhere: bool
    campuses: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether it counts anywhere."""
        return self.everywhere or bool(self.campuses)

    def __contains__(self, campus: object) -> bool:
        return self.everywhere or campus in self.campuses


@dataclass(frozen=True)
class Duties:
    """Where the roles of a member of staff count.

    Attributes:
        care: whose people the person helps, besides the pupils of own classes.
        reports: of which campuses the person reads what is wrong with the roster.
        district: whether the person sees how the sync and the realm fare.
    """

    care: Reach
    reports: Reach
    district: bool


@dataclass(frozen=True)
class PrintingSet:
    """Choices for printing that the caller has saved.

    Attributes:
        name: one line of 60 characters at most.
        parameters: a text of 1,500 characters at most; Keycloak only keeps it.
    """

    name: str
    parameters: str


@dataclass(frozen=True)
class DutiesApi:
    """The endpoint of one realm; the connection carries the staff member's own token."""

    connection: AdminConnection
    realm: str

    def mine(self) -> Duties:
        """Where the caller's roles count. Raises RefusedError if none does, or another AdminApiError."""
        answer = self.connection.get(self._path)
        return Duties(_reach(answer["care"]), _reach(answer["reports"]), answer["district"])

    def printing_sets(self) -> tuple[PrintingSet, ...]:
        """What the caller has saved, by name. Raises as `mine` does."""
        return tuple(PrintingSet(**record) for record in self.connection.get(f"{self._path}/printing-sets"))

    def save_printing_set(self, one: PrintingSet) -> None:
        """Save it in place of the one of that name. Raises AdminApiError with status 409 if there are too many."""
        body = {"name": one.name, "parameters": one.parameters}
        self.connection.post(f"{self._path}/printing-sets/save", body, repeatable=True)

    def remove_printing_set(self, name: str) -> None:
        """Forget it; nothing happens if there is none of that name. Raises as `mine` does."""
        self.connection.post(f"{self._path}/printing-sets/remove", {"name": name}, repeatable=True)

    @property
    def _path(self) -> str:
        return f"/admin/realms/{self.realm}/duties"


def _reach(record: Mapping[str, Any]) -> Reach:
    return Reach(record["everywhere"], tuple(record["campuses"]))
