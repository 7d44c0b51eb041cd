"""Whoever looks after the sync is told when an application was sent nothing, and when it is well again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sync.daemon.alert_book import AlertBook
from sync.daemon.alerting import Alerting
from sync.daemon.metrics import Metrics
from sync.errors import OutboundError, OutboundRefusedError
from sync.outbound.sending import Sent, require_good
from sync.records import RunRecord
from sync.records.recording import outcome_of
from tests.support.fake_clock import FakeClock

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
RUN = RunRecord("run-1", NOW, NOW, 1.0, "here", "schedule", "nothing")
SENT = Sent("clever", "clever-csv", "sent", people=3)
REFUSED = Sent("books", "oneroster-csv", "refused", message="books would lose 60 of 64 people")
FAILED = Sent("office", "scim", "failed", message="office: no answer")


@pytest.fixture
def alerting(tmp_path: Path) -> Alerting:
    return Alerting(AlertBook(tmp_path / "alerts.json"), FakeClock(), Metrics("test"))


def after(*sent: Sent) -> RunRecord:
    return replace(RUN, outbound=tuple(done.as_json() for done in sent))


def test_a_refused_target_is_an_alert_until_a_run_in_which_none_is(alerting: Alerting) -> None:
    alerting.run_ended(after(SENT, REFUSED), 0)
    assert [(alert.kind, alert.message) for alert in alerting.book.open] == [("outbound", REFUSED.message)]

    alerting.run_ended(after(SENT), 0)
    assert alerting.book.open == ()


def test_trouble_of_runs_is_over_when_a_run_went_well_but_for_a_target(alerting: Alerting) -> None:
    alerting.run_ended(replace(RUN, outcome="refused", message="too many"), 0)

    alerting.run_ended(after(REFUSED), 0)

    assert [alert.kind for alert in alerting.book.open] == ["outbound"]


def test_what_failed_counts_more_than_what_was_refused() -> None:
    with pytest.raises(OutboundError) as failed:
        require_good([SENT, REFUSED, FAILED])
    with pytest.raises(OutboundRefusedError) as refused:
        require_good([SENT, REFUSED])
    require_good([SENT])

    assert (failed.value.exit_code, outcome_of(None, failed.value)) == (1, "failed")
    assert str(failed.value) == "office: no answer\nbooks would lose 60 of 64 people"
    assert (refused.value.exit_code, outcome_of(None, refused.value)) == (4, "done")


def test_a_record_of_a_run_has_what_was_sent() -> None:
    record = after(SENT, REFUSED)

    assert RunRecord.of_json(record.summary()).outbound == record.outbound
    assert record.refused_targets == REFUSED.message


def test_metrics_tell_how_each_target_ended() -> None:
    metrics = Metrics("test")
    metrics.run_ended(after(SENT, REFUSED), 0)
    metrics.run_ended(after(replace(SENT, status="unchanged"), REFUSED), 0)

    text = metrics.text().decode()
    assert 'homeroom_sync_target_people{realm="test",status="unchanged",target="clever"} 3.0' in text
    assert 'status="sent"' not in text
