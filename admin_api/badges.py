"""Typed calls of the extension's badge endpoint (docs/reference/extension.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from admin_api.connection import AdminConnection


@dataclass(frozen=True)
class IssuedBadge:
    """A badge that was just issued and is still pending.

    Attributes:
        sourced_id: whose it is, by the roster's id.
        user_id: the same by Keycloak's id.
        credential_id: the badge's own id, for `activate`.
        code: what its QR code holds. A secret: it is never logged and shown only on the sheet.
        username: the person's user name.
        first_name: the person's given name.
        last_name: the person's family name.
        grade: grade code; None for staff.
        class_sourced_id: the class it was asked for by; None if it was asked for by person.
        class_title: title of that class.
        picture: name of the picture that the pupil is asked for after the badge; None if there is none. A secret too.
        pin: the PIN that the pupil is asked for; None if there is none. A secret too.
    """

    sourced_id: str
    user_id: str
    credential_id: str
    code: str = field(repr=False)
    username: str
    first_name: str
    last_name: str
    grade: str | None = None
    class_sourced_id: str | None = None
    class_title: str | None = None
    picture: str | None = field(default=None, repr=False)
    pin: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class RefusedBadge:
    """Somebody who got none.

    Attributes:
        sourced_id: who.
        error: `not_allowed`, `disabled` or `policy`.
    """

    sourced_id: str
    error: str


@dataclass(frozen=True)
class Issue:
    """The answer of `issue`."""

    issued: tuple[IssuedBadge, ...]
    refused: tuple[RefusedBadge, ...]


@dataclass(frozen=True)
class Badge:
    """A badge as it stands, without its code.

    Attributes:
        state: `pending` or `active`.
        issued: when, ISO 8601.
        expires: its last day; empty if it does not end.
    """

    state: str
    issued: str
    expires: str


@dataclass(frozen=True)
class BadgeApi:
    """The badge endpoint of one realm."""

    connection: AdminConnection
    realm: str

    def issue(self, *, people: Sequence[str] = (), classes: Sequence[str] = (), expires: str | None = None) -> Issue:
        """Issue pending badges to people, or to the students of classes, by sourcedId.

        Args:
            people: whom; 10,000 at most.
            classes: or whose students.
            expires: last day on which the badges work, YYYY-MM-DD.

        Raises:
            AdminApiError: the call as a whole failed.
        """
        body: dict[str, object] = {"people": list(people)} if people else {"classes": list(classes)}
        if expires:
            body["expires"] = expires
        answer = self.connection.post(f"{self._path}/issue", body)
        return Issue(
            tuple(
                IssuedBadge(
                    sourced_id=badge["sourcedId"],
                    user_id=badge["userId"],
                    credential_id=badge["credentialId"],
                    code=badge["code"],
                    username=badge["username"],
                    first_name=badge.get("firstName", ""),
                    last_name=badge.get("lastName", ""),
                    grade=badge.get("grade"),
                    class_sourced_id=badge.get("class"),
                    class_title=badge.get("classTitle"),
                    picture=badge.get("picture"),
                    pin=badge.get("pin"),
                )
                for badge in answer["issued"]
            ),
            tuple(RefusedBadge(refused["sourcedId"], refused["error"]) for refused in answer["refused"]),
        )

    def activate(self, credential_ids: Sequence[str]) -> int:
        """Make pending badges work and void the same people's older ones; how many became active.

        Raises:
            AdminApiError: the call failed; it can be made again.
        """
        answer = self.connection.post(f"{self._path}/activate", {"credentials": list(credential_ids)}, repeatable=True)
        return int(answer["activated"])

    def void(self, people: Sequence[str], *, sign_out: bool = False) -> int:
        """Void every badge of people, by sourcedId; how many there were. Raises AdminApiError."""
        answer = self.connection.post(
            f"{self._path}/void", {"people": list(people), "signOut": sign_out}, repeatable=True
        )
        return int(answer["voided"])

    def of_person(self, sourced_id: str) -> tuple[Badge, ...]:
        """Somebody's badges. Raises RefusedError if there is no such person, or another AdminApiError."""
        answer = self.connection.get(self._path, {"person": sourced_id})
        return tuple(Badge(badge["state"], badge["issued"], badge.get("expires", "")) for badge in answer)

    @property
    def _path(self) -> str:
        return f"/admin/realms/{self.realm}/badges"
