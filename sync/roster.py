"""A roster as it was read, whatever it was read from: a table for each kind of record, in OneRoster's words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
    "courses": Columns(("sourcedId", "title"), ("courseCode", "orgSourcedId")),
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
class Segment:
    """Rows of a table that came from one file: those above `offset`, up to the next segment.

    Attributes:
        offset: what was added to the file's own row numbers, so that no two rows of a table have the same one.
        file: as a registrar knows it: `users.csv`, or `students.csv` of Clever.
    """

    offset: int
    file: str


@dataclass(frozen=True)
class Place:
    """Where a row stands in the source.

    Attributes:
        file: such as `users.csv`.
        row: as a spreadsheet counts, the header being 1.
    """

    file: str
    row: int

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}"


@dataclass(frozen=True)
class Origin:
    """Where a roster came from.

    Attributes:
        path: as it was named.
        checksum: SHA-256 over names and contents of the files that were read.
        system: name of the student information system; empty if the source does not say.
        notes: what was tolerated, a sentence each.
        files: from which files the rows of a table came, where that is not `<table>.csv` alone; by rising offset.
        records: how many rows each table had.
    """

    path: str
    checksum: str
    system: str = ""
    notes: tuple[str, ...] = ()
    files: Mapping[Table, tuple[Segment, ...]] = field(default_factory=dict)
    records: Mapping[Table, int] = field(default_factory=dict)

    def place(self, name: Table, row: int) -> Place:
        """Where the row `row` of a table stands in the source."""
        segments = self.files.get(name) or (Segment(0, f"{name}.csv"),)
        segment = segments[max(bisect_left(segments, row, key=lambda part: part.offset) - 1, 0)]
        return Place(segment.file, row - segment.offset)


@dataclass(frozen=True)
class Roster:
    """Tables with the columns of `TABLES` and `row`, which is unique within a table.

    Of a table that came from one file, `row` is the row in a spreadsheet, the header being 1; `place` tells file and
    row of any. Values are as in the source, except that text is in Unicode's form NFC and that empty ones are null.
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

    def place(self, name: Table, row: int) -> Place:
        """Where the row `row` of a table stands in the source."""
        return self.origin.place(name, row)

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


def roster_of(frames: Mapping[Table, pl.DataFrame], origin: Origin) -> Roster:
    """A roster of all tables; each frame has at least the columns of its table."""
    selected = {table: frames[table].select(empty_table(table).columns) for table in TABLES}
    return Roster(
        academic_sessions=selected["academicSessions"],
        orgs=selected["orgs"],
        courses=selected["courses"],
        classes=selected["classes"],
        users=selected["users"],
        enrollments=selected["enrollments"],
        demographics=selected["demographics"],
        origin=replace(origin, records={table: frame.height for table, frame in selected.items()}),
    )


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


def user_ids(users: pl.DataFrame) -> pl.DataFrame:
    """The ids in `userIds`, `{Type:Id}` each: a row an id, with `type` and `id` in place of the list."""
    each = pl.col("userIds").str.split(",").alias("each")
    parts = pl.col("each").str.strip_chars(" {}").str.split_exact(":", 1).struct.rename_fields(["type", "id"])
    return (
        users.drop_nulls("userIds")
        .with_columns(each)
        .drop("userIds")
        .explode("each")
        .with_columns(parts)
        .unnest("each")
        .with_columns(pl.col("type", "id").str.strip_chars())
        .filter(pl.col("id") != "")
    )


def has_account() -> pl.Expr:
    """Whether a row of users is somebody who is to have an account."""
    return (pl.col("enabledUser") == "true").fill_null(value=False) & pl.col("role").is_in(ACCOUNT_ROLES)


def schools(orgs: pl.DataFrame) -> pl.DataFrame:
    """The schools among organizations: `row`, `sourcedId`, `name` and `code`, the identifier or else the sourcedId."""
    code = pl.coalesce(pl.col("identifier").str.strip_chars().replace("", None), pl.col("sourcedId"))
    return orgs.filter(pl.col("type") == "school").select("row", "sourcedId", "name", code.alias("code"))
