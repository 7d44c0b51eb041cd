"""A spreadsheet damaged a sourcedId."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.digits import without_zeros
from sync.finding import Phrase, findings, together
from sync.roster import Roster, Table

_POWER = r"^\s*\d(?:[.,]\d+)?[Ee]\+\d+\s*$"
_ALMOST_ALL = 0.95


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    return together(_of(table, frame) for table, frame in roster.tables.items())


def _of(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    rounded = frame.filter(pl.col("sourcedId").str.contains(_POWER))
    ids = frame.select("row", "sourcedId", pl.col("sourcedId").alias("number"), pl.lit("").alias("kind"))
    if table == "users":
        ids = ids.with_columns(frame["role"].alias("kind"))
    short = without_zeros(ids, ["kind"], _ALMOST_ALL)
    fewer = Phrase("{0} has fewer digits than the {1} that others have", "number", "usual")
    return together(
        [
            findings(table, rounded, "sourcedId", Phrase("{0} was a longer number", "sourcedId")),
            findings(table, short, "sourcedId", fewer),
        ]
    )


CHECK = Check(
    name="damaged_id",
    severity=Severity.SKIP_RECORD,
    title="A spreadsheet damaged a sourcedId",
    consequence="The record would be taken for a new one, and the true one for one that is gone. It is left "
    "out, and what Keycloak has stays as it is.",
    remedy="Export the set again, and do not open and save it with a spreadsheet.",
    find=_find,
)
