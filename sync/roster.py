"""A roster as it was read, whatever it was read from: a table for each kind of record, in OneRoster's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

Table = Literal["academicSessions", "orgs", "courses", "classes", "users", "enrollments", "demographics"]

ACCOUNT_ROLES = frozenset({"student", "teacher", "administrator", "aide", "proctor"})
"""Roles of OneRoster 1.1 that come with an account; all but `student` are staff."""
OTHER_ROLES = frozenset({"guardian", "parent", "relative"})
"""Roles of OneRoster 1.1 without an account."""


@dataclass(frozen=True)
class Columns:
    """Columns that a table has here. `row` and these are all of them, and all are strings.

    Attributes:
        required: the source has to have them.
        optional: empty where the source has none.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


TABLES: Mapping[Table, Columns] = {
    "academicSessions": Columns(
        ("sourcedId", "title", "startDate", "endDate"), ("type", "parentSourcedId", "schoolYear")
    ),
    "orgs": Columns(("sourcedId", "name", "type"), ("identifier", "parentSourcedId")),
    "courses": Columns(("sourcedId", "title"), ("courseCode",)),
    "classes": Columns(
        ("sourcedId", "title", "courseSourcedId", "schoolSourcedId", "termSourcedIds"),
        ("grades", "classCode", "classType"),
    ),
    "users": Columns(
        ("sourcedId", "enabledUser", "orgSourcedIds", "role", "username", "givenName", "familyName"),
        ("userIds", "middleName", "identifier", "email", "grades", "employeeType", "specialEd"),
    ),
    "enrollments": Columns(
        ("sourcedId", "classSourcedId", "userSourcedId", "role"),
        ("schoolSourcedId", "primary", "beginDate", "endDate"),
    ),
    "demographics": Columns(("sourcedId", "birthDate")),
}
OPTIONAL_TABLES: frozenset[Table] = frozenset({"demographics"})
"""Tables that a source need not have; without rows then."""


@dataclass(frozen=True)
class Origin:
    """Where a roster came from.

    Attributes:
        path: as it was named.
        checksum: SHA-256 over names and contents of the files that were read.
        system: name of the student information system; empty if the source does not say.
        notes: what was tolerated, a sentence each.
    """

    path: str
    checksum: str
    system: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Roster:
    """Tables with the columns of `TABLES` and `row`, the row in a spreadsheet, the header being 1.

    Values are as in the source, except that text is in Unicode's form NFC and that empty ones are null.
    """

    academic_sessions: pl.DataFrame
    orgs: pl.DataFrame
    courses: pl.DataFrame
    classes: pl.DataFrame
    users: pl.DataFrame
    enrollments: pl.DataFrame
    demographics: pl.DataFrame
    origin: Origin

    def table(self, name: Table) -> pl.DataFrame:
        """The table of a name."""
        return self.tables[name]

    @property
    def tables(self) -> dict[Table, pl.DataFrame]:
        """All tables by name."""
        return {
            "academicSessions": self.academic_sessions,
            "orgs": self.orgs,
            "courses": self.courses,
            "classes": self.classes,
            "users": self.users,
            "enrollments": self.enrollments,
            "demographics": self.demographics,
        }


def empty_table(name: Table) -> pl.DataFrame:
    """A table without rows."""
    columns = TABLES[name]
    return pl.DataFrame(schema={"row": pl.UInt32, **dict.fromkeys((*columns.required, *columns.optional), pl.String)})


def listed(column: str) -> pl.Expr:
    """A column of comma-separated ids as a list of them, without white space and empty ones; null becomes empty."""
    ids = pl.col(column).fill_null("").str.split(",").list.eval(pl.element().str.strip_chars())
    return ids.list.filter(pl.element() != "")


def name_key(column: str) -> pl.Expr:
    """A username or address as Keycloak compares it: without white space around it, in small letters."""
    return pl.col(column).str.strip_chars().str.to_lowercase()


def has_account() -> pl.Expr:
    """Whether a row of users is somebody who is to have an account."""
    return (pl.col("enabledUser") == "true").fill_null(value=False) & pl.col("role").is_in(ACCOUNT_ROLES)


def schools(orgs: pl.DataFrame) -> pl.DataFrame:
    """The schools among organizations: `row`, `sourcedId`, `name` and `code`, the identifier or else the sourcedId."""
    code = pl.coalesce(pl.col("identifier").str.strip_chars().replace("", None), pl.col("sourcedId"))
    return orgs.filter(pl.col("type") == "school").select("row", "sourcedId", "name", code.alias("code"))
