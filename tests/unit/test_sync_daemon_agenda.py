"""When the daemon runs and why, by a clock that the test moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settings.daemon import Daemon
from sync.daemon.agenda import Agenda
from sync.daemon.timetable import Timetable
from sync.records import Outcome
from tests.support.fake_clock import FakeClock

CHICAGO = ZoneInfo("America/Chicago")
EVERY_DAY_AT_5 = Daemon(schedule=["0 5 * * *"], watch=False)


def agenda(clock: FakeClock, settings: Daemon = EVERY_DAY_AT_5, last_good: datetime | None = None) -> Agenda:
    return Agenda(settings, CHICAGO, clock, last_good, 10)


def started(clock: FakeClock, settings: Daemon = EVERY_DAY_AT_5) -> Agenda:
    """An agenda whose run at the start is over."""
    begun = agenda(clock, settings)
    begun.begin()
    begun.ended("nothing")
    return begun


def test_a_daemon_that_knows_of_no_run_begins_with_one() -> None:
    assert agenda(FakeClock()).due() == "start"


def test_a_daemon_that_ran_since_the_last_time_of_its_schedule_waits_for_the_next() -> None:
    clock = FakeClock()

    begun = agenda(clock, last_good=clock.time - timedelta(hours=1))

    assert begun.due() is None
    assert begun.wait == pytest.approx(22 * 3600)


def test_a_run_that_was_missed_while_the_daemon_was_off_is_made_once_at_the_start() -> None:
    clock = FakeClock()
    begun = agenda(clock, last_good=clock.time - timedelta(days=5))

    assert begun.due() == "start"
    begun.begin()

    assert begun.due() is None


def test_the_schedule_is_in_the_districts_time() -> None:
    clock = FakeClock(datetime(2026, 9, 1, 9, 59, 59, tzinfo=UTC))
    begun = started(clock)

    assert begun.due() is None
    clock.pass_time(seconds=1)

    assert begun.due() == "schedule"


def test_times_that_passed_while_a_machine_slept_are_due_once() -> None:
    clock = FakeClock()
    begun = started(clock, Daemon(schedule=["*/20 * * * *", "0 5 * * *"], watch=False))

    clock.pass_time(hours=30)
    assert begun.due() == "schedule"
    begun.begin()

    assert begun.due() is None


@pytest.mark.parametrize(
    ("schedule", "since", "expected"),
    [
        # In the night in which 2:00 becomes 3:00 there is no 2:30.
        ("30 2 * * *", datetime(2026, 3, 7, 12, tzinfo=CHICAGO), ["2026-03-08T03:00:00-05:00"]),
        # In the night in which 2:00 becomes 1:00 there are two 1:30.
        (
            "30 1 * * *",
            datetime(2026, 10, 31, 12, tzinfo=CHICAGO),
            ["2026-11-01T01:30:00-05:00", "2026-11-02T01:30:00-06:00"],
        ),
    ],
)
def test_a_time_of_day_comes_once_in_the_nights_in_which_clocks_change(
    schedule: str, since: datetime, expected: list[str]
) -> None:
    table = Timetable([schedule], CHICAGO, since)
    found = []
    for _ in expected:
        assert table.next is not None
        found.append(table.next.isoformat())
        table.deal_with(table.next)

    assert found == expected


def test_a_clock_that_is_set_back_delays_no_run_beyond_the_next_time_that_it_shows() -> None:
    clock = FakeClock(datetime(2026, 9, 3, 12, tzinfo=UTC))
    begun = started(clock)

    clock.set_to(datetime(2026, 9, 1, 12, tzinfo=UTC))
    assert begun.due() is None
    clock.pass_time(hours=22)

    assert begun.due() == "schedule"


def test_a_clock_that_is_set_forward_makes_what_it_leaps_over_due_at_once() -> None:
    clock = FakeClock()
    begun = started(clock)

    clock.set_to(clock.time + timedelta(days=40))

    assert begun.due() == "schedule"


def test_a_source_is_read_when_it_has_been_at_rest() -> None:
    clock = FakeClock()
    begun = started(clock, Daemon(schedule=[], watch=True))

    begun.source_changed()
    clock.pass_time(seconds=9)
    begun.source_changed()
    clock.pass_time(seconds=9)
    assert begun.due() is None
    assert begun.wait == pytest.approx(1)
    clock.pass_time(seconds=1)

    assert begun.due() == "watch"


def test_a_change_during_a_run_is_another_run() -> None:
    clock = FakeClock()
    begun = started(clock, Daemon(schedule=[], watch=True))
    begun.begin()

    begun.source_changed()
    begun.ended("done")
    clock.pass_time(seconds=10)

    assert begun.due() == "watch"


def test_what_fails_is_tried_again_after_ever_longer_times() -> None:
    clock = FakeClock()
    begun = started(clock, Daemon(watch=False, retry_seconds=60, retry_most_seconds=200))
    waits = []
    for _ in range(4):
        begun.begin()
        begun.ended("failed")
        waits.append(begun.wait)
        clock.pass_time(seconds=waits[-1])
        assert begun.due() == "retry"

    assert waits == pytest.approx([60, 120, 200, 200])
    assert begun.failures == 4


@pytest.mark.parametrize("outcome", ["refused", "rejected", "done", "nothing", "interrupted"])
def test_only_what_failed_is_tried_again_by_itself(outcome: Outcome) -> None:
    clock = FakeClock()
    begun = started(clock)
    begun.begin()
    begun.ended("failed")
    begun.begin()

    begun.ended(outcome)
    clock.pass_time(hours=1)

    assert begun.due() is None


def test_somebody_elses_run_is_waited_for_and_is_no_failure() -> None:
    clock = FakeClock()
    begun = started(clock)
    begun.begin()

    begun.held_by_another(30)

    assert begun.failures == 0
    clock.pass_time(seconds=31)
    assert begun.due() == "retry"


def test_runs_are_late_when_none_went_well_for_long_whatever_the_clock_shows() -> None:
    clock = FakeClock()
    begun = started(clock, Daemon(watch=False, late_hours=26))

    clock.set_to(clock.time + timedelta(days=100))
    begun.begin()
    begun.ended("refused")
    assert not begun.late
    clock.pass_time(hours=27)
    assert begun.late
    begun.ended("nothing")

    assert not begun.late


def test_the_time_since_the_last_good_run_counts_over_a_restart() -> None:
    clock = FakeClock()

    assert agenda(clock, last_good=clock.time - timedelta(hours=27)).late
    assert not agenda(clock, last_good=clock.time + timedelta(days=3)).late


def test_a_schedule_that_is_changed_counts_from_then_on() -> None:
    clock = FakeClock()
    begun = started(clock)

    begun.use(Daemon(schedule=["*/5 * * * *"], watch=False), CHICAGO, 10)

    assert begun.due() is None
    assert begun.wait == pytest.approx(300)


@given(st.lists(st.timedeltas(timedelta(hours=-30), timedelta(hours=30)), max_size=20))
def test_however_a_clock_leaps_what_was_dealt_with_is_not_due_and_the_next_time_lies_ahead(
    leaps: list[timedelta],
) -> None:
    now = datetime(2026, 10, 31, tzinfo=UTC)
    table = Timetable(["30 1 * * *", "*/15 6-18 * * 1-5"], CHICAGO, now)
    for leap in leaps:
        now += leap
        table.is_due(now)
        table.deal_with(now)
        assert not table.is_due(now)
        assert table.next is not None
        assert table.next > now
