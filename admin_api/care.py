"""Typed calls of the extension's *care* endpoint: how people stand with signing in (docs/reference/extension.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from admin_api.connection import AdminConnection


@dataclass(frozen=True)
class PersonInCare:
    """A person whom the caller looks after.

    Attributes:
        sourced_id: the roster's id.
        user_id: Keycloak's id, a UUID.
        username: user name.
        first_name: given name; may be empty.
        last_name: family name; may be empty.
        kind: `student` or `staff`; None for somebody whom the roster gave no kind.
        grade: grade code; None for employees.
        schools: codes of the schools.
        employee_type: as the roster has it; None for students.
        enabled: may sign in.
        disabled_at: when the sync found that the person had left; None if it did not.
    """

    sourced_id: str
    user_id: str
    username: str
    first_name: str
    last_name: str
    kind: str | None
    grade: str | None
    schools: tuple[str, ...]
    employee_type: str | None
    enabled: bool
    disabled_at: datetime | None

    @property
    def name(self) -> str:
        """First and last name, or the user name where there is none."""
        return f"{self.first_name} {self.last_name}".strip() or self.username


@dataclass(frozen=True)
class FoundPeople:
    """What a search found.

    Attributes:
        people: by last and first name, those whose id or user name was typed first; 50 at most.
        more: whether there are more than these.
    """

    people: tuple[PersonInCare, ...]
    more: bool


@dataclass(frozen=True)
class SignInState:
    """How somebody stands with signing in.

    Attributes:
        sourced_id: who.
        enabled: may sign in.
        last_sign_in: None if there was none within the time for which Keycloak keeps events.
        last_failure: likewise.
        failures: failed sign-ins in a row.
        locked_until: until when the protection against guessing refuses the person; None if it does not.
        has: kinds of credentials: `password`, `otp`, `badge`, ...
        pending: required actions still to do: `UPDATE_PASSWORD`, ...
    """

    sourced_id: str
    enabled: bool
    last_sign_in: datetime | None
    last_failure: datetime | None
    failures: int
    locked_until: datetime | None
    has: frozenset[str]
    pending: frozenset[str]


@dataclass(frozen=True)
class PersonEvent:
    """Something that happened to a person's account.

    Attributes:
        at: when.
        type: as Keycloak names it: `LOGIN`, `LOGIN_ERROR`, ...
        error: Keycloak's code; empty if it went well.
        client: id of the application; empty if none was meant.
        details: why and how; never a name, an address or a secret.
    """

    at: datetime
    type: str
    error: str
    client: str
    details: Mapping[str, str]


@dataclass(frozen=True)
class CareApi:
    """The endpoint of one realm; the connection carries the staff member's own token."""

    connection: AdminConnection
    realm: str

    def search(self, typed: str) -> FoundPeople:
        """People by parts of their names, by id or by user name. Raises AdminApiError."""
        return self._found({"search": typed})

    def by_user_id(self, user_id: str) -> PersonInCare | None:
        """The person with that id in Keycloak; None if nobody in the caller's care has it. Raises AdminApiError."""
        return next(iter(self._found({"user": user_id}).people), None)

    def person(self, sourced_id: str) -> PersonInCare:
        """Who that is. Raises RefusedError if they are not in the caller's care, or another AdminApiError."""
        return _person(self.connection.get(f"{self._path}/person", {"id": sourced_id}))

    def of_class(self, sourced_id: str) -> tuple[SignInState, ...]:
        """The students of a class. Raises RefusedError if it is not in the caller's care, or another AdminApiError."""
        return tuple(_state(record) for record in self.connection.get(f"{self._path}/sign-ins", {"class": sourced_id}))

    def of_person(self, sourced_id: str) -> SignInState:
        """One person. Raises as `person` does."""
        return _state(self.connection.get(f"{self._path}/sign-ins", {"person": sourced_id})[0])

    def events(self, sourced_id: str) -> tuple[PersonEvent, ...]:
        """What last happened to a person's account, the newest first. Raises as `person` does."""
        records = self.connection.get(f"{self._path}/events", {"person": sourced_id})
        return tuple(
            PersonEvent(
                at=datetime.fromisoformat(record["at"]),
                type=record["type"],
                error=record.get("error", ""),
                client=record.get("client", ""),
                details=record["details"],
            )
            for record in records
        )

    def unlock(self, people: Sequence[str]) -> None:
        """Forget failed sign-ins of people, by sourcedId. Raises as `person` does."""
        self.connection.post(f"{self._path}/unlock", {"people": list(people)}, repeatable=True)

    def sign_out(self, people: Sequence[str]) -> None:
        """End all sessions of people, by sourcedId. Raises as `person` does."""
        self.connection.post(f"{self._path}/sign-out", {"people": list(people)}, repeatable=True)

    def _found(self, by: Mapping[str, str]) -> FoundPeople:
        answer = self.connection.post(f"{self._path}/find", dict(by), repeatable=True)
        return FoundPeople(tuple(_person(record) for record in answer["people"]), answer["more"])

    @property
    def _path(self) -> str:
        return f"/admin/realms/{self.realm}/care"


def _person(record: Mapping[str, Any]) -> PersonInCare:
    return PersonInCare(
        sourced_id=record["sourcedId"],
        user_id=record["userId"],
        username=record["username"],
        first_name=record.get("firstName") or "",
        last_name=record.get("lastName") or "",
        kind=record.get("kind"),
        grade=record.get("grade"),
        schools=tuple(record["schools"]),
        employee_type=record.get("employeeType"),
        enabled=record["enabled"],
        disabled_at=_time(record, "disabledAt"),
    )


def _state(record: Mapping[str, Any]) -> SignInState:
    return SignInState(
        sourced_id=record["sourcedId"],
        enabled=record["enabled"],
        last_sign_in=_time(record, "lastSignIn"),
        last_failure=_time(record, "lastFailure"),
        failures=record["failures"],
        locked_until=_time(record, "lockedUntil"),
        has=frozenset(record["has"]),
        pending=frozenset(record["pending"]),
    )


def _time(record: Mapping[str, Any], name: str) -> datetime | None:
    return datetime.fromisoformat(record[name]) if name in record else None
