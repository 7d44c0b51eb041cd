"""Why somebody cannot sign in: what Keycloak knows of a person, turned into findings that a teacher understands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from admin_api import BadgePerson, PersonEvent, PersonInCare, SignInState

_RECENT = timedelta(days=7)
"""A failed sign-in that is older explains nothing any more."""

BADGE_REASONS = frozenset(
    (
        *("wrong_secret", "expired", "policy", "campus", "network", "hours"),
        *("wrong_picture", "wrong_pin", "no_second_step", "too_many_answers"),
    )
)
"""Refusals of a badge that the pages have words for."""


@dataclass(frozen=True)
class Case:
    """All that is known of one person.

    Attributes:
        person: who.
        state: how they stand with signing in.
        badge: the badge and whether they may have one; None for an account that is disabled.
        events: what happened to the account, the newest first.
    """

    person: PersonInCare
    state: SignInState
    badge: BadgePerson | None
    events: Sequence[PersonEvent] = ()


@dataclass(frozen=True)
class Finding:
    """Something that explains why somebody cannot sign in, or what they sign in with.

    Attributes:
        code: the texts are `finding.<code>.title`, `.text` and `.next`.
        stops: whether it keeps the person out now, whatever they try.
        when: the time that the texts name.
        number: the number that the texts name.
    """

    code: str
    stops: bool = False
    when: datetime | date | None = None
    number: int = 0


def findings(case: Case, now: datetime) -> tuple[Finding, ...]:
    """What stands between a person and the portal, the most important first; one that says so if there is nothing.

    Args:
        case: the person.
        now: with a time zone, which is that of the district.
    """
    if not case.state.enabled:
        left = case.person.disabled_at
        return (Finding("left", stops=True, when=left),) if left else (Finding("disabled", stops=True),)
    found = (*_lock(case), *_ways_in(case, now), *_last_failure(case, now))
    if found:
        return found
    return (Finding("fine", when=case.state.last_sign_in),) if case.state.last_sign_in else (Finding("not_yet"),)


def _lock(case: Case) -> Iterator[Finding]:
    if case.state.locked_until:
        yield Finding("locked", stops=True, when=case.state.locked_until, number=case.state.failures)
    elif case.state.failures:
        yield Finding("failures", number=case.state.failures)


def _ways_in(case: Case, now: datetime) -> Iterator[Finding]:
    """A badge for who may have one; a password for everybody else."""
    has_password = "password" in case.state.has
    if case.badge is not None and case.badge.refusal is None and case.person.kind == "student":
        badge = case.badge.badge
        if badge is None:
            yield Finding("no_badge", stops=not has_password)
        elif badge.state == "pending":
            yield Finding("badge_pending", stops=not has_password)
        elif badge.last_day and badge.last_day < now.date():
            yield Finding("badge_expired", stops=not has_password, when=badge.last_day)
    elif not has_password:
        yield Finding("not_claimed", stops=True)


def _last_failure(case: Case, now: datetime) -> Iterator[Finding]:
    """Why the last badge was refused, if nobody has signed in with anything since."""
    for event in case.events:
        if event.type == "LOGIN" or now - event.at > _RECENT:
            return
        reason = event.details.get("badge_refused_reason", "")
        if event.type == "LOGIN_ERROR" and reason in BADGE_REASONS:
            yield Finding(f"badge_refused_{reason}", when=event.at)
            return
