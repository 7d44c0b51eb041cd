"""A sourcedId is longer than OneRoster allows."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.finding import findings, together
from sync.roster import Roster

_LONGEST = 255


def _find(roster: Roster) -> pl.DataFrame:
    length = pl.col("sourcedId").str.len_chars()
    return together(
        findings(
            table,
            frame.filter(length > _LONGEST),
            "sourcedId",
            pl.format("the id has {} characters; {} are allowed", length, _LONGEST),
        )
        for table, frame in roster.tables.items()
    )


CHECK = Check(
    name="overlong_id",
    severity=Severity.SKIP_RECORD,
    title="A sourcedId is too long",
    consequence="The record, and what depends on it, is not taken over.",
    remedy="Ask the vendor of the student information system for ids of at most 255 characters.",
    find=_find,
)
