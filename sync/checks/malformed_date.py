"""A date is not one of the form YYYY-MM-DD."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import Roster, Table

_COLUMNS: tuple[tuple[Table, str, Phrase], ...] = (
    ("academicSessions", "startDate", Phrase("{0} is not a date such as 2026-08-12", "startDate")),
    ("academicSessions", "endDate", Phrase("{0} is not a date such as 2026-08-12", "endDate")),
    ("enrollments", "endDate", Phrase("{0} is not a date such as 2026-08-12", "endDate")),
    # Reports go from hand to hand, and a birth date is what a pupil claims an account with.
    ("demographics", "birthDate", Phrase("the birth date is not a date such as 2015-08-12")),
)


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    return together(
        findings(
            table,
            roster.table(table).filter(
                pl.col(column).is_not_null() & pl.col(column).str.to_date("%Y-%m-%d", strict=False).is_null()
            ),
            column,
            phrase,
        )
        for table, column, phrase in _COLUMNS
    )


CHECK = Check(
    name="malformed_date",
    severity=Severity.SKIP_RECORD,
    title="A date cannot be read",
    consequence="Classes of the term, or the enrollment, stay as Keycloak has them; a birth date is not used.",
    remedy="Export dates in the form YYYY-MM-DD.",
    find=_find,
)
