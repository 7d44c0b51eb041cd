"""A student is in a grade that does not exist."""

from __future__ import annotations

import polars as pl

from settings.grades import GRADES
from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import Roster, has_account, listed


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    grades = roster.users.filter(has_account()).select("row", "sourcedId", listed("grades").alias("grade"))
    unknown = grades.explode("grade").drop_nulls("grade").filter(~pl.col("grade").is_in(GRADES))
    return together([findings("users", unknown, "grades", Phrase("{0} is not a grade", "grade"))])


CHECK = Check(
    name="unknown_grade",
    severity=Severity.SKIP_RECORD,
    title="A grade does not exist",
    consequence="A new student gets no account, because badges and applications go by grade; "
    "somebody who has an account stays in the grade before.",
    remedy="Export grades in the codes of CEDS: " + ", ".join(GRADES) + ".",
    find=_find,
)
