"""A file has far fewer records than before."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import Roster

_STILL_USUAL = 0.8
_FEW = 20
_HEADER = pl.DataFrame({"row": [1], "sourcedId": [None]}, schema={"row": pl.UInt32, "sourcedId": pl.String})


def _find(roster: Roster, circumstances: Circumstances) -> pl.DataFrame:
    return together(
        findings(table, _HEADER, "", Phrase("{0} records, and {1} before", pl.lit(frame.height), pl.lit(before)))
        for table, frame in roster.tables.items()
        # A file without rows is the finding of empty_file.
        if (before := circumstances.known.get(table, 0)) > _FEW and 0 < frame.height < before * _STILL_USUAL
    )


CHECK = Check(
    name="file_shrank",
    severity=Severity.WARN,
    title="A file has shrunk",
    consequence="Whoever is missing from it would lose account or classes; the guard refuses a run that would "
    "take them from too many.",
    remedy="Look whether the export was cut short or has a new filter. When a term has just ended nothing "
    "has to be done.",
    find=_find,
    keeps_out=True,
)
