"""Something ends before it begins."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import Roster, Table

_COLUMNS: tuple[tuple[Table, str, str], ...] = (
    ("academicSessions", "startDate", "endDate"),
    ("enrollments", "beginDate", "endDate"),
)


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    return together(
        findings(
            table,
            roster.table(table).filter(
                pl.col(end).str.to_date("%Y-%m-%d", strict=False) < pl.col(begin).str.to_date("%Y-%m-%d", strict=False)
            ),
            end,
            Phrase("begins on {0}, but ends on {1}", begin, end),
        )
        for table, begin, end in _COLUMNS
    )


CHECK = Check(
    name="reversed_dates",
    severity=Severity.SKIP_RECORD,
    title="A term or an enrollment ends before it begins",
    consequence="Classes of the term, or the enrollment, stay as Keycloak has them; new ones are not taken over.",
    remedy="Correct the two dates.",
    find=_find,
)
