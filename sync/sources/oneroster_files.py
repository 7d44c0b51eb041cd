"""The files of OneRoster CSV and their columns, version by version.

Source of names and rules: 1EdTech OneRoster 1.1 final, CSV tables, and OneRoster 1.2.1, CSV binding.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import polars as pl

from settings.roster_source import RosterColumns
from sync.roster import TABLES
from sync.sources.csv_header import FileColumns

Version = Literal["1.0", "1.1", "1.2"]
File = Literal[
    "academicSessions", "orgs", "courses", "classes", "users", "roles", "enrollments", "demographics"
]  # fmt: skip
"""Files that are read, without `.csv`: those of `sync.roster.TABLES`, and `roles`, which become part of users."""

CHANGE = ("status", "dateLastModified")
"""Columns of every file that say what a delta does with a record."""

_RECORD = ("sourcedId", *CHANGE)
_ORDER: Mapping[File, tuple[str, ...]] = {
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
    "roles": (
        *_RECORD, "userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId", "userProfileSourcedId",
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
_OF_ROLES = ("orgSourcedIds", "role")
_NEW_IN_USERS_1_2 = (
    "userMasterIdentifier", "preferredGivenName", "preferredMiddleName", "preferredFamilyName", "primaryOrgSourcedId",
    "pronouns",
)  # fmt: skip
_NAMES_1_0: Mapping[str, str] = {"termSourcedId": "termSourcedIds", "grade": "grades", "userId": "userIds"}


def files_of(version: Version) -> tuple[File, ...]:
    """The files that are read of a set."""
    return tuple(file for file in _ORDER if file != "roles" or version == "1.2")


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
        order=_order(file, version),
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
    optional = tuple(name for name in optional if name in _ORDER["users"])
    if version == "1.0":
        required, optional = tuple(n for n in required if n != "enabledUser"), (*optional, "enabledUser")
    if version == "1.2":
        required, optional = tuple(n for n in required if n not in _OF_ROLES), (*optional, "primaryOrgSourcedId")
    named = (
        ("roster.columns.employee_type", district_columns.employee_type),
        ("roster.columns.special_ed", district_columns.special_ed),
    )
    return required, optional, tuple((key, column) for key, column in named if column)


def _order(file: File, version: Version) -> tuple[str, ...]:
    if file != "users" or version != "1.2":
        return _ORDER[file]
    return (*(name for name in _ORDER["users"] if name not in _OF_ROLES), *_NEW_IN_USERS_1_2)


def own_columns(users: pl.DataFrame, columns: RosterColumns) -> pl.DataFrame:
    """The users with the columns that a district chose under the names that they have here."""
    chosen = {"employeeType": columns.employee_type, "specialEd": columns.special_ed}
    named = [(pl.col(column) if column else pl.lit(None, pl.String)).alias(name) for name, column in chosen.items()]
    return users.with_columns(named)
