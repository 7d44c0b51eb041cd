"""Telling people of what is wrong, beside the runs: a channel that hangs holds nothing up."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import timedelta

import structlog

from settings import District
from sync.daemon.alert_book import Alert, AlertBook, Kind
from sync.daemon.alert_channels import Channel, channels
from sync.daemon.clock import Clock
from sync.daemon.metrics import Metrics
from sync.errors import SyncError
from sync.records import RunRecord

_OF_RUNS: tuple[Kind, ...] = ("refused", "rejected", "failing", "late")
_PAUSE = 60.0
"""Seconds after which a channel that did not take an alert is tried again."""
_FAILURES = 3
"""A failure that the next try mends is nobody's trouble."""
_log = structlog.get_logger()


class Alerting:
    """What runs mean for people.

    Attributes:
        book: the open alerts.
    """

    def __init__(self, book: AlertBook, clock: Clock, metrics: Metrics) -> None:
        """Begin with a book as it was left."""
        self.book = book
        self._clock = clock
        self._metrics = metrics
        self._not_before: dict[str, float] = {}
        self._sender: threading.Thread | None = None
        self._lock = threading.Lock()

    def run_ended(self, record: RunRecord, failures: int) -> None:
        """Note what a run showed.

        Args:
            record: of the run.
            failures: how many runs failed in a row.
        """
        now = self._clock.now()
        with self._lock:
            match record.outcome:
                case "done" | "nothing" if record.refused_targets:
                    for kind in _OF_RUNS:
                        self.book.close(kind)
                    self.book.raise_alert("outbound", record.refused_targets, record.id, now)
                case "done" | "nothing":
                    self.book.recover(f"The run {record.id} went well.", record.id)
                case "refused":
                    self.book.close("rejected")
                    self.book.close("failing")
                    self.book.raise_alert("refused", record.message, record.id, now)
                case "rejected":
                    self.book.close("refused")
                    self.book.close("failing")
                    self.book.raise_alert("rejected", record.message, record.id, now)
                case "failed" if failures >= _FAILURES:
                    message = f"{failures} runs in a row failed; the last one: {record.message}"
                    self.book.raise_alert("failing", message, record.id, now)

    def could_not_run(self, reason: str, failures: int) -> None:
        """Note that not even a run could be made."""
        if failures >= _FAILURES:
            with self._lock:
                message = f"No run could be made {failures} times in a row: {reason}"
                self.book.raise_alert("failing", message, "", self._clock.now())

    def look(self, district: District, *, late: bool) -> None:
        """Send what is to be sent, in a thread of its own. To be called every few seconds."""
        with self._lock:
            if late and not any(alert.kind == "late" for alert in self.book.open):
                message = f"No run went well for more than {district.daemon.late_hours:g} hours."
                self.book.raise_alert("late", message, "", self._clock.now())
            self._metrics.alerts(alert.kind for alert in self.book.open)
            if self._sender is None or not self._sender.is_alive():
                ready = [c for c in channels(district) if self._not_before.get(c.name, 0.0) <= self._clock.monotonic()]
                if to_tell := self._to_tell(ready, district):
                    work = (to_tell, {channel.name: channel for channel in ready}, district)
                    self._sender = threading.Thread(target=self._send, args=work, name="alerts", daemon=True)
                    self._sender.start()

    def finish(self, seconds: float) -> None:
        """Give what is being sent so much time at most to end."""
        if self._sender is not None:
            self._sender.join(seconds)

    def _to_tell(self, ready: list[Channel], district: District) -> tuple[tuple[Alert, str], ...]:
        remind = timedelta(hours=district.daemon.alerts.remind_hours)
        return self.book.to_tell([channel.name for channel in ready], self._clock.now(), remind)

    def _send(self, to_tell: tuple[tuple[Alert, str], ...], ready: Mapping[str, Channel], district: District) -> None:
        every = [channel.name for channel in channels(district)]
        for alert, name in to_tell:
            try:
                ready[name].tell(alert, district.name)
            except SyncError as failure:
                _log.warning("an alert could not be sent", alert=alert.kind, channel=name, reason=str(failure))
                self._metrics.alert_sent(name, sent=False)
                self._not_before[name] = self._clock.monotonic() + _PAUSE
            else:
                _log.info("alert sent", alert=alert.kind, channel=name)
                self._metrics.alert_sent(name, sent=True)
                with self._lock:
                    self.book.tell(alert, name, self._clock.now(), every)
