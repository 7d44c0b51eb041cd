"""A column that is either true or false says something else."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import Roster, Table

_COLUMNS: tuple[tuple[Table, str], ...] = (("users", "enabledUser"), ("users", "specialEd"), ("enrollments", "primary"))


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    return together(
        findings(
            table,
            roster.table(table).filter(~pl.col(column).is_in(["true", "false"])),
            column,
            Phrase("{0} is neither true nor false", column),
        )
        for table, column in _COLUMNS
    )


CHECK = Check(
    name="unknown_enumeration_value",
    severity=Severity.SKIP_RECORD,
    title="A value is neither true nor false",
    consequence="A new person gets no account; nothing changes for somebody who has one.",
    remedy="Write true or false, in small letters.",
    find=_find,
)
