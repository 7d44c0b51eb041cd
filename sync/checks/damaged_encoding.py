"""A text was read in another encoding than it was written in."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import Roster, Table

_NAMES: tuple[tuple[Table, str], ...] = (("users", "givenName"), ("users", "middleName"), ("users", "familyName"))
_TITLES: tuple[tuple[Table, str], ...] = (("orgs", "name"), ("classes", "title"))
_CONTINUES = "\u0080-\u00bf" + bytes(range(0x80, 0xA0)).decode("cp1252", errors="ignore")
# UTF-8 that was read as Windows-1252, as Mac Roman and as an old code page; a lost letter; an HTML entity.
_DAMAGED = rf"[ÂÃÄÅ][{_CONTINUES}]|â€|√|[├┬]|\x{{FFFD}}|&(#\d+|#x[0-9A-Fa-f]+|[a-zA-Z]+\d*);"
# Titles may ask questions, and a spreadsheet's #NAME? is a finding of spreadsheet_damage.
_IN_NAME = rf"{_DAMAGED}|^[^#]*\?"


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    places = [(place, _IN_NAME) for place in _NAMES] + [(place, _DAMAGED) for place in _TITLES]
    return together(
        findings(
            table,
            roster.table(table).filter(pl.col(column).str.contains(damaged)),
            column,
            Phrase("the letters of {0} are damaged", column),
        )
        for (table, column), damaged in places
    )


CHECK = Check(
    name="damaged_encoding",
    severity=Severity.WARN,
    title="A name has damaged letters",
    consequence="Nobody, but the person is asked for a name that nobody would type, and badges and lists show it.",
    remedy="Type the name anew in the student information system. If many are damaged, ask for an export in UTF-8.",
    find=_find,
)
