"""Two schools have the same code."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import shared_value
from sync.roster import Roster, schools


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    return shared_value(
        "orgs", "identifier", schools(roster.orgs).select("row", "sourcedId", pl.col("code").alias("value"))
    )


CHECK = Check(
    name="school_code_clash",
    severity=Severity.SKIP_RECORD,
    title="Two schools have the same code",
    consequence="Nobody new at these schools gets an account; whoever has one keeps it as it is.",
    remedy="Give the schools different identifiers; where there is none, the sourcedId is the code.",
    find=_find,
)
