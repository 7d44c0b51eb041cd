"""A name begins or ends with white space."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import Roster

_COLUMNS = ("givenName", "middleName", "familyName")


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    return together(
        findings(
            "users",
            roster.users.filter(pl.col(column).str.contains(r"^\s+\S|\S\s+$")),
            column,
            Phrase("white space around {0}", pl.col(column).str.strip_chars()),
        )
        for column in _COLUMNS
    )


CHECK = Check(
    name="surrounding_space",
    severity=Severity.WARN,
    title="A name has white space around it",
    consequence="Nobody: the name is used without it. Other systems may take the person for somebody else.",
    remedy="Remove the spaces before and after the name.",
    find=_find,
)
