"""Who is told of what, how often, and that a restart repeats nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sync.daemon.alert_book import AlertBook

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
DAY = timedelta(hours=24)
BOTH = ("mail", "webhook-1")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "alerts.json"


def told(file: Path, now: datetime = NOW, channels: tuple[str, ...] = BOTH) -> list[tuple[str, str]]:
    """What a daemon that has just started sends on each channel."""
    book = AlertBook(file)
    sent: list[tuple[str, str]] = []
    for alert, channel in book.to_tell(channels, now, DAY):
        sent.append((alert.kind, channel))
        book.tell(alert, channel, now, channels)
    return sent


def test_trouble_is_told_once_on_each_channel(file: Path) -> None:
    AlertBook(file).raise_alert("refused", "too many", "run-1", NOW)

    assert told(file) == [("refused", "mail"), ("refused", "webhook-1")]
    assert told(file) == []


def test_the_same_trouble_again_is_not_told_again_before_the_reminder_which_has_the_newest_words(file: Path) -> None:
    AlertBook(file).raise_alert("refused", "121 people", "run-1", NOW)
    told(file)
    AlertBook(file).raise_alert("refused", "122 people", "run-2", NOW + timedelta(hours=1))

    assert told(file, NOW + timedelta(hours=23)) == []
    assert told(file, NOW + timedelta(hours=24)) == [("refused", "mail"), ("refused", "webhook-1")]
    assert told(file, NOW + timedelta(hours=25)) == []
    assert AlertBook(file).open[0].message == "122 people"


def test_a_channel_that_did_not_take_it_is_told_later(file: Path) -> None:
    AlertBook(file).raise_alert("late", "for 26 hours", "", NOW)
    told(file, channels=("mail",))

    assert told(file) == [("late", "webhook-1")]


def test_whoever_was_told_of_trouble_is_told_when_it_is_over(file: Path) -> None:
    AlertBook(file).raise_alert("failing", "no answer", "run-1", NOW)
    told(file)

    AlertBook(file).recover("well", "run-2")

    assert AlertBook(file).open == ()
    assert told(file) == [("recovered", "mail"), ("recovered", "webhook-1")]
    assert told(file) == []


def test_trouble_that_nobody_was_told_of_is_over_without_a_word(file: Path) -> None:
    AlertBook(file).raise_alert("failing", "no answer", "run-1", NOW)

    AlertBook(file).recover("well", "run-2")

    assert told(file) == []


def test_a_good_run_without_trouble_before_it_is_no_news(file: Path) -> None:
    AlertBook(file).recover("well", "run-2")

    assert told(file) == []


def test_trouble_that_comes_back_before_its_end_was_told_is_trouble_alone(file: Path) -> None:
    AlertBook(file).raise_alert("refused", "too many", "run-1", NOW)
    told(file)
    AlertBook(file).recover("well", "run-2")
    AlertBook(file).raise_alert("refused", "too many again", "run-3", NOW)

    assert told(file) == [("refused", "mail"), ("refused", "webhook-1")]


def test_a_damaged_file_is_begun_anew(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('[{"kind": "refused"', encoding="utf-8")

    AlertBook(file).raise_alert("late", "for 26 hours", "", NOW)

    assert [alert.kind for alert in AlertBook(file).open] == ["late"]
