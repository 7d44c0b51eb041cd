"""How many records a roster has, in the words of a registrar."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from sync.reports.campus import campuses
from sync.roster import ACCOUNT_ROLES, Roster, listed

_STUDENT = pl.col("role") == "student"
_STAFF = pl.col("role").is_in(ACCOUNT_ROLES - {"student"})


def records_of(roster: Roster) -> dict[str, int]:
    """Records of the district by kind, the keys being those of `records.` in the languages."""
    students = roster.users.filter(_STUDENT).height
    staff = roster.users.filter(_STAFF).height
    return {
        "schools": len(campuses(roster)),
        "students": students,
        "staff": staff,
        "others": roster.users.height - students - staff,
        "classes": roster.classes.height,
        "enrollments": roster.enrollments.height,
    }


def records_by_campus(roster: Roster) -> dict[str, Mapping[str, int]]:
    """Records of each campus by kind; the campus by sourcedId. Who is at two campuses counts at both."""
    users = roster.users.select("role", listed("orgSourcedIds").list.unique().alias("campus")).explode("campus")
    classes = roster.classes.select("sourcedId", pl.col("schoolSourcedId").alias("campus"))
    enrolled = roster.enrollments.select(pl.col("classSourcedId").alias("sourcedId")).join(
        classes.unique("sourcedId", keep="first"), on="sourcedId", how="inner"
    )
    counts = {
        "students": _by_campus(users.filter(_STUDENT)),
        "staff": _by_campus(users.filter(_STAFF)),
        "classes": _by_campus(classes),
        "enrollments": _by_campus(enrolled),
    }
    return {
        campus.sourced_id: {kind: found.get(campus.sourced_id, 0) for kind, found in counts.items()}
        for campus in campuses(roster)
    }


def _by_campus(records: pl.DataFrame) -> dict[str, int]:
    return dict(records.drop_nulls("campus").group_by("campus").len().iter_rows())
