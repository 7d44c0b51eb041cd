"""A text that no database takes: too long, or with control characters."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import Roster, Table

_LONGEST = 255
_COLUMNS: tuple[tuple[Table, str], ...] = (
    ("orgs", "name"),
    ("classes", "title"),
    ("users", "username"),
    ("users", "givenName"),
    ("users", "familyName"),
    ("users", "email"),
    ("users", "employeeType"),
)


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    return together(_of(roster.table(table), table, column) for table, column in _COLUMNS)


def _of(frame: pl.DataFrame, table: Table, column: str) -> pl.DataFrame:
    text = pl.col(column).str.strip_chars()
    length = text.str.len_chars()
    long = length > _LONGEST
    too_long = Phrase("the text has {0} characters; {1} are allowed", length, pl.lit(_LONGEST))
    control = Phrase("the text has a control character")
    return together(
        [
            findings(table, frame.filter(long), column, too_long),
            findings(table, frame.filter(~long & text.str.contains(r"\p{Cc}")), column, control),
        ]
    )


CHECK = Check(
    name="unstorable_text",
    severity=Severity.SKIP_RECORD,
    title="A text is too long or has control characters",
    consequence="The record, and what depends on it, is not taken over; what Keycloak has of it stays as it is.",
    remedy="Type the text anew; text that was pasted may have characters that are not to be seen.",
    find=_find,
)
