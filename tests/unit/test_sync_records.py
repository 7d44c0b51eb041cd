"""Records of runs in files: what was kept comes back, and nothing that is wrong with a file stops anybody."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_api import AdminConnection, LeaseLostError, RunsApi
from settings import DistrictFolder
from settings.exit_code import ExitCode
from sync.commands.status import verdict
from sync.daemon.status import DaemonStatus
from sync.errors import GuardError
from sync.records import OUTCOMES, Outcome, PersonChange, RunFiles, RunRecord
from sync.records.keeping import new_record, recorded_command

BEGAN = datetime(2026, 9, 1, 5, tzinfo=UTC)


def record(began: datetime = BEGAN, outcome: Outcome = "done", **fields: object) -> RunRecord:
    run = f"{began:%Y%m%dT%H%M%SZ}-0000"
    made = RunRecord(run, began, began + timedelta(seconds=9), 9.0, "sync01 (1)", "schedule", outcome)
    return replace(made, **fields)  # type: ignore[arg-type]


def test_records_come_back_newest_first(tmp_path: Path) -> None:
    files = RunFiles(tmp_path / "state")
    first, second = record(), record(BEGAN + timedelta(hours=1), "refused", message="too many", findings={"x": 3})
    for kept in (second, first):
        files.keep(kept, 30)

    assert files.latest() == [second, first]
    assert files.latest(1) == [second]


def test_of_two_runs_in_one_second_the_later_one_has_the_later_id() -> None:
    first = new_record("command")
    second = new_record("command")
    while second.started - first.started < timedelta(milliseconds=1):
        second = new_record("command")

    assert first.id < second.id


@given(
    st.sampled_from(OUTCOMES),
    st.text(max_size=80),
    st.dictionaries(st.sampled_from(["username_clash", "empty_file"]), st.integers(1, 9)),
    st.lists(st.builds(PersonChange, st.text(min_size=1), st.sampled_from(["created", "rejected"]), st.text())),
)
def test_a_record_becomes_json_and_the_same_record_again(
    outcome: Outcome, message: str, findings: dict[str, int], changes: list[PersonChange]
) -> None:
    made = record(
        outcome=outcome, message=message, findings=findings, changes=tuple(changes), people_changed=len(changes)
    )

    again = RunRecord.of_json({**made.summary(), "changes": [change.as_json() for change in changes]})

    assert again == made


def test_the_last_change_of_somebody_is_found(tmp_path: Path) -> None:
    files = RunFiles(tmp_path)
    for hours, change in enumerate(("created", "updated", "none")):
        people = [PersonChange("p-12", "updated", "changed"), PersonChange('o"p-1', change, "changed")]
        files.keep(record(BEGAN + timedelta(hours=hours), changes=people[: 1 if change == "none" else 2]), 30)

    found = files.last_change_of('o"p-1')

    assert found is not None
    assert (found[0].started, found[1].what) == (BEGAN + timedelta(hours=1), "updated")
    assert files.last_change_of("p-1") is None


def test_the_last_good_run_is_found_behind_any_number_of_refused_ones(tmp_path: Path) -> None:
    files = RunFiles(tmp_path)
    good = record(source={"records": {"users": 9}})
    files.keep(good, 30)
    for hours in range(1, 40):
        files.keep(record(BEGAN + timedelta(hours=hours), "refused"), 30)

    assert files.last_good() == good


def test_a_purge_is_no_run_that_went_well(tmp_path: Path) -> None:
    files = RunFiles(tmp_path)
    good = record(source={"records": {"users": 9}})
    files.keep(good, 30)
    files.keep(record(BEGAN + timedelta(hours=1), command="purge"), 30)

    assert files.last_good() == good


@pytest.fixture
def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[RunRecord]]:
    """The records that a command has left, here and in Keycloak."""
    posted: list[RunRecord] = []

    def kept(_: RunsApi, _run: str, made: Mapping[str, Any], _days: int) -> None:
        posted.append(RunRecord.of_json(made))

    monkeypatch.setattr(RunsApi, "keep", kept)
    monkeypatch.setattr(DistrictFolder, "state_path", lambda _: tmp_path / "state")
    settings = {"name": "Test", "realm": "test", "help_contact": "us"}
    (tmp_path / "district.yaml").write_text(json.dumps(settings), encoding="utf-8")
    return lambda: [*RunFiles(tmp_path / "state").latest(), *posted]


def command(folder: Path, error: BaseException | None = None) -> None:
    with (
        AdminConnection.of_person("http://127.0.0.1:9", "a token") as keycloak,
        recorded_command(DistrictFolder.at(folder), keycloak, "purge") as note,
    ):
        note.tell(outcome="done", people_changed=2)
        if error:
            raise error


def test_a_command_leaves_a_record_in_both_places(tmp_path: Path, noted: Callable[[], list[RunRecord]]) -> None:
    command(tmp_path)

    assert [(one.command, one.outcome, one.people_changed) for one in noted()] == [("purge", "done", 2)] * 2


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (GuardError("too many"), "refused"),
        (LeaseLostError("another one", 409), "failed"),
        (KeyboardInterrupt(), "interrupted"),
    ],
)
def test_a_command_that_does_not_end_well_says_so_in_its_record(
    tmp_path: Path, noted: Callable[[], list[RunRecord]], error: BaseException, outcome: Outcome
) -> None:
    with pytest.raises(type(error)):
        command(tmp_path, error)

    assert {one.outcome for one in noted()} == {outcome}
    assert all(one.message for one in noted())


def test_who_is_asked_and_says_no_leaves_no_record(tmp_path: Path, noted: Callable[[], list[RunRecord]]) -> None:
    with pytest.raises(click.Abort):
        command(tmp_path, click.Abort())

    assert noted() == []


def test_a_record_takes_the_place_of_that_of_the_same_run(tmp_path: Path) -> None:
    files = RunFiles(tmp_path)
    files.keep(record(outcome="interrupted", changes=[PersonChange("p", "planned")]), 30)

    files.keep(record(), 30)

    assert files.latest() == [record()]
    assert files.last_change_of("p") is None


def test_records_are_forgotten_after_their_days(tmp_path: Path) -> None:
    files = RunFiles(tmp_path)
    files.keep(record(changes=[PersonChange("p", "created")]), 30)
    files.keep(record(BEGAN + timedelta(days=31)), 30)

    assert [kept.started for kept in files.latest()] == [BEGAN + timedelta(days=31)]
    assert len(list((tmp_path / "runs").iterdir())) == 1


@pytest.mark.parametrize("content", ["", "{", "[]", '{"id": "x"}', '{"id": 1, "started": 2}'])
def test_a_damaged_record_is_left_out(tmp_path: Path, content: str) -> None:
    files = RunFiles(tmp_path)
    files.keep(record(), 30)
    (tmp_path / "runs" / "20290101T000000Z-0000.json").write_text(content, encoding="utf-8")

    assert files.latest() == [record()]


def test_a_record_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("in the way", encoding="utf-8")

    with pytest.raises(OSError, match="runs"):
        RunFiles(tmp_path).keep(record(), 30)


def test_a_record_tells_who_was_changed_to_nobody_but_its_owner(tmp_path: Path) -> None:
    RunFiles(tmp_path).keep(record(changes=[PersonChange("p", "created")]), 30)

    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "runs").iterdir()} == {0o600}


def daemon(**fields: object) -> DaemonStatus:
    made = DaemonStatus(started=BEGAN, written=BEGAN, doing="waiting")
    return replace(made, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("runs", "status", "expected"),
    [
        ([record()], None, ExitCode.DONE),
        ([record(), record(outcome="failed")], daemon(), ExitCode.DONE),
        ([record(rejections={"username_taken": 1})], None, ExitCode.PENDING),
        ([record(outcome="refused"), record()], None, ExitCode.PENDING),
        ([record(outcome="interrupted"), record()], None, ExitCode.DONE),
        ([record(outcome="failed"), record()], None, ExitCode.FAILED),
        ([record(BEGAN - timedelta(hours=30))], None, ExitCode.FAILED),
        ([], None, ExitCode.FAILED),
        ([record()], daemon(pid=2**22 + 1), ExitCode.FAILED),
        ([record()], daemon(pid=2**22 + 1, doing="stopped"), ExitCode.DONE),
        ([record()], daemon(host="another", written=BEGAN - timedelta(hours=1)), ExitCode.FAILED),
        ([record()], daemon(host="another"), ExitCode.DONE),
        ([record(outcome="failed", command="send"), record()], None, ExitCode.DONE),
        ([record(command="purge"), record(outcome="failed")], None, ExitCode.FAILED),
    ],
)
def test_the_status_says_whether_somebody_has_to_look(
    runs: list[RunRecord], status: DaemonStatus | None, expected: ExitCode
) -> None:
    assert verdict(status, runs, timedelta(hours=26), BEGAN + timedelta(minutes=1)) is expected


def test_the_status_file_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    written = daemon(
        step=("writing", 5, 10), alerts=(("late", "x"),), last_run=record().summary(), last_good=BEGAN, failures=2
    )

    written.write(tmp_path)

    assert DaemonStatus.read(tmp_path) == written
    (tmp_path / "daemon.json").write_text("{", encoding="utf-8")
    assert DaemonStatus.read(tmp_path) is None
