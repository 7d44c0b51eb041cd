"""A spreadsheet wrote a long number as a power of ten."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.finding import Phrase, matching
from sync.roster import Table

_COLUMNS: tuple[tuple[Table, str], ...] = (
    ("orgs", "identifier"),
    ("classes", "classCode"),
    ("users", "username"),
    ("users", "identifier"),
    ("users", "userIds"),
)
_POWER = r"(?:^|:)\s*(\d(?:[.,]\d+)?[Ee]\+\d+)\s*(?:$|\})"

CHECK = Check(
    name="scientific_notation",
    severity=Severity.WARN,
    title="A number was rounded to a power of ten",
    consequence="Nobody here. Applications that go by the number find nobody, or somebody else.",
    remedy="Enter the whole number again. Do not open and save the export with a spreadsheet.",
    find=matching(
        _COLUMNS, _POWER, lambda column: Phrase("{0} was a longer number", pl.col(column).str.extract(_POWER))
    ),
)
