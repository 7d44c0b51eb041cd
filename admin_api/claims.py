"""Typed calls of the extension's endpoint of claim codes (docs/reference/extension.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from admin_api.connection import AdminConnection
from admin_api.recipients import Recipient, Refused, asked, recipient, refused

CLAIM_LIMIT = 10_000
"""So many people in one call of `issue`."""
MAIL_LIMIT = 100
"""So many people in one call of `send`."""
RESET_LIMIT = 500
"""So many people in one call of `reset`."""


@dataclass(frozen=True, kw_only=True)
class IssuedClaim(Recipient):
    """A claim code that was just issued, and whose it is.

    Attributes:
        claim_id: the code's own id, for `activate`.
        code: as letters print it. A secret: it is never logged and shown only in the letter.
        expires: last day on which it works.
        email: where the person gets mail; None where there is none.
        language: that the person last chose, such as `es`; None if none was chosen.
    """

    claim_id: str
    code: str = field(repr=False)
    expires: date
    email: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class ClaimIssue:
    """The answer of `issue` and `reset`; besides the errors of badges, `claimed` says that somebody has claimed."""

    issued: tuple[IssuedClaim, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True)
class ClaimMailing:
    """The answer of `send`.

    Attributes:
        sent: to whom, by sourcedId.
        refused: who got none; `no_email` and `mail_failed` are errors of their own.
    """

    sent: tuple[str, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True)
class ClaimApi:
    """The endpoint of claim codes of one realm."""

    connection: AdminConnection
    realm: str

    def issue(
        self, *, people: Sequence[str] = (), classes: Sequence[str] = (), expires: date | None = None
    ) -> ClaimIssue:
        """Issue pending codes to people, or to the students of classes, by sourcedId.

        Args:
            people: whom; `CLAIM_LIMIT` at most.
            classes: or whose students.
            expires: last day; None for as many days as the district's policy says.

        Raises:
            AdminApiError: the call as a whole failed.
        """
        return _issue(self.connection.post(f"{self._path}/issue", asked(people, classes) | _until(expires)))

    def send(
        self, *, people: Sequence[str] = (), classes: Sequence[str] = (), expires: date | None = None
    ) -> ClaimMailing:
        """Send codes by e-mail, which work as soon as the mail server has taken them; nobody else is told the codes.

        Args:
            people: whom, by sourcedId; `MAIL_LIMIT` at most.
            classes: or whose students.
            expires: last day; None for as many days as the district's policy says.

        Raises:
            AdminApiError: the call as a whole failed.
        """
        answer = self.connection.post(f"{self._path}/send", asked(people, classes) | _until(expires))
        return ClaimMailing(tuple(one["sourcedId"] for one in answer["sent"]), refused(answer))

    def activate(self, claim_ids: Sequence[str]) -> int:
        """Make pending codes work and void older ones of the same people; how many became active.

        Raises:
            AdminApiError: the call failed; it can be made again.
        """
        answer = self.connection.post(f"{self._path}/activate", {"claims": list(claim_ids)}, repeatable=True)
        return int(answer["activated"])

    def void(self, people: Sequence[str]) -> int:
        """Delete people's codes, by sourcedId; how many there were. Raises AdminApiError."""
        return int(self.connection.post(f"{self._path}/void", {"people": list(people)}, repeatable=True)["voided"])

    def void_pending(self, claim_ids: Sequence[str]) -> int:
        """Delete codes by id, those that were not printed; how many there were. Raises AdminApiError."""
        return int(self.connection.post(f"{self._path}/void", {"claims": list(claim_ids)}, repeatable=True)["voided"])

    def reset(
        self, people: Sequence[str], *, reopen_second_factor: bool = False, expires: date | None = None
    ) -> ClaimIssue:
        """Open accounts to be claimed again; passwords and security questions go, sessions end.

        Args:
            people: whom, by sourcedId; `RESET_LIMIT` at most.
            reopen_second_factor: authenticator apps and recovery codes go too, and are set up again in the claim.
            expires: last day of the codes.

        Returns:
            Codes that work at once.

        Raises:
            AdminApiError: the call as a whole failed.
        """
        body = {"people": list(people), "reopenSecondFactor": reopen_second_factor}
        return _issue(self.connection.post(f"{self._path}/reset", body | _until(expires)))

    @property
    def _path(self) -> str:
        return f"/admin/realms/{self.realm}/claims"


def _until(expires: date | None) -> dict[str, object]:
    return {"expires": expires.isoformat()} if expires else {}


def _issue(answer: Mapping[str, Any]) -> ClaimIssue:
    return ClaimIssue(
        tuple(
            IssuedClaim(
                **recipient(one),
                claim_id=one["claimId"],
                code=one["code"],
                expires=date.fromisoformat(one["expires"]),
                email=one.get("email"),
                language=one.get("language"),
            )
            for one in answer["issued"]
        ),
        refused(answer),
    )
