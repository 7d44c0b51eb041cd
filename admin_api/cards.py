"""Typed calls of the extension's endpoint of credential cards (docs/reference/extension.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from admin_api.connection import AdminConnection

CARD_LIMIT = 1_000
"""So many people in one call of `issue`."""


@dataclass(frozen=True)
class IssuedCard:
    """A card that was just issued and is still pending.

    Attributes:
        sourced_id: whose it is, by the roster's id.
        user_id: the same by Keycloak's id.
        card_id: the card's own id, for `activate`.
        phrase: the password, as it has to be typed. A secret: it is never logged and shown only on the card.
        username: the person's user name.
        first_name: the person's given name.
        last_name: the person's family name.
        grade: grade code; None where the roster has none.
        class_sourced_id: the class it was asked for by; None if it was asked for by person.
        class_title: title of that class.
    """

    sourced_id: str
    user_id: str
    card_id: str
    phrase: str = field(repr=False)
    username: str
    first_name: str
    last_name: str
    grade: str | None = None
    class_sourced_id: str | None = None
    class_title: str | None = None


@dataclass(frozen=True)
class RefusedCard:
    """Somebody who got none.

    Attributes:
        sourced_id: who.
        error: `not_allowed`, `disabled` or `policy`.
    """

    sourced_id: str
    error: str


@dataclass(frozen=True)
class CardIssue:
    """The answer of `issue`."""

    issued: tuple[IssuedCard, ...]
    refused: tuple[RefusedCard, ...]


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
        body: dict[str, object] = {"people": list(people)} if people else {"classes": list(classes)}
        if language:
            body["language"] = language
        answer = self.connection.post(f"{self._path}/issue", body)
        return CardIssue(
            tuple(
                IssuedCard(
                    sourced_id=card["sourcedId"],
                    user_id=card["userId"],
                    card_id=card["cardId"],
                    phrase=card["phrase"],
                    username=card["username"],
                    first_name=card.get("firstName") or "",
                    last_name=card.get("lastName") or "",
                    grade=card.get("grade"),
                    class_sourced_id=card.get("class"),
                    class_title=card.get("classTitle"),
                )
                for card in answer["issued"]
            ),
            tuple(RefusedCard(refused["sourcedId"], refused["error"]) for refused in answer["refused"]),
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
