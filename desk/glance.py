"""A class at a glance: for each pupil the one thing that a teacher should know first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Literal

from admin_api import BadgePerson, Pupil, SignInState

Standing = Literal["disabled", "locked", "no_badge", "today", "last", "never"]


@dataclass(frozen=True)
class PupilGlance:
    """A pupil and how they stand.

    Attributes:
        pupil: who.
        standing: `disabled`, `locked`, `no_badge` (but may have one), signed in `today`, signed in `last` some other
            day, or `never` as far as Keycloak remembers.
        last_sign_in: the day; None if there was none.
    """

    pupil: Pupil
    standing: Standing
    last_sign_in: date | None


@dataclass(frozen=True)
class ClassGlance:
    """All pupils of a class, and how many there are of what.

    Attributes:
        pupils: in the order of the class.
        today: how many have signed in today.
        without_badge: how many have none that works, and may have one.
        locked: how many are locked.
        never: how many never signed in.
    """

    pupils: tuple[PupilGlance, ...]
    today: int
    without_badge: int
    locked: int
    never: int


def glance_at(
    pupils: Iterable[Pupil], states: Iterable[SignInState], badges: Iterable[BadgePerson], now: datetime, zone: tzinfo
) -> ClassGlance:
    """Put together what is known of a class.

    Args:
        pupils: of the class.
        states: how they stand with signing in; whoever is missing counts as never signed in.
        badges: those of them whose accounts are active.
        now: with a time zone.
        zone: of the district.
    """
    state_of = {state.sourced_id: state for state in states}
    without = {one.sourced_id for one in badges if one.refusal is None and not _works(one, now.astimezone(zone).date())}
    glances = tuple(_glance(pupil, state_of, without, now, zone) for pupil in pupils)
    counts = Counter(one.standing for one in glances)
    return ClassGlance(
        glances,
        today=sum(one.last_sign_in == now.astimezone(zone).date() for one in glances),
        without_badge=sum(one.pupil.sourced_id in without for one in glances),
        locked=counts["locked"],
        never=sum(one.last_sign_in is None and one.pupil.enabled for one in glances),
    )


def _glance(
    pupil: Pupil, states: Mapping[str, SignInState], without: set[str], now: datetime, zone: tzinfo
) -> PupilGlance:
    state = states.get(pupil.sourced_id)
    last = state.last_sign_in.astimezone(zone).date() if state and state.last_sign_in else None
    standing: Standing
    if not pupil.enabled:
        standing = "disabled"
    elif state and state.locked_until:
        standing = "locked"
    elif pupil.sourced_id in without:
        standing = "no_badge"
    elif last is None:
        standing = "never"
    else:
        standing = "today" if last == now.astimezone(zone).date() else "last"
    return PupilGlance(pupil, standing, last)


def _works(one: BadgePerson, today: date) -> bool:
    badge = one.badge
    return badge is not None and badge.state == "active" and (badge.last_day is None or today <= badge.last_day)
