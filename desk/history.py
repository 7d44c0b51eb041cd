"""What happened to a person's account, as the page tells it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from admin_api import PersonEvent

_TOLD = frozenset(("LOGOUT", "UPDATE_CREDENTIAL", "REMOVE_CREDENTIAL", "RESET_PASSWORD", "REGISTER"))
_TOLD_OF_BADGES = frozenset(("activated", "expiry_set", "voided", "replaced", "no_longer_admitted", "deleted"))
"""Not `issued`: a badge that was issued and not printed concerns nobody."""

_DONE_BY_STAFF = frozenset(
    (
        *("unlock", "sign-out", "cards/activate", "cards/void"),
        *("claims/activate", "claims/reset", "claims/send", "claims/void"),
    )
)


@dataclass(frozen=True)
class Happening:
    """One line of the history.

    Attributes:
        at: when.
        text: key of what the page says.
        client: id of the application; empty if none was meant.
        by: who did it: the reader, another member of the staff, or nobody else (empty).
    """

    at: datetime
    text: str
    client: str
    by: Literal["", "you", "staff"]


def history(events: Iterable[PersonEvent], reader: str) -> tuple[Happening, ...]:
    """The events that the page has words for.

    Args:
        events: of the person.
        reader: user id of whoever reads.
    """
    return tuple(
        Happening(event.at, text, event.client, _by(event, reader)) for event in events if (text := _text(event))
    )


def _text(event: PersonEvent) -> str:
    """Empty for what is not told."""
    if event.type in ("LOGIN", "LOGIN_ERROR"):
        return f"event.{event.type}.{'badge' if event.details.get('auth_method') == 'badge' else 'other'}"
    if "action" in event.details:
        action = event.details["action"]
        return f"event.action.{action}" if action in _DONE_BY_STAFF else ""
    if event.details.get("credential_type") == "badge":
        reason = event.details.get("reason", "deleted")
        return f"event.badge.{reason}" if reason in _TOLD_OF_BADGES else ""
    return f"event.{event.type}" if event.type in _TOLD else ""


def _by(event: PersonEvent, reader: str) -> Literal["", "you", "staff"]:
    by = event.details.get("by_user_id", "")
    if not by:
        return ""
    return "you" if by == reader else "staff"
