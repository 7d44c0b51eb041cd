"""Districts to measure with: a realm of their own, a generated roster, and the same roster some days later."""

from __future__ import annotations

import csv
import shutil
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ruamel.yaml import YAML

from admin_api import AdminApiError
from benchmarks.bench import Bench
from benchmarks.realm.tools import run_program
from example_district import generate
from settings import DistrictFolder
from settings.grades import GRADES

Row = dict[str, str]
_SEED = 7
_NO_GUARD = {"at_least": 10_000_000, "campus_at_least": 10_000_000}


@contextmanager
def district_of(bench: Bench) -> Iterator[DistrictFolder]:
    """A copy of the measured district whose realm is its own and has nobody in it; the realm is removed at the end."""
    realm = f"bench-{uuid.uuid4().hex[:8]}"
    folder = bench.scratch / realm
    shutil.copytree(bench.district.path, folder, ignore=shutil.ignore_patterns("roster"))
    yaml = YAML(typ="safe", pure=True)
    content = yaml.load(folder / "district.yaml")
    # A whole district that changes overnight is just what the guard is there to refuse.
    yaml.dump({**content, "realm": realm, "guard": _NO_GUARD}, folder / "district.yaml")
    run_program((sys.executable, "-m", "homeroom", "realm", "apply", "--yes", "--district", str(folder)), {}, None)
    try:
        yield DistrictFolder.at(folder)
    finally:
        with suppress(AdminApiError):  # a million people may take longer than an answer is waited for
            bench.admin.delete(f"/admin/realms/{realm}")


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
