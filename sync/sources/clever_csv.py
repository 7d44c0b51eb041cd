"""Clever's files as a roster."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from settings.roster_source import CleverColumns
from sync.errors import Problem, SourceError
from sync.roster import Origin, Roster, Table, empty_table, roster_of
from sync.sources.archive import opened
from sync.sources.clever_classes import classes_of, courses_of, enrollments_of, sessions_of
from sync.sources.clever_files import FILES, OPTIONAL, CleverFile, columns_of
from sync.sources.clever_people import birth_dates_of, orgs_of, users_of
from sync.sources.csv_table import CsvTable, read_csv_table
from sync.sources.stacked import Stacked


def read_clever_csv(path: Path, district_columns: CleverColumns, today: date) -> Roster:
    """Read a set: `schools.csv`, `students.csv`, `teachers.csv`, `sections.csv`, `enrollments.csv`, maybe `staff.csv`.

    Args:
        path: a folder, or a zip file with the files at its root.
        district_columns: which columns hold what not every district exports.
        today: the day in the district's time zone; sections without dates are of the school year around it.

    Raises:
        SourceError: the set cannot be read; with the problems of all its files.
    """
    read: dict[CleverFile, CsvTable] = {}
    problems: list[Problem] = []
    with opened(path, [f"{file}.csv" for file in FILES]) as folder:
        for file in FILES:
            if file in OPTIONAL and not (folder / f"{file}.csv").exists():
                continue
            try:
                read[file] = read_csv_table(folder / f"{file}.csv", columns_of(file, district_columns))
            except SourceError as error:
                problems += error.problems
    if problems:
        raise SourceError(problems)
    frames = {file: table.frame for file, table in read.items()}
    sections = frames["sections"]
    return _roster(
        {
            "academicSessions": Stacked.of(("sections.csv", sessions_of(sections, today))),
            "orgs": orgs_of(frames),
            "courses": Stacked.of(("sections.csv", courses_of(sections))),
            "classes": Stacked.of(("sections.csv", classes_of(sections, today))),
            "users": users_of(frames, district_columns),
            "enrollments": enrollments_of(frames["enrollments"], sections),
            "demographics": Stacked.of(("students.csv", birth_dates_of(frames["students"]))),
        },
        Origin(
            path=str(path),
            checksum=hashlib.sha256("".join(read[file].checksum for file in sorted(read)).encode()).hexdigest(),
            system="Clever",
            notes=tuple(note for table in read.values() for note in table.notes),
        ),
    )


def _roster(tables: Mapping[Table, Stacked], origin: Origin) -> Roster:
    frames = {table: pl.concat([empty_table(table), made.frame], how="diagonal") for table, made in tables.items()}
    return roster_of(frames, replace(origin, files={table: made.segments for table, made in tables.items()}))
