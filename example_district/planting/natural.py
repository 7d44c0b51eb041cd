"""Findings that a healthy set has too: not everybody who teaches has a class or an e-mail address yet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class NaturalFinding:
    """A row of users.csv; `row` is the line in the file, of which the header is line 1."""

    row: int
    sourced_id: str
    kind: str
    what: str


def natural_findings(folder: Path) -> Iterator[NaturalFinding]:
    """Teachers without schedule and teachers without e-mail address, in the order of users.csv."""
    with (folder / "enrollments.csv").open(encoding="utf-8", newline="") as file:
        scheduled = {row["userSourcedId"] for row in csv.DictReader(file) if row["role"] == "teacher"}
    with (folder / "users.csv").open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            if row["role"] != "teacher":
                continue
            if row["sourcedId"] not in scheduled:
                what = f"{row['metadata.employeeType']} without a class"
                yield NaturalFinding(line, row["sourcedId"], "teacher_without_schedule", what)
            if not row["email"]:
                what = f"{row['metadata.employeeType']} without an e-mail address"
                yield NaturalFinding(line, row["sourcedId"], "teacher_without_email", what)
