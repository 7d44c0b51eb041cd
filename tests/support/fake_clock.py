"""Clocks that stand still until a test moves them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass
class FakeClock:
    """Both clocks of a machine."""

    time: datetime = datetime(2026, 9, 1, 12, tzinfo=UTC)
    passed: float = 1000.0

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.passed

    def pass_time(self, **amount: float) -> None:
        """Let time pass on both clocks."""
        self.time += timedelta(**amount)
        self.passed += timedelta(**amount).total_seconds()

    def set_to(self, time: datetime) -> None:
        """Set the clock that people read; the other one knows nothing of it."""
        self.time = time
