"""Claim codes by e-mail: Keycloak writes and sends them, so that a code is seen by nobody but its reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from admin_api.claims import MAIL_LIMIT, ClaimApi, ClaimMailing
from admin_api.recipients import Refused
from badge_tool.asked import Asked
from badge_tool.two_steps import CLAIM_CODE, nobody


def mail_codes(
    api: ClaimApi, people: Sequence[str], tell: Callable[[int], None], *, expires: date | None = None
) -> ClaimMailing:
    """Send everybody a code; one works as soon as its mail is on the way, and older ones of the same person are void.

    Args:
        api: the endpoint, with the powers of whoever asks.
        people: whom, by sourcedId; as many as you like.
        tell: is told after each call how many mails are on the way.
        expires: last day of the codes; None for what the district's policy says.

    Raises:
        NobodyError: nobody was sent one.
        AdminApiError: a call failed; those before it are done, and all can be made again.
    """
    sent: list[str] = []
    refused: list[Refused] = []
    for start in range(0, len(people), MAIL_LIMIT):
        mailing = api.send(people=people[start : start + MAIL_LIMIT], expires=expires)
        sent += mailing.sent
        refused += mailing.refused
        tell(len(sent))
    if not sent:
        raise nobody(CLAIM_CODE, Asked(people=tuple(people)), refused)
    return ClaimMailing(tuple(sent), tuple(refused))
