"""A name begins or ends with white space."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.finding import Phrase, matching
from sync.roster import Table

_COLUMNS: tuple[tuple[Table, str], ...] = (("users", "givenName"), ("users", "middleName"), ("users", "familyName"))

CHECK = Check(
    name="surrounding_space",
    severity=Severity.WARN,
    title="A name has white space around it",
    consequence="Nobody: the name is used without it. Other systems may take the person for somebody else.",
    remedy="Remove the spaces before and after the name.",
    find=matching(
        _COLUMNS, r"^\s+\S|\S\s+$", lambda column: Phrase("white space around {0}", pl.col(column).str.strip_chars())
    ),
)
