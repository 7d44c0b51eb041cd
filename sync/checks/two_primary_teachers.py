"""A class has more than one primary teacher."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.classes import not_ended
from sync.finding import Phrase, findings, sharing, together
from sync.roster import Roster


def _find(roster: Roster, circumstances: Circumstances) -> pl.DataFrame:
    primary = (
        roster.enrollments.filter((pl.col("role") == "teacher") & (pl.col("primary") == "true"))
        .filter(not_ended(circumstances.today) & pl.col("userSourcedId").is_not_null())
        .unique(["classSourcedId", "userSourcedId"], keep="first", maintain_order=True)
    )
    others = sharing(primary.select("row", "sourcedId", pl.col("classSourcedId").alias("value")))
    what = Phrase("the class {0} has another primary teacher, in row {1}", "value", "otherRow")
    return together([findings("enrollments", others, "primary", what)])


CHECK = Check(
    name="two_primary_teachers",
    severity=Severity.WARN,
    title="A class has two primary teachers",
    consequence="Nobody here; Clever refuses or changes such a class.",
    remedy="Leave one of them primary, and mark the others as not primary.",
    find=_find,
)
