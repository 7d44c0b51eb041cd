"""Issuing badges in two steps, so that a crash leaves a class with badges that work: the old ones or the new ones.

First the badges are issued as pending, which changes nothing for anybody. Then they are delivered: written to disk,
printed to a terminal, drawn into a PDF. Only when that is done are they activated, which voids the old ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from admin_api import AdminApiError, BadgeApi
from admin_api.badges import Issue
from badge_tool.errors import NobodyError, NotActivatedError

LARGEST_CALL = 10_000
"""People or credentials that one call of the endpoint takes."""


@dataclass(frozen=True)
class Asked:
    """For whom badges are asked: for people or for classes, by sourcedId.

    Attributes:
        people: whom; empty if classes are meant.
        classes: whose students.
    """

    people: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if bool(self.people) == bool(self.classes):
            raise ValueError("badges are asked for people or for classes")


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
        raise _nobody(asked, issue)
    deliver(issue)
    _activate(api, [badge.credential_id for badge in issue.issued])
    return issue


def _activate(api: BadgeApi, credentials: Sequence[str]) -> None:
    try:
        activated = sum(
            api.activate(credentials[start : start + LARGEST_CALL])
            for start in range(0, len(credentials), LARGEST_CALL)
        )
    except AdminApiError as failure:
        raise NotActivatedError(
            "the new badges are delivered, but Keycloak did not confirm that they work now, so the old ones may be the "
            f"ones that sign in; run the command again and use its badges ({failure})"
        ) from failure
    # Fewer also when the first answer got lost and the call was repeated: then they work, but nobody can know.
    if activated < len(credentials):
        raise NotActivatedError(
            f"the new badges are delivered, but Keycloak confirmed {activated} of {len(credentials)}: somebody else "
            "may have issued badges for the same people meanwhile; run the command again and use its badges"
        )


def named_but_refused(asked: Asked, issue: Issue) -> tuple[str, ...]:
    """Those of the people and classes that were asked for by their own id and got nothing, in the order of asking."""
    refused = {one.sourced_id for one in issue.refused}
    return tuple(name for name in (*asked.people, *asked.classes) if name in refused)


def _nobody(asked: Asked, issue: Issue) -> NobodyError:
    if not issue.refused:
        return NobodyError(f"there are no students in {', '.join(asked.classes)}")
    unknown = [name for name in asked.classes if name in named_but_refused(asked, issue)]
    if unknown:
        return NobodyError(f"unknown class, or not in your care: {', '.join(unknown)}", issue.refused)
    reasons = "\n".join(f"  {one.sourced_id}: {reason(one.error)}" for one in issue.refused)
    return NobodyError(f"nobody of those asked for may have a badge:\n{reasons}", issue.refused)


def reason(error: str) -> str:
    """What the endpoint's code says about somebody who is refused."""
    return {
        "not_allowed": "unknown, or not in your care",
        "disabled": "the account is disabled",
        "policy": "the district's policy gives no badge to this person (badges in district.yaml)",
    }.get(error, error)
