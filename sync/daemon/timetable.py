"""When a schedule in cron's words is due, whatever happens to the clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from cronsim import CronSim


class Timetable:
    """The times of several schedules in a time zone.

    When clocks are set forward an hour, what would have been in that hour comes right after it; when they are set
    back, what is due once a day comes once. However many times were missed, they are due together, once.
    """

    def __init__(self, schedules: Sequence[str], zone: ZoneInfo, since: datetime) -> None:
        """Begin.

        Args:
            schedules: in cron's words; none are never due.
            zone: the district's.
            since: times up to this one, it included, are dealt with.
        """
        self._schedules = tuple(schedules)
        self._zone = zone
        self._dealt_with = since

    @property
    def next(self) -> datetime | None:
        """The first time that is not dealt with; None if there is no schedule."""
        return min((self._next(schedule) for schedule in self._schedules), default=None)

    def is_due(self, now: datetime) -> bool:
        """Whether a time has come that is not dealt with."""
        if now < self._dealt_with:
            # The clock was set back: what lies between comes a second time rather than hours late.
            self._dealt_with = now
        due = self.next
        return due is not None and due <= now

    def deal_with(self, now: datetime) -> None:
        """Count all times up to now as dealt with."""
        self._dealt_with = now

    def _next(self, schedule: str) -> datetime:
        # In the hour that comes twice a schedule may begin with a time of the first of the two. Times of one zone are
        # compared by what clocks on the wall show, so they are compared in UTC.
        times = (time.astimezone(UTC) for time in CronSim(schedule, self._dealt_with.astimezone(self._zone)))
        return next(time for time in times if time > self._dealt_with).astimezone(self._zone)
