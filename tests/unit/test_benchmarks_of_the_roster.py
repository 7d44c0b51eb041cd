"""What the roster's benchmarks change between two runs, and what their tables say."""

from __future__ import annotations

import csv
from pathlib import Path

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
