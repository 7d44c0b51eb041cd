"""A file without rows: an export that broke off, never a district without people."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import OPTIONAL_TABLES, Roster


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    header = pl.DataFrame({"row": [1], "sourcedId": [None]}, schema={"row": pl.UInt32, "sourcedId": pl.String})
    return together(
        findings(table, header, "", Phrase("the file has a header and no rows"))
        for table, frame in roster.tables.items()
        if frame.is_empty() and table not in OPTIONAL_TABLES
    )


CHECK = Check(
    name="empty_file",
    severity=Severity.REJECT_SET,
    title="A file has no rows",
    consequence="Nobody: the whole set is refused, and Keycloak stays as it is.",
    remedy="Export the set again; if the file stays empty, look at the filters of the export.",
    find=_find,
)
