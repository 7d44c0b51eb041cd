"""A sourcedId is longer than OneRoster allows."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import Roster

_LONGEST = 255


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    length = pl.col("sourcedId").str.len_chars()
    return together(
        findings(
            table,
            frame.filter(length > _LONGEST),
            "sourcedId",
            Phrase("the id has {0} characters; {1} are allowed", length, pl.lit(_LONGEST)),
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
