"""A term is not within its school year."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import Roster

# Summer schools before and after a year belong to it.
_OPENS = pl.date(pl.col("year") - 1, 6, 1)
_CLOSES = pl.date(pl.col("year"), 8, 31)


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    sessions = roster.academic_sessions.with_columns(
        pl.col("startDate").str.to_date("%Y-%m-%d", strict=False).alias("start"),
        pl.col("endDate").str.to_date("%Y-%m-%d", strict=False).alias("end"),
        pl.col("schoolYear").str.strip_chars().cast(pl.Int32, strict=False).alias("year"),
    )
    around = sessions.unique("sourcedId", keep="first", maintain_order=True).select(
        pl.col("sourcedId").alias("parentSourcedId"), pl.col("start").alias("opens"), pl.col("end").alias("closes")
    )
    within = sessions.filter(pl.col("start") <= pl.col("end")).join(
        around, on="parentSourcedId", how="left", maintain_order="left"
    )
    within = within.with_columns(pl.coalesce("opens", _OPENS), pl.coalesce("closes", _CLOSES))
    outside = within.filter((pl.col("start") < pl.col("opens")) | (pl.col("end") > pl.col("closes")))
    what = Phrase("lasts from {0} to {1}, which is not within {2} to {3}", "startDate", "endDate", "opens", "closes")
    return together([findings("academicSessions", outside, "endDate", what)])


CHECK = Check(
    name="term_outside_school_year",
    severity=Severity.WARN,
    title="A term is not within its school year",
    consequence="Nobody today. Classes of the term end on the wrong day, and with them what people may open "
    "because of them.",
    remedy="Correct the dates of the term, or the school year that it is part of.",
    find=_find,
)
