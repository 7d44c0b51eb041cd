"""A student is in no class."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.classes import enrolled_now
from sync.finding import Phrase, findings, together
from sync.roster import Roster, has_account


def _find(roster: Roster, circumstances: Circumstances) -> pl.DataFrame:
    enrolled = enrolled_now(roster, circumstances.today)
    if enrolled.is_empty():  # school is out
        return together([])
    students = roster.users.filter(has_account() & (pl.col("role") == "student") & pl.col("sourcedId").is_not_null())
    without = students.filter(~pl.col("sourcedId").is_in(enrolled["userSourcedId"].drop_nulls().implode()))
    return together([findings("users", without, "", Phrase("is in no class"))])


CHECK = Check(
    name="pupil_without_class",
    severity=Severity.WARN,
    title="A student is in no class",
    consequence="The student misses the applications that need a schedule, and no teacher can print a badge.",
    remedy="Enroll the student in a class, or end the enrollment at the school if the student has left.",
    find=_find,
    keeps_out=True,
)
