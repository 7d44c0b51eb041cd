"""Somebody is in a class twice."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.classes import not_ended
from sync.finding import Phrase, findings, sharing, together
from sync.roster import Roster


def _find(roster: Roster, circumstances: Circumstances) -> pl.DataFrame:
    both = ["classSourcedId", "userSourcedId"]
    lasting = not_ended(circumstances.today) & pl.all_horizontal(pl.col(both).is_not_null())
    # Groups of millions of pairs take a gigabyte, those of their hashes little; what shares a hash is looked at itself.
    hashes = roster.enrollments.filter(lasting).select(
        "row", (pl.col(both[0]).hash(1) ^ pl.col(both[1]).hash(2)).alias("hash")
    )
    alike = roster.enrollments.filter(
        pl.col("row").is_in(hashes.filter(pl.col("hash").is_duplicated())["row"].implode())
    )
    twice = alike.group_by(both).agg(pl.len().alias("times")).filter(pl.col("times") > 1)
    rows = alike.join(twice, on=both, how="semi", maintain_order="left")
    # Two rows with one id are the finding of duplicate_id.
    once = rows.filter(pl.col("sourcedId").is_null() | pl.col("sourcedId").is_first_distinct())
    again = sharing(once.select("row", "sourcedId", pl.struct(both).alias("value")))
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
