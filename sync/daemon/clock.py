"""The two clocks: one that people read and that may be set, one that only ever goes on."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the daemon knows of time."""

    def now(self) -> datetime:
        """The time of day, in UTC; it may jump."""

    def monotonic(self) -> float:
        """Seconds since some moment; they never jump."""


class SystemClock:
    """The clocks of this machine."""

    def now(self) -> datetime:
        """The time of day, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some moment, those included in which the machine slept, where that is known."""
        boot_clock = getattr(time, "CLOCK_BOOTTIME", None)
        return time.monotonic() if boot_clock is None else time.clock_gettime(boot_clock)
