"""A teacher teaches no class."""

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
    teaching = enrolled.filter(pl.col("role") == "teacher")["userSourcedId"].drop_nulls()
    teachers = roster.users.filter(has_account() & (pl.col("role") == "teacher") & pl.col("sourcedId").is_not_null())
    idle = teachers.filter(~pl.col("sourcedId").is_in(teaching.implode()))
    return together([findings("users", idle, "", Phrase("teaches no class"))])


CHECK = Check(
    name="teacher_without_schedule",
    severity=Severity.WARN,
    title="A teacher has no class schedule",
    consequence="The teacher misses the applications that need a schedule, such as Clever, and sees no class on "
    "the desk.",
    remedy="Assign the teacher to a class; give somebody who does not teach another role.",
    find=_find,
    keeps_out=True,
)
