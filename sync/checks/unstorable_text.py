"""A text that no database takes: too long, or with control characters."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.finding import findings, together
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


def _find(roster: Roster) -> pl.DataFrame:
    return together(_of(roster.table(table), table, column) for table, column in _COLUMNS)


def _of(frame: pl.DataFrame, table: Table, column: str) -> pl.DataFrame:
    text = pl.col(column).str.strip_chars()
    length = text.str.len_chars()
    what = (
        pl.when(length > _LONGEST)
        .then(pl.format("the text has {} characters; {} are allowed", length, _LONGEST))
        .otherwise(pl.lit("the text has a control character"))
    )
    broken = frame.filter((length > _LONGEST) | text.str.contains(r"\p{Cc}"))
    return findings(table, broken, column, what)


CHECK = Check(
    name="unstorable_text",
    severity=Severity.SKIP_RECORD,
    title="A text is too long or has control characters",
    consequence="The record, and what depends on it, is not taken over; what Keycloak has of it stays as it is.",
    remedy="Type the text anew; text that was pasted may have characters that are not to be seen.",
    find=_find,
)
