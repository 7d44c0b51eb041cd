"""Who gets what is issued to people or to the students of classes, badges and credential cards alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Somebody who gets one.

    Attributes:
        sourced_id: whose it is, by the roster's id.
        user_id: the same by Keycloak's id.
        username: the person's user name.
        first_name: the person's given name.
        last_name: the person's family name.
        grade: grade code; None for staff, and where the roster has none.
        class_sourced_id: the class it was asked for by; None if it was asked for by person.
        class_title: title of that class.
    """

    sourced_id: str
    user_id: str
    username: str
    first_name: str
    last_name: str
    grade: str | None = None
    class_sourced_id: str | None = None
    class_title: str | None = None


@dataclass(frozen=True)
class Refused:
    """Somebody who gets none, or a class whose students get none.

    Attributes:
        sourced_id: who.
        error: `not_allowed`, `disabled` or `policy`.
        first_name: given name; empty for who is not in the caller's care.
        last_name: family name; the same.
        class_sourced_id: the class it was asked for by; None if it was asked for by person.
        class_title: title of that class.
    """

    sourced_id: str
    error: str
    first_name: str = ""
    last_name: str = ""
    class_sourced_id: str | None = None
    class_title: str | None = None

    @property
    def name(self) -> str:
        """First and last name; the sourcedId of somebody without one."""
        return " ".join(part for part in (self.first_name, self.last_name) if part) or self.sourced_id


def asked(people: Sequence[str], classes: Sequence[str]) -> dict[str, object]:
    """The body of a call that issues: for people or, if there are none, for classes."""
    return {"people": list(people)} if people else {"classes": list(classes)}


def recipient(issued: Mapping[str, Any]) -> dict[str, Any]:
    """What an issued thing says of its owner, by the names of `Recipient`."""
    return {
        "sourced_id": issued["sourcedId"],
        "user_id": issued["userId"],
        "username": issued["username"],
        "first_name": issued.get("firstName", ""),
        "last_name": issued.get("lastName", ""),
        "grade": issued.get("grade"),
        "class_sourced_id": issued.get("class"),
        "class_title": issued.get("classTitle"),
    }


def refused(answer: Mapping[str, Any]) -> tuple[Refused, ...]:
    """Who got none, by the answer of a call that issues."""
    return tuple(
        Refused(
            one["sourcedId"],
            one["error"],
            one.get("firstName", ""),
            one.get("lastName", ""),
            one.get("class"),
            one.get("classTitle"),
        )
        for one in answer["refused"]
    )
