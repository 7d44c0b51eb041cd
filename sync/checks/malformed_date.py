"""A date is not one of the form YYYY-MM-DD."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.finding import findings, together
from sync.roster import Roster, Table

_COLUMNS: tuple[tuple[Table, str], ...] = (
    ("academicSessions", "startDate"),
    ("academicSessions", "endDate"),
    ("enrollments", "endDate"),
    ("demographics", "birthDate"),
)


def _find(roster: Roster) -> pl.DataFrame:
    return together(
        findings(
            table,
            roster.table(table).filter(
                pl.col(column).is_not_null() & pl.col(column).str.to_date("%Y-%m-%d", strict=False).is_null()
            ),
            column,
            pl.format("{} is not a date such as 2026-08-12", column),
        )
        for table, column in _COLUMNS
    )


CHECK = Check(
    name="malformed_date",
    severity=Severity.SKIP_RECORD,
    title="A date cannot be read",
    consequence="Classes of the term, or the enrollment, stay as Keycloak has them; a birth date is not used.",
    remedy="Export dates in the form YYYY-MM-DD.",
    find=_find,
)
