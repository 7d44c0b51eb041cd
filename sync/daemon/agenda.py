"""What to do next, and when: a value that is asked and told, without threads and without a clock of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from settings.daemon import Daemon
from sync.daemon.clock import Clock
from sync.daemon.timetable import Timetable
from sync.records import Outcome

Trigger = Literal["start", "schedule", "watch", "retry"]
_BESIDE_THE_POINT = 1.0
"""Seconds added to somebody else's lease, so that it has run out when it is asked for."""


class Agenda:
    """When the next run is due and why.

    Attributes:
        failures: how many runs failed in a row.
    """

    def __init__(
        self, settings: Daemon, zone: ZoneInfo, clock: Clock, last_good: datetime | None, settle_seconds: float
    ) -> None:
        """Begin a day.

        Args:
            settings: the district's.
            zone: the district's.
            clock: of this machine.
            last_good: when the last run that is known of ended well; None if none is known of.
            settle_seconds: how long a source that changes has to be at rest before it is read.
        """
        self.failures = 0
        self._clock = clock
        now = clock.now()
        self._good_at = clock.monotonic()
        if last_good is not None:
            self._good_at -= max(0.0, (now - last_good).total_seconds())
        missed = last_good is None or Timetable(settings.schedule, zone, min(last_good, now)).is_due(now)
        # What changed while nobody watched is not known.
        self._start = missed or settings.watch
        self._changed_at: float | None = None
        self._retry_at: float | None = None
        self._settings = settings
        self._settle = settle_seconds
        self._zone = zone
        self._timetable = Timetable(settings.schedule, zone, now)

    def use(self, settings: Daemon, zone: ZoneInfo, settle_seconds: float) -> None:
        """Go on by other settings; a schedule that is new counts from now on."""
        if (settings.schedule, zone) != (self._settings.schedule, self._zone):
            self._timetable = Timetable(settings.schedule, zone, self._clock.now())
        self._settings, self._zone, self._settle = settings, zone, settle_seconds

    def source_changed(self) -> None:
        """Note that something in the source has just changed."""
        self._changed_at = self._clock.monotonic()

    def due(self) -> Trigger | None:
        """Why a run is due now; None if none is."""
        now = self._clock.monotonic()
        if self._start:
            return "start"
        if self._timetable.is_due(self._clock.now()):
            return "schedule"
        if self._changed_at is not None and now >= self._changed_at + self._settle:
            return "watch"
        if self._retry_at is not None and now >= self._retry_at:
            return "retry"
        return None

    def begin(self) -> None:
        """Note that a run begins: all that is due is dealt with by it."""
        self._start = False
        self._changed_at = None
        self._retry_at = None
        self._timetable.deal_with(self._clock.now())

    def ended(self, outcome: Outcome) -> None:
        """Note how a run ended. Only what failed is tried again by itself: a source that was refused has to change."""
        if outcome == "failed":
            self.failures += 1
            delay = self._settings.retry_seconds * 2.0 ** min(self.failures - 1, 20)
            self._retry_at = self._clock.monotonic() + min(delay, self._settings.retry_most_seconds)
        elif outcome != "interrupted":
            self.failures = 0
        if outcome in {"done", "nothing"}:
            self._good_at = self._clock.monotonic()

    def held_by_another(self, seconds: float) -> None:
        """Note that another machine is at it, for so many seconds if it does not go on."""
        self._retry_at = self._clock.monotonic() + seconds + _BESIDE_THE_POINT

    @property
    def late(self) -> bool:
        """Whether no run went well for longer than the district allows."""
        return self._clock.monotonic() - self._good_at > 3600 * self._settings.late_hours

    @property
    def next_time(self) -> datetime | None:
        """The next time of the schedule."""
        return self._timetable.next

    @property
    def wait(self) -> float:
        """Seconds until something may be due; a clock that is set meanwhile is not foreseen."""
        now = self._clock.monotonic()
        waits = [at - now for at in (self._retry_at,) if at is not None]
        if self._changed_at is not None:
            waits.append(self._changed_at + self._settle - now)
        if self.next_time is not None:
            waits.append((self.next_time - self._clock.now()).total_seconds())
        return 0.0 if self._start else max(0.0, min(waits, default=3600.0))
