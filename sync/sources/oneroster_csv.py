"""OneRoster 1.1 CSV, bulk. Source of names and rules: 1EdTech OneRoster 1.1 final, CSV tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from settings.roster_source import RosterColumns
from sync.errors import Problem, SourceError
from sync.roster import OPTIONAL_TABLES, TABLES, Origin, Roster, Table, empty_table
from sync.sources.archive import opened
from sync.sources.csv_header import FileColumns
from sync.sources.csv_table import CsvTable, read_csv_table

MANIFEST = "manifest.csv"
_MANIFEST_COLUMNS = FileColumns(("propertyName", "value"), (), ("propertyName", "value"))
_RECORD = ("sourcedId", "status", "dateLastModified")
_ORDER: Mapping[Table, tuple[str, ...]] = {
    "academicSessions": (*_RECORD, "title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear"),
    "orgs": (*_RECORD, "name", "type", "identifier", "parentSourcedId"),
    "courses": (
        *_RECORD, "schoolYearSourcedId", "title", "courseCode", "grades", "orgSourcedId", "subjects", "subjectCodes",
    ),
    "classes": (
        *_RECORD, "title", "grades", "courseSourcedId", "classCode", "classType", "location", "schoolSourcedId",
        "termSourcedIds", "subjects", "subjectCodes", "periods",
    ),
    "users": (
        *_RECORD, "enabledUser", "orgSourcedIds", "role", "username", "userIds", "givenName", "familyName",
        "middleName", "identifier", "email", "sms", "phone", "agentSourcedIds", "grades", "password",
    ),
    "enrollments": (
        *_RECORD, "classSourcedId", "schoolSourcedId", "userSourcedId", "role", "primary", "beginDate", "endDate",
    ),
    "demographics": (
        *_RECORD, "birthDate", "sex", "americanIndianOrAlaskaNative", "asian", "blackOrAfricanAmerican",
        "nativeHawaiianOrOtherPacificIslander", "white", "demographicRaceTwoOrMoreRaces",
        "hispanicOrLatinoEthnicity", "countryOfBirthCode", "stateOfBirthAbbreviation", "cityOfBirth",
        "publicSchoolResidenceStatus",
    ),
}  # fmt: skip


def read_oneroster_csv(path: Path, district_columns: RosterColumns) -> Roster:
    """Read a set.

    Args:
        path: a folder, or a zip file with the files at its root.
        district_columns: which columns of users.csv hold what OneRoster has no column for.

    Raises:
        SourceError: the set cannot be read; with the problems of all its files.
    """
    names = {MANIFEST, *(f"{table}.csv" for table in TABLES)}
    with opened(path, names) as folder:
        properties = _manifest(folder)
        read: dict[Table, CsvTable] = {}
        problems: list[Problem] = []
        for table in _present(properties):
            try:
                read[table] = read_csv_table(folder / f"{table}.csv", _columns(table, district_columns))
            except SourceError as error:
                problems += error.problems
        if problems:
            raise SourceError(problems)
    frames = {table: read[table].frame if table in read else empty_table(table) for table in TABLES}
    return Roster(
        academic_sessions=frames["academicSessions"],
        orgs=frames["orgs"],
        courses=frames["courses"],
        classes=frames["classes"],
        users=_own_columns(frames["users"], district_columns),
        enrollments=frames["enrollments"],
        demographics=frames["demographics"],
        origin=Origin(
            path=str(path),
            checksum=_checksum(read),
            system=properties.get("source.systemName", ""),
            notes=tuple(note for found in read.values() for note in found.notes),
        ),
    )


def _manifest(folder: Path) -> dict[str, str]:
    if not (folder / MANIFEST).is_file():
        message = "this file is missing; the files of a set, this one among them, are in one folder or at a zip's root"
        raise SourceError([Problem(MANIFEST, message)])
    frame = read_csv_table(folder / MANIFEST, _MANIFEST_COLUMNS).frame
    properties = {row["propertyName"]: row["value"] or "" for row in frame.iter_rows(named=True) if row["propertyName"]}
    problems = [_manifest_problem("oneroster.version", properties, "1.1")]
    problems += [_manifest_problem(f"file.{table}", properties, "bulk") for table in _present(properties)]
    if found := [problem for problem in problems if problem]:
        raise SourceError(found)
    return properties


def _present(properties: Mapping[str, str]) -> Iterator[Table]:
    """The tables that a set has to have, and those that it may have and says it has."""
    for table in TABLES:
        if table not in OPTIONAL_TABLES or properties.get(f"file.{table}", "absent") != "absent":
            yield table


def _manifest_problem(name: str, properties: Mapping[str, str], expected: str) -> Problem | None:
    value = properties.get(name)
    if value == expected:
        return None
    said = "is not there" if value is None else f"is {value!r}"
    return Problem(MANIFEST, f"{name} {said}, and only {expected!r} can be read; export a bulk set of OneRoster 1.1")


def _columns(table: Table, district_columns: RosterColumns) -> FileColumns:
    required, optional = TABLES[table].required, TABLES[table].optional
    if table != "users":
        return FileColumns(required, optional, _ORDER[table])
    named = (
        ("roster.columns.employee_type", district_columns.employee_type),
        ("roster.columns.special_ed", district_columns.special_ed),
    )
    own = tuple(name for name in optional if name in _ORDER["users"])
    return FileColumns(required, own, _ORDER["users"], tuple((key, column) for key, column in named if column))


def _own_columns(users: pl.DataFrame, columns: RosterColumns) -> pl.DataFrame:
    """The users with the columns that a district chose under the names that they have here."""
    chosen = {"employeeType": columns.employee_type, "specialEd": columns.special_ed}
    named = [(pl.col(column) if column else pl.lit(None, pl.String)).alias(name) for name, column in chosen.items()]
    return users.with_columns(named).select("row", *TABLES["users"].required, *TABLES["users"].optional)


def _checksum(read: Mapping[Table, CsvTable]) -> str:
    digest = hashlib.sha256()
    for table in sorted(read):
        digest.update(f"{table} {read[table].checksum}\n".encode())
    return digest.hexdigest()
