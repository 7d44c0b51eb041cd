"""A text would be run by a spreadsheet."""

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
    ("users", "email"),
    ("users", "identifier"),
)


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    return together(
        findings(
            table,
            roster.table(table).filter(pl.col(column).str.contains(r"^\s*[=+@-]\s*\S")),
            column,
            Phrase("{0} begins like a formula", column),
        )
        for table, column in _COLUMNS
    )


CHECK = Check(
    name="formula",
    severity=Severity.WARN,
    title="A text is a formula to a spreadsheet",
    consequence="Nobody. Whoever opens a list with it in a spreadsheet may run what somebody else wrote.",
    remedy="Type the text anew, and ask how it came there: it may be an attempt at an attack.",
    find=_find,
)
