"""Typed calls of the extension's badge endpoint (docs/reference/extension.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from admin_api.connection import AdminConnection
from admin_api.recipients import Recipient, Refused, asked, recipient, refused


@dataclass(frozen=True, kw_only=True)
class IssuedBadge(Recipient):
    """A badge that was just issued and is still pending, and whose it is.

    Attributes:
        credential_id: the badge's own id, for `activate`.
        code: what its QR code holds. A secret: it is never logged and shown only on the sheet.
        picture: name of the picture that the pupil is asked for after the badge; None if there is none. A secret too.
        pin: the PIN that the pupil is asked for; None if there is none. A secret too.
    """

    credential_id: str
    code: str = field(repr=False)
    picture: str | None = field(default=None, repr=False)
    pin: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Issue:
    """The answer of `issue`."""

    issued: tuple[IssuedBadge, ...]
    refused: tuple[Refused, ...]


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

    @property
    def issued_at(self) -> datetime:
        """When it was issued, with a time zone."""
        return datetime.fromisoformat(self.issued)

    @property
    def last_day(self) -> date | None:
        """Its last day; None if it does not end."""
        return date.fromisoformat(self.expires) if self.expires else None


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
        body = asked(people, classes)
        if expires:
            body["expires"] = expires
        answer = self.connection.post(f"{self._path}/issue", body)
        return Issue(
            tuple(
                IssuedBadge(
                    **recipient(badge),
                    credential_id=badge["credentialId"],
                    code=badge["code"],
                    picture=badge.get("picture"),
                    pin=badge.get("pin"),
                )
                for badge in answer["issued"]
            ),
            refused(answer),
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

    def void_pending(self, credential_ids: Sequence[str]) -> int:
        """Delete badges by id, those that were not printed; how many there were. Raises AdminApiError."""
        body = {"credentials": list(credential_ids)}
        return int(self.connection.post(f"{self._path}/void", body, repeatable=True)["voided"])

    def expire(self, people: Sequence[str], last_day: str) -> int:
        """Give the badges of people that work another last day, by sourcedId; how many had another one.

        Args:
            people: whose; 10,000 at most.
            last_day: YYYY-MM-DD, today or later, and not after that of the realm.

        Raises:
            AdminApiError: the call failed; it can be made again.
        """
        body = {"people": list(people), "expires": last_day}
        answer = self.connection.post(f"{self._path}/expire", body, repeatable=True)
        return int(answer["expired"])

    def of_person(self, sourced_id: str) -> tuple[Badge, ...]:
        """Somebody's badges. Raises RefusedError if there is no such person, or another AdminApiError."""
        answer = self.connection.get(self._path, {"person": sourced_id})
        return tuple(Badge(badge["state"], badge["issued"], badge.get("expires", "")) for badge in answer)

    @property
    def _path(self) -> str:
        return f"/admin/realms/{self.realm}/badges"
