"""Issuing badges in two steps, so that a crash leaves a class with badges that work: the old ones or the new ones.

First the badges are issued as pending, which changes nothing for anybody. Then they are delivered: written to disk,
printed to a terminal, drawn into a PDF. Only when that is done are they activated, which voids the old ones.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from admin_api import BadgeApi
from admin_api.badges import Issue
from badge_tool.asked import Asked
from badge_tool.two_steps import BADGE, activate_all, nobody

LARGEST_CALL = 10_000
"""People or credentials that one call of the endpoint takes."""


def issue_badges(
    api: BadgeApi, asked: Asked, deliver: Callable[[Issue], None], *, expires: date | None = None
) -> Issue:
    """Issue, deliver, activate.

    Args:
        api: the endpoint, with the powers of whoever asks.
        asked: for whom.
        deliver: takes the codes; when it returns they are safe, when it raises nothing is activated.
        expires: last day on which the badges work.

    Raises:
        NobodyError: nobody got a badge; nothing was delivered.
        NotActivatedError: delivered, but the activation was not confirmed.
        AdminApiError: the issuing failed; nothing has changed.
    """
    issue = api.issue(people=asked.people, classes=asked.classes, expires=expires.isoformat() if expires else None)
    if not issue.issued:
        raise nobody(BADGE, asked, issue.refused)
    deliver(issue)
    activate_all(BADGE, [badge.credential_id for badge in issue.issued], api.activate, at_once=LARGEST_CALL)
    return issue
