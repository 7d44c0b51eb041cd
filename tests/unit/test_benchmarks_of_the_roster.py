"""What the roster's benchmarks change between two runs, and what their tables say."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from benchmarks.roster import alone
from benchmarks.roster.command import SyncRun
from benchmarks.roster.figures import Pace, Step, paces_table, steps_table
from benchmarks.roster.rosters import Row, a_grade_up, one_in_a_hundred_renamed, roster_of
from benchmarks.servers import Usage
from settings.grades import GRADES
from tests.support.roster_set import read_set


def users(roster: Path) -> list[Row]:
    with (roster / "users.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_one_person_in_a_hundred_has_another_name_and_nothing_else_changes(tmp_path: Path) -> None:
    before = roster_of(800, tmp_path / "before")
    after = one_in_a_hundred_renamed(before, tmp_path / "after")

    pairs = zip(users(before), users(after), strict=True)
    changed = [{name for name in old if old[name] != new[name]} for old, new in pairs if old != new]
    assert changed == [{"familyName"}] * 8
    assert read_set(after).classes.equals(read_set(before).classes)


def test_every_student_is_in_the_grade_above_and_no_employee_has_one(tmp_path: Path) -> None:
    before = roster_of(800, tmp_path / "before")
    after = a_grade_up(before, tmp_path / "after")

    pairs = [(old["grades"], new["grades"]) for old, new in zip(users(before), users(after), strict=True)]
    students = [(old, new) for old, new in pairs if old]
    assert len(students) > 400
    assert all(GRADES.index(new) == GRADES.index(old) + 1 for old, new in students)
    assert all(not new for old, new in pairs if not old)


def test_a_table_of_runs_tells_paces_processors_and_memory() -> None:
    result = {"counts": {"person": {"created": 900, "updated": 100}}, "secondsByType": {"person": 0.5}}
    step = Step("first load", SyncRun(3.0, 170.0, 2.1, result), Usage(640.0, 4.5, 3.2))

    assert list(steps_table([step]))[2:] == [
        "| first load | 3.0 s | 1,000 | 2,000 | 0 |  | 2.1 + 4.5 + 3.2 s | 170 MiB | 640 MiB |"
    ]


def test_a_table_of_paces_tells_our_share_of_each() -> None:
    ours, copy = Pace("the sync", 1000, 0.5), Pace("COPY", 2000, 0.5, processor=0.3)

    assert list(paces_table(ours, [copy]))[2:] == [
        "| the sync | 1,000 | 2,000 | 1.00 |  |",
        "| COPY | 2,000 | 4,000 | 0.50 | 0.150 |",
    ]


def test_a_run_by_itself_writes_everything_once_and_then_what_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    district = district_folder(tmp_path / "district")
    first = roster_of(800, tmp_path / "first")
    renamed = one_in_a_hundred_renamed(first, tmp_path / "renamed")

    for roster in (first, first, renamed):
        alone.main(str(district), str(roster), str(tmp_path / "kept"))

    rows = [json.loads(line)["rows"] for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    assert rows[0] > 3 * 800
    assert rows[1:] == [0, 8]


def district_folder(path: Path) -> Path:
    settings = {"name": "Test", "realm": "test", "help_contact": "us"}
    keycloak = {"url": "http://127.0.0.1:9", "client_secret": "x"}
    desk = {"url": "http://localhost", "client_secret": "x", "session_secret": "x"}
    path.mkdir()
    (path / "district.yaml").write_text(json.dumps(settings), encoding="utf-8")
    (path / "apps.yaml").write_text(json.dumps({"applications": []}), encoding="utf-8")
    (path / "deployment.yaml").write_text(json.dumps({"keycloak": keycloak, "desk": desk}), encoding="utf-8")
    return path
