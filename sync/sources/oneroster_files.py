"""What is read of each file of OneRoster CSV, version by version."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from settings.roster_source import RosterColumns
from sync.oneroster_columns import CHANGE, FILES, OF_ROLES, File, Version, column_order
from sync.roster import TABLES
from sync.sources.csv_header import FileColumns

_NAMES_1_0: Mapping[str, str] = {"termSourcedId": "termSourcedIds", "grade": "grades", "userId": "userIds"}


def files_of(version: Version) -> tuple[File, ...]:
    """The files that are read of a set."""
    return tuple(file for file in FILES if file != "roles" or version == "1.2")


def columns_of(file: File, version: Version, district_columns: RosterColumns, *, delta: bool) -> FileColumns:
    """The columns of a file.

    Args:
        file: its name.
        version: of OneRoster.
        district_columns: which columns of users.csv hold what OneRoster has no column for.
        delta: whether the file has changes only; it has to say then what happened to each record, and when.
    """
    required, optional, configured = _read_of(file, version, district_columns)
    return FileColumns(
        required=(*required, *CHANGE) if delta else required,
        optional=optional,
        order=column_order(file, version),
        configured=configured,
        silent=() if delta else CHANGE,
        other_names=_NAMES_1_0 if version == "1.0" else {},
    )


def _read_of(
    file: File, version: Version, district_columns: RosterColumns
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Required, optional and configured columns."""
    if file == "roles":
        return ("sourcedId", "userSourcedId", "role", "orgSourcedId"), ("roleType", "beginDate", "endDate"), ()
    required, optional = TABLES[file].required, TABLES[file].optional
    if file != "users":
        return required, optional, ()
    optional = tuple(name for name in optional if name in column_order("users", "1.1"))
    if version == "1.0":
        required, optional = tuple(n for n in required if n != "enabledUser"), (*optional, "enabledUser")
    if version == "1.2":
        required, optional = tuple(n for n in required if n not in OF_ROLES), (*optional, "primaryOrgSourcedId")
    named = (
        ("roster.columns.employee_type", district_columns.employee_type),
        ("roster.columns.special_ed", district_columns.special_ed),
    )
    return required, optional, tuple((key, column) for key, column in named if column)


def own_columns(users: pl.DataFrame, columns: RosterColumns) -> pl.DataFrame:
    """The users with the columns that a district chose under the names that they have here."""
    chosen = {"employeeType": columns.employee_type, "specialEd": columns.special_ed}
    named = [(pl.col(column) if column else pl.lit(None, pl.String)).alias(name) for name, column in chosen.items()]
    return users.with_columns(named)
