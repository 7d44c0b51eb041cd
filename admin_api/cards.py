"""Typed calls of the extension's endpoint of credential cards (docs/reference/extension.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from admin_api.connection import AdminConnection
from admin_api.recipients import Recipient, Refused, asked, recipient, refused

CARD_LIMIT = 1_000
"""So many people in one call of `issue`."""


@dataclass(frozen=True, kw_only=True)
class IssuedCard(Recipient):
    """A card that was just issued and is still pending, and whose it is.

    Attributes:
        card_id: the card's own id, for `activate`.
        phrase: the password, as it has to be typed. A secret: it is never logged and shown only on the card.
    """

    card_id: str
    phrase: str = field(repr=False)


@dataclass(frozen=True)
class CardIssue:
    """The answer of `issue`."""

    issued: tuple[IssuedCard, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True)
class CardApi:
    """The endpoint of credential cards of one realm."""

    connection: AdminConnection
    realm: str

    def issue(
        self, *, people: Sequence[str] = (), classes: Sequence[str] = (), language: str | None = None
    ) -> CardIssue:
        """Issue pending cards to people, or to the students of classes, by sourcedId.

        Args:
            people: whom; `CARD_LIMIT` at most.
            classes: or whose students.
            language: of the words, `en` or `es`; None for the realm's own.

        Raises:
            AdminApiError: the call as a whole failed.
        """
        body = asked(people, classes)
        if language:
            body["language"] = language
        answer = self.connection.post(f"{self._path}/issue", body)
        return CardIssue(
            tuple(
                IssuedCard(**recipient(card), card_id=card["cardId"], phrase=card["phrase"])
                for card in answer["issued"]
            ),
            refused(answer),
        )

    def activate(self, card_ids: Sequence[str]) -> int:
        """Make pending cards the passwords of their people, in place of older ones; how many became so.

        Raises:
            AdminApiError: the call failed; it can be made again.
        """
        answer = self.connection.post(f"{self._path}/activate", {"cards": list(card_ids)}, repeatable=True)
        return int(answer["activated"])

    def void(self, people: Sequence[str], *, sign_out: bool = False) -> int:
        """Delete people's pending cards and passwords, by sourcedId; how many there were. Raises AdminApiError."""
        body = {"people": list(people), "signOut": sign_out}
        return int(self.connection.post(f"{self._path}/void", body, repeatable=True)["voided"])

    def void_pending(self, card_ids: Sequence[str]) -> int:
        """Delete cards by id, those that were not printed; how many there were. Raises AdminApiError."""
        return int(self.connection.post(f"{self._path}/void", {"cards": list(card_ids)}, repeatable=True)["voided"])

    @property
    def _path(self) -> str:
        return f"/admin/realms/{self.realm}/cards"
