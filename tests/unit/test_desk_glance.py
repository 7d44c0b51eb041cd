"""A class at a glance: the one thing to know of each pupil, and the counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from admin_api import Badge, Pupil
from desk.glance import ClassGlance, glance_at
from tests.unit.test_desk_trouble import ALLOWED, STATE

CHICAGO = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
"""Late on the 25th in Chicago."""
PUPIL = Pupil("u1", "s1", "mei", "Mei", "Li", "KG", enabled=True)


def glance(*, pupil: Pupil = PUPIL, badge: Badge | None = ALLOWED.badge, **state: object) -> ClassGlance:
    states = [replace(STATE, **{"last_sign_in": None} | state)]  # type: ignore[arg-type]
    return glance_at([pupil], states, [replace(ALLOWED, badge=badge)], NOW, CHICAGO)


@pytest.mark.parametrize(
    ("seen", "standing"),
    [
        (NOW - timedelta(hours=1), "today"),
        (datetime(2026, 11, 25, 6, 1, tzinfo=UTC), "today"),
        (datetime(2026, 11, 25, 5, 59, tzinfo=UTC), "last"),
        (None, "never"),
    ],
)
def test_a_day_begins_and_ends_in_the_district(seen: datetime | None, standing: str) -> None:
    assert glance(last_sign_in=seen).pupils[0].standing == standing


def test_what_keeps_a_pupil_out_comes_before_when_they_were_in() -> None:
    assert glance(pupil=replace(PUPIL, enabled=False), last_sign_in=NOW).pupils[0].standing == "disabled"
    assert glance(locked_until=NOW, last_sign_in=NOW).pupils[0].standing == "locked"
    assert glance(badge=None, last_sign_in=NOW).pupils[0].standing == "no_badge"
    assert glance(badge=Badge("pending", "2026-11-25T08:00:00Z", "")).pupils[0].standing == "no_badge"
    assert glance(badge=Badge("active", "2026-11-01T08:00:00Z", "2026-11-24")).pupils[0].standing == "no_badge"


def test_a_pupil_of_whom_keycloak_says_nothing_is_there_all_the_same() -> None:
    assert glance_at([PUPIL], [], [], NOW, CHICAGO).pupils[0].standing == "never"


def test_the_counts_overlap_where_pupils_do() -> None:
    counted = glance(badge=None, last_sign_in=NOW)

    assert (counted.today, counted.without_badge, counted.locked, counted.never) == (1, 1, 0, 0)
    assert glance(pupil=replace(PUPIL, enabled=False)).never == 0
