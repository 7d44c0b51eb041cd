"""Somebody is in a class twice."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.classes import not_ended
from sync.finding import Phrase, findings, sharing, together
from sync.roster import Roster


def _find(roster: Roster, circumstances: Circumstances) -> pl.DataFrame:
    lasting = roster.enrollments.filter(not_ended(circumstances.today))
    # Two rows with one id are the finding of duplicate_id.
    once = lasting.filter(pl.col("sourcedId").is_null() | pl.col("sourcedId").is_first_distinct())
    both = pl.struct("classSourcedId", "userSourcedId")
    named = once.drop_nulls(["classSourcedId", "userSourcedId"])
    again = sharing(named.filter(both.is_duplicated()).select("row", "sourcedId", both.alias("value")))
    what = Phrase("the same person in the same class as in row {0}", "otherRow")
    return together([findings("enrollments", again, "userSourcedId", what)])


CHECK = Check(
    name="enrolled_twice",
    severity=Severity.WARN,
    title="Somebody is in a class twice",
    consequence="Nobody here; the person may be twice in the lists of an application.",
    remedy="Delete one of the two enrollments.",
    find=_find,
)
