"""Whose account has been kept for the retention period after they left, and may be deleted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from admin_api import PersonState
from settings.guard import Guard
from sync.errors import GuardError
from sync.roster_hash import name_digest
from sync.wanted import Wanted


@dataclass(frozen=True)
class Due:
    """Somebody whose account is to be deleted.

    Attributes:
        id: Keycloak's.
        sourced_id: the roster's.
        left: when it was found that the person had left.
    """

    id: str
    sourced_id: str
    left: datetime


@dataclass(frozen=True)
class PurgePlan:
    """What a purge does.

    Attributes:
        due: whom it deletes, those who left first before the others.
        undated: sourcedIds of people who were disabled by hand before they left, so that nobody knows since when: for
            them the period begins now.
        kept: how many others have left and are kept.
        accounts: how many accounts of the roster there are.
    """

    due: tuple[Due, ...]
    undated: tuple[str, ...]
    kept: int
    accounts: int


def purge_plan(people: Iterable[PersonState], wanted: Wanted, now: datetime, retention_days: int) -> PurgePlan:
    """Find out who has been gone for the retention period.

    Args:
        people: everybody whom Keycloak has of the roster.
        wanted: what the roster says; whoever could be meant by any record of it is kept.
        now: with a time zone.
        retention_days: so long accounts are kept.
    """
    of_source = set(wanted.people["sourcedId"]) | set(wanted.held.people)
    usernames, names = set(wanted.held.usernames), set(wanted.held.names)
    latest = now - timedelta(days=retention_days)
    due: list[Due] = []
    undated: list[str] = []
    accounts = kept = 0
    for person in people:
        accounts += 1
        if person.enabled or person.sourced_id in of_source:
            continue
        if person.username in usernames or name_digest(person.roster_hash) in names:
            continue
        left = _time(person.disabled_at)
        if person.disabled_at is None:
            undated.append(person.sourced_id)
        elif left is not None and left <= latest:
            due.append(Due(person.id, person.sourced_id, left))
        else:
            kept += 1
    return PurgePlan(tuple(sorted(due, key=lambda one: (one.left, one.sourced_id))), tuple(undated), kept, accounts)


def guard_purge(plan: PurgePlan, limits: Guard, allowed_deletes: int | None) -> None:
    """Let a purge through.

    Args:
        plan: what would be deleted.
        limits: the district's.
        allowed_deletes: a number that somebody has allowed for this once.

    Raises:
        GuardError: it would delete more.
    """
    by_share = int(plan.accounts * limits.purge_percent / 100)
    allowed = max(limits.at_least, by_share) if allowed_deletes is None else allowed_deletes
    if len(plan.due) > allowed:
        raise GuardError(
            f"{len(plan.due):,} of {plan.accounts:,} accounts would be deleted, and {allowed:,} are allowed "
            f"(guard.purge_percent: {limits.purge_percent:g}); nothing was deleted. If they are to go, "
            f"--allow-deletes {len(plan.due)} lets so many go for this once"
        )


def _time(text: str | None) -> datetime | None:
    """A date-time, in UTC if it does not say; None if it cannot be read, so that whoever has it is kept."""
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found
