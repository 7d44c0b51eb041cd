"""A spreadsheet put something of its own in place of a name."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import Roster, Table

_COLUMNS: tuple[tuple[Table, str], ...] = (
    ("orgs", "name"),
    ("classes", "title"),
    ("users", "username"),
    ("users", "givenName"),
    ("users", "middleName"),
    ("users", "familyName"),
)
_ERROR = r"^\s*(#(REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|#{3,})\s*$"
_MONTH = "(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_DATE = rf"^\s*(\d{{1,2}}-{_MONTH}|{_MONTH}-\d{{2}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}})\s*$"


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    return together(
        findings(
            table,
            roster.table(table).filter(pl.col(column).str.contains(f"{_ERROR}|{_DATE}")),
            column,
            Phrase("{0} was made by a spreadsheet", column),
        )
        for table, column in _COLUMNS
    )


CHECK = Check(
    name="spreadsheet_damage",
    severity=Severity.WARN,
    title="A spreadsheet put a date or an error in place of a text",
    consequence="Nobody, but the person is asked for a name that is not theirs, and badges and lists show it.",
    remedy="Type the text anew. Do not open and save the export with a spreadsheet.",
    find=_find,
)
