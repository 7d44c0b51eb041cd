"""A student is years too young or too old for the grade."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import Roster, has_account, listed

_AGES = {"IT": 1, "PR": 3, "PK": 4, "TK": 4, "KG": 5, **{f"{grade:02d}": grade + 5 for grade in range(1, 14)}}
"""Age, in whole calendar years, in the fall of the school year."""
_EARLIER = 3
_LATER = 3
_OLDEST_IN_LAST_GRADES = 22
"""Students with a right to special education may stay until they are 22."""
_OLDEST_STUDENT = 24
_OLDEST = 100
_FIRST_MONTH = 7


def _find(roster: Roster, circumstances: Circumstances) -> pl.DataFrame:
    today = circumstances.today
    fall = today.year if today.month >= _FIRST_MONTH else today.year - 1
    born = pl.col("birthDate").str.to_date("%Y-%m-%d", strict=False)
    demographics = roster.demographics.unique("sourcedId", keep="first", maintain_order=True).select(
        "sourcedId",
        pl.col("row").alias("bornRow"),
        pl.when((born <= today) & (born.dt.year() >= today.year - _OLDEST)).then(fall - born.dt.year()).alias("age"),
    )
    students = roster.users.filter(has_account() & (pl.col("role") == "student")).select(
        "row", "sourcedId", listed("grades").list.first().alias("grade")
    )
    usual = pl.col("grade").replace_strict(_AGES, default=None, return_dtype=pl.Int32)
    latest = pl.when(usual >= _AGES["12"]).then(_OLDEST_IN_LAST_GRADES).otherwise(usual + _LATER)
    odd = students.join(demographics, on="sourcedId", how="inner", maintain_order="left").filter(
        (pl.col("age") < usual - _EARLIER) | (pl.col("age") > latest)
    )
    # Nobody that old is a student: it is the birth date that is wrong, and not the grade.
    no_student = pl.col("age") > _OLDEST_STUDENT
    of_birth = odd.filter(no_student).with_columns(pl.col("bornRow").alias("row"))
    misborn = Phrase("the birth date does not fit grade {0}", "grade")
    misplaced = Phrase("grade {0} does not fit the birth date", "grade")
    return together(
        [
            findings("users", odd.filter(~no_student), "grades", misplaced),
            findings("demographics", of_birth, "birthDate", misborn),
        ]
    )


CHECK = Check(
    name="grade_contradicts_birth_date",
    severity=Severity.WARN,
    title="A grade and a birth date do not fit",
    consequence="A student in the wrong grade sees the applications of that grade, and signs in with a badge "
    "where others do not, or the other way round.",
    remedy="Correct the grade or the birth date.",
    find=_find,
    keeps_out=True,
)
