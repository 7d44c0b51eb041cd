"""A file has far fewer records than before."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.classes import current_classes, current_enrollments
from sync.finding import Phrase, findings, together
from sync.roster import Roster, Table, has_account

_STILL_USUAL = 0.8
_FEW = 20


def _find(roster: Roster, circumstances: Circumstances) -> pl.DataFrame:
    if not circumstances.known:
        return together([])
    classes = current_classes(roster, circumstances.today)
    now: dict[Table, int] = {
        "users": roster.users.filter(has_account()).height,
        "classes": classes.height,
        "enrollments": current_enrollments(roster, classes, circumstances.today).height,
    }
    return together(
        findings(table, _HEADER, "", Phrase("{0} records, and {1} before", pl.lit(now[table]), pl.lit(before)))
        for table, before in circumstances.known.items()
        if table in now and before > _FEW and now[table] < before * _STILL_USUAL
    )


_HEADER = pl.DataFrame({"row": [1], "sourcedId": [None]}, schema={"row": pl.UInt32, "sourcedId": pl.String})


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
