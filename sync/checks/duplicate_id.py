"""Two records of one kind have the same sourcedId."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import Roster, Table


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    return together(_of(table, frame) for table, frame in roster.tables.items())


def _of(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Of records that are wholly alike the first one is good; of others nobody can tell which is."""
    groups = (
        frame.drop_nulls("sourcedId")
        .filter(pl.col("sourcedId").is_duplicated())
        .group_by("sourcedId", maintain_order=True)
        .agg("row", pl.struct(pl.exclude("row", "sourcedId")).n_unique().alias("versions"))
    )
    later = groups.with_columns(
        pl.col("row").list.first().alias("otherRow"), pl.col("row").alias("rows"), pl.col("row").list.slice(1)
    ).explode("row")
    alike = pl.col("versions") == 1
    same = Phrase("the same record as in row {0}", "otherRow")
    other = Phrase("another record has this id, in row {0}", "otherRow")
    elsewhere = Phrase("a record of another campus has this id")
    return together(
        [
            findings(table, later.filter(alike), "sourcedId", same),
            findings(table, later.filter(~alike), "sourcedId", other, pl.col("rows"), elsewhere=elsewhere),
        ]
    )


CHECK = Check(
    name="duplicate_id",
    severity=Severity.SKIP_RECORD,
    title="Two records have the same sourcedId",
    consequence="New people among them get no account; what Keycloak has of the others stays as it is. "
    "Of records that are alike in everything the first is used.",
    remedy="Find out which record is right, and delete the other or give it an id of its own.",
    find=_find,
)
