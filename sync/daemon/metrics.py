"""What Prometheus is told. Ids and counts; nothing personal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from sync.records import OUTCOMES, RunRecord

_KINDS = ("refused", "rejected", "failing", "late", "outbound")


class Metrics:
    """The metrics of one daemon."""

    def __init__(self, realm: str) -> None:
        """Begin at zero; every outcome has its line from the start, so that rates can be told."""
        self.registry = CollectorRegistry()
        self._realm = realm
        self._runs = self._counter("homeroom_sync_runs", "Runs that ended, by outcome", "outcome")
        for outcome in OUTCOMES:
            self._runs.labels(realm, outcome)
        self._held = self._counter("homeroom_sync_lease_held_by_another", "Times that another machine was at it")
        self._last = self._gauge("homeroom_sync_last_run_timestamp_seconds", "When the last run ended")
        self._good = self._gauge("homeroom_sync_last_good_run_timestamp_seconds", "When the last good run ended")
        self._seconds = self._gauge("homeroom_sync_last_run_seconds", "How long the last run took")
        self._running = self._gauge("homeroom_sync_running", "Whether a run is going on")
        self._next = self._gauge("homeroom_sync_next_run_timestamp_seconds", "The next time of the schedule")
        self._failures = self._gauge("homeroom_sync_failures_in_a_row", "Runs that failed since the last that did not")
        self._findings = self._gauge("homeroom_sync_findings", "Findings of the last run, by check", "check")
        self._records = self._gauge("homeroom_sync_source_records", "Records of the source, by table", "table")
        self._changed = self._gauge("homeroom_sync_last_run_rows", "Rows that the last run wrote", "type", "status")
        self._targets = self._gauge(
            "homeroom_sync_target_people", "People that a target has, by how it ended", "target", "status"
        )
        self._open = self._gauge("homeroom_sync_alerts_open", "Alerts that are open, by kind", "kind")
        self._sent = self._counter("homeroom_sync_alerts_sent", "Alerts sent or not taken", "channel", "result")

    def text(self) -> bytes:
        """All of them in Prometheus's form."""
        return generate_latest(self.registry)

    def running(self, *, is_running: bool) -> None:
        """Note whether a run is going on."""
        self._running.labels(self._realm).set(is_running)

    def next_time(self, due: datetime | None) -> None:
        """Note the next time of the schedule."""
        self._next.labels(self._realm).set(due.timestamp() if due else 0)

    def known_good(self, ended: datetime | None) -> None:
        """Note the last good run that records tell of."""
        if ended is not None:
            self._good.labels(self._realm).set(ended.timestamp())

    def held_by_another(self) -> None:
        """Note that another machine held the lease."""
        self._held.labels(self._realm).inc()

    def run_ended(self, record: RunRecord, failures: int) -> None:
        """Note a run."""
        self._runs.labels(self._realm, record.outcome).inc()
        self._last.labels(self._realm).set(record.ended.timestamp())
        self._seconds.labels(self._realm).set(record.seconds)
        self._failures.labels(self._realm).set(failures)
        if record.good:
            self._good.labels(self._realm).set(record.ended.timestamp())
        if record.source:
            _replace(self._findings, self._realm, record.findings)
            _replace(self._records, self._realm, record.source["records"])
        if record.outbound:
            self._targets.clear()
        for target in record.outbound:
            self._targets.labels(self._realm, target["target"], target["status"]).set(target["people"])
        self._changed.clear()
        for kind, statuses in record.counts.items():
            for status, count in statuses.items():
                self._changed.labels(self._realm, kind, status).set(count)

    def alerts(self, kinds: Iterable[str]) -> None:
        """Note which alerts are open."""
        is_open = set(kinds)
        for kind in _KINDS:
            self._open.labels(self._realm, kind).set(kind in is_open)

    def alert_sent(self, channel: str, *, sent: bool) -> None:
        """Note that a channel took an alert, or did not."""
        self._sent.labels(self._realm, channel, "sent" if sent else "failed").inc()

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(name, text, ["realm", *labels], registry=self.registry)

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(name, text, ["realm", *labels], registry=self.registry)


def _replace(gauge: Gauge, realm: str, counts: Mapping[str, int]) -> None:
    gauge.clear()
    for name, count in counts.items():
        gauge.labels(realm, name).set(count)
