"""Which records can be used, and which are left as Keycloak has them.

A record that a check leaves out is not a record that has gone: it is *held*, and so is everything that depends on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from sync.roster import Roster, Table, listed


def with_standing(roster: Roster, left_out: Mapping[Table, pl.Series]) -> Roster:
    """The roster with one more column in each table, `held`, a boolean.

    Args:
        roster: as read.
        left_out: rows that checks leave out, by table.
    """

    def marked(table: Table) -> pl.DataFrame:
        rows = left_out.get(table, pl.Series(dtype=pl.UInt32))
        return roster.table(table).with_columns(pl.col("row").is_in(rows.implode()).alias("held"))

    sessions, orgs, courses = marked("academicSessions"), marked("orgs"), marked("courses")
    classes = _held_by(marked("classes"), "termSourcedIds", sessions)
    classes = _held_by(classes, "schoolSourcedId", orgs)
    classes = _held_by(classes, "courseSourcedId", courses)
    users = _held_by(marked("users"), "orgSourcedIds", orgs)
    enrollments = _held_by(_held_by(marked("enrollments"), "classSourcedId", classes), "userSourcedId", users)
    return replace(
        roster,
        academic_sessions=sessions,
        orgs=orgs,
        courses=courses,
        classes=classes,
        users=users,
        enrollments=enrollments,
    )


def held_ids(records: pl.DataFrame) -> pl.Series:
    """The sourcedIds of records that are held; of records wholly alike one is held and the other is not."""
    usable = records.filter(~pl.col("held"))["sourcedId"]
    held = records.filter(pl.col("held"))["sourcedId"].drop_nulls()
    return held.filter(~held.is_in(usable.implode()))


def _held_by(records: pl.DataFrame, column: str, targets: pl.DataFrame) -> pl.DataFrame:
    """Hold the records that refer in `column`, an id or a list of them, to one that is held."""
    held = held_ids(targets)
    if held.is_empty():
        return records
    refers = records.select("row", listed(column).alias("id")).explode("id")
    rows = refers.filter(pl.col("id").is_in(held.implode()))["row"]
    return records.with_columns(pl.col("held") | pl.col("row").is_in(rows.implode()))
