"""The example district has the findings of its key and no others, whatever its size and the day."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from example_district import generate
from example_district.planting.natural import natural_findings
from sync.check import all_checks
from sync.circumstances import Circumstances
from sync.examine import examine
from tests.support.roster_set import TODAY, read_set

Place = tuple[str, str, int]
IN_FALL, IN_SPRING, IN_SUMMER = TODAY, date(2027, 2, 11), date(2027, 7, 9)


def findings(folder: Path, today: date) -> list[Place]:
    roster = read_set(folder)
    results = examine(roster, all_checks(), Circumstances(today)).found
    return sorted(
        (result.check.name, f"{table}.csv", row)
        for result in results
        for table, row in result.findings.select("table", "row").iter_rows()
    )


@pytest.mark.parametrize(("people", "seed"), [(400, 1), (500, 3), (1500, 7), (4000, 11)])
def test_what_was_planted_is_found_in_its_row_and_nothing_else(tmp_path: Path, people: int, seed: int) -> None:
    generate(people=people, seed=seed, folder=tmp_path, planted=True)
    key = json.loads((tmp_path / "planted.json").read_text(encoding="utf-8"))
    planted = sorted((found["kind"], found["file"], found["row"]) for found in key["findings"] + key["natural"])

    assert findings(tmp_path, IN_FALL) == planted


@pytest.mark.parametrize("today", [IN_FALL, IN_SPRING])
def test_a_clean_district_has_only_teachers_without_schedule_or_address(tmp_path: Path, today: date) -> None:
    generate(people=3000, seed=2, folder=tmp_path)
    natural = sorted((found.kind, "users.csv", found.row) for found in natural_findings(tmp_path))

    assert findings(tmp_path, today) == natural


def test_nobody_misses_a_class_while_school_is_out(tmp_path: Path) -> None:
    generate(people=500, seed=2, folder=tmp_path)

    assert {check for check, _, _ in findings(tmp_path, IN_SUMMER)} == {"teacher_without_email"}
