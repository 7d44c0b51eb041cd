"""Small sets with something wrong in them, and what the checks find there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl

from sync.check import all_checks
from sync.circumstances import Circumstances
from sync.examine import Verdict, examine
from sync.roster import Origin, Roster, Table, empty_table
from tests.support.roster_set import MANIFEST, TODAY, Tables, read_set, small_tables, write_set

Change = Callable[[Tables], object]
Found = tuple[str, str, int]


def examined(folder: Path, *changes: Change, today: date = TODAY, known: dict[str, int] | None = None) -> Verdict:
    """Change the small set, then hold all checks against it."""
    return examined_roster(folder, *changes, today=today, known=known)[1]


def examined_roster(
    folder: Path, *changes: Change, today: date = TODAY, known: dict[str, int] | None = None
) -> tuple[Roster, Verdict]:
    """The changed set beside what was found in it."""
    tables = small_tables()
    for change in changes:
        change(tables)
    manifest = dict(MANIFEST) | ({"file.demographics": "bulk"} if "demographics" in tables else {})
    roster = read_set(write_set(folder, tables, manifest))
    return roster, examine(roster, all_checks(), Circumstances(today, known or {}))


def found(verdict: Verdict) -> list[Found]:
    """Every finding: check, table, row."""
    return [(r.check.name, table, row) for r in verdict.found for table, row, *_ in r.findings.iter_rows()]


def said(verdict: Verdict) -> list[str]:
    """What every finding says."""
    return [what for result in verdict.found for what in result.findings["what"]]


def left_out(verdict: Verdict) -> dict[str, list[int]]:
    """The rows that are not used, by table."""
    return {table: sorted(rows) for table, rows in verdict.left_out().items()}


def add(table: str, *rows: dict[str, str]) -> Change:
    """Add rows at the end of a table."""

    def change(tables: Tables) -> None:
        columns = tables[table][0]
        tables[table] += [{name: row.get(name, "") for name in columns} for row in rows]

    return change


def put(table: str, place: int, **values: str) -> Change:
    """Give a row of a table, counted from 0, other values; a column that is new is empty in the other rows."""

    def change(tables: Tables) -> None:
        for row in tables[table]:
            for name in values:
                row.setdefault(name, "")
        tables[table][place].update(values)

    return change


def born(**dates: str) -> Change:
    """Give people birth dates, by sourcedId."""
    return lambda tables: tables.update(
        {"demographics": [{"sourcedId": person, "birthDate": day} for person, day in dates.items()]}
    )


def bare_roster(**tables: pl.DataFrame) -> Roster:
    """A roster of some tables, the others empty; columns that a table lacks are null."""

    def table(name: Table) -> pl.DataFrame:
        return pl.concat([empty_table(name), tables.get(name, empty_table(name))], how="diagonal_relaxed")

    return Roster(
        academic_sessions=table("academicSessions"),
        orgs=table("orgs"),
        courses=table("courses"),
        classes=table("classes"),
        users=table("users"),
        enrollments=table("enrollments"),
        demographics=table("demographics"),
        origin=Origin("", ""),
    )
