"""The registrar's report as a value: a page for the district and one for each campus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from settings import District
from sync.check import Check, Severity
from sync.examine import Verdict
from sync.reports.campus import Campus, campuses
from sync.reports.counts import PastCounts, Trend, counted
from sync.reports.lines import lines_by_campus, lines_of
from sync.reports.records import records_by_campus, records_of
from sync.roster import Roster

EFFECTS = (*(severity.value for severity in (Severity.REJECT_SET, Severity.SKIP_RECORD)), "keeps-out", "warn")
"""What becomes of a record with a finding, the most harmful first."""


@dataclass(frozen=True)
class Page:
    """What is told of one campus, or of the district.

    Attributes:
        campus: which; None for the district.
        records: how many records of each kind there are.
        lines: the findings, see `sync.reports.lines.LINES`.
        trend: how many there are by check, and were.
    """

    campus: Campus | None
    records: Mapping[str, int]
    lines: pl.DataFrame
    trend: Trend

    @property
    def slug(self) -> str:
        """What its files are named by."""
        return f"campus-{self.campus.slug}" if self.campus else "district"


@dataclass(frozen=True)
class Report:
    """The whole report.

    Attributes:
        district: whose it is.
        made: when, in the district's time zone.
        system: where the roster came from; empty if the source does not say.
        rejected: whether the set cannot be used.
        checks: those that found something, or did the last time, by name; the most harmful first.
        whole: the page of the district.
        campuses: the pages of the campuses, by code.
    """

    district: District
    made: datetime
    system: str
    rejected: bool
    checks: Mapping[str, Check]
    whole: Page
    campuses: tuple[Page, ...]

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages, the district's first."""
        return (self.whole, *self.campuses)


def effect(check: Check) -> str:
    """What becomes of a record with a finding of a check, one of `EFFECTS`."""
    return "keeps-out" if check.keeps_out and check.severity is Severity.WARN else check.severity.value


def report_of(
    district: District, roster: Roster, verdict: Verdict, made: datetime, past: Sequence[PastCounts] = ()
) -> Report:
    """Make the report.

    Args:
        district: whose it is.
        roster: as read.
        verdict: what the checks found in it.
        made: now, in the district's time zone.
        past: what was found before, the newest first.
    """
    lines = lines_of(roster, verdict)
    by_campus = lines_by_campus(roster, lines)
    records = records_by_campus(roster)
    pages = tuple(
        _campus_page(campus, records, by_campus.get(campus.sourced_id, lines.clear()), past)
        for campus in campuses(roster)
    )
    return Report(
        district=district,
        made=made,
        system=roster.origin.system,
        rejected=verdict.rejected,
        checks={result.check.name: result.check for result in verdict.results},
        whole=Page(None, records_of(roster), lines, Trend(counted(lines), [(run.when, run.findings) for run in past])),
        campuses=pages,
    )


def _campus_page(
    campus: Campus, records: Mapping[str, Mapping[str, int]], lines: pl.DataFrame, past: Sequence[PastCounts]
) -> Page:
    known = [(run.when, counts) for run in past if (counts := run.of(campus.code)) is not None]
    return Page(campus, records[campus.sourced_id], lines, Trend(counted(lines), known))
