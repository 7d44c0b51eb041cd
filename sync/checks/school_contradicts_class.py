"""An enrollment names another school than its class does."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import Roster


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    known = roster.orgs["sourcedId"].drop_nulls().implode()
    classes = roster.classes.drop_nulls("sourcedId").unique("sourcedId", keep="first", maintain_order=True)
    # Of millions of rows one column is looked up: a join would copy all.
    school = pl.col("classSourcedId").replace_strict(
        classes["sourcedId"], classes["schoolSourcedId"], default=None, return_dtype=pl.String
    )
    contradicting = roster.enrollments.with_columns(school.alias("school")).filter(
        pl.col("school").is_in(known) & (pl.col("schoolSourcedId") != pl.col("school"))
    )
    what = Phrase("the enrollment says {0}, the class is at {1}", "schoolSourcedId", "school")
    return together([findings("enrollments", contradicting, "schoolSourcedId", what)])


CHECK = Check(
    name="school_contradicts_class",
    severity=Severity.WARN,
    title="An enrollment names another school than its class",
    consequence="Nobody: the school of the class counts. An application that goes by the enrollment may show "
    "the person at the wrong school.",
    remedy="Correct the school of the enrollment, or move the class.",
    find=_find,
)
