"""Rosters to measure with: a generated one, and the same some days later."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from example_district import generate
from settings.grades import GRADES

Row = dict[str, str]
_SEED = 7


def roster_of(people: int, folder: Path) -> Path:
    """A roster of so many people."""
    generate(people=people, seed=_SEED, folder=folder)
    return folder


def one_in_a_hundred_renamed(before: Path, after: Path) -> Path:
    """The roster when every hundredth person has another family name."""

    def renamed(number: int, row: Row) -> None:
        if number % 100 == 0:
            row["familyName"] += " Marsh"

    return _changed(before, after, renamed)


def a_grade_up(before: Path, after: Path) -> Path:
    """The roster when every student is in the grade above."""

    def promoted(_: int, row: Row) -> None:
        if row["grades"]:
            row["grades"] = GRADES[min(GRADES.index(row["grades"]) + 1, len(GRADES) - 1)]

    return _changed(before, after, promoted)


def _changed(before: Path, after: Path, change: Callable[[int, Row], None]) -> Path:
    after.mkdir()
    for file in before.iterdir():
        if file.name != "users.csv":
            (after / file.name).hardlink_to(file)
    with (
        (before / "users.csv").open(encoding="utf-8", newline="") as source,
        (after / "users.csv").open("w", encoding="utf-8", newline="") as target,
    ):
        rows = csv.DictReader(source)
        writer = csv.DictWriter(target, rows.fieldnames or ())
        writer.writeheader()
        for number, row in enumerate(rows):
            change(number, row)
            writer.writerow(row)
    return after
