"""How many findings there are, and were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import polars as pl

from sync.examine import Verdict
from sync.reports.campus import campuses
from sync.reports.lines import lines_by_campus, lines_of
from sync.roster import Roster

Counts = Mapping[str, int]
"""Findings by the name of the check."""


class PastRun(Protocol):
    """What is kept of a run; `sync.records.RunRecord` is one."""

    @property
    def started(self) -> datetime:
        """When it was, with its time zone."""

    @property
    def source(self) -> Mapping[str, object]:
        """What was read; empty if nothing could be."""

    @property
    def findings(self) -> Counts:
        """What was found."""

    @property
    def campuses(self) -> Mapping[str, Counts]:
        """The same by school code; schools without findings may be missing."""


@dataclass(frozen=True)
class PastCounts:
    """What was found some time ago.

    Attributes:
        when: the time, with its time zone.
        findings: in the district as a whole.
        campuses: by school code; empty if it is not known.
    """

    when: datetime
    findings: Counts
    campuses: Mapping[str, Counts] = field(default_factory=dict)

    def of(self, campus: str) -> Counts | None:
        """What was found at one campus; None if it is not known."""
        return self.campuses.get(campus, {}) if self.campuses else None


@dataclass(frozen=True)
class Trend:
    """How the findings of a district or of one campus have changed.

    Attributes:
        now: findings by check.
        past: when, and findings by check then; the newest first.
    """

    now: Counts
    past: Sequence[tuple[datetime, Counts]]

    @property
    def total(self) -> int:
        """All findings."""
        return sum(self.now.values())

    @property
    def last(self) -> int | None:
        """All findings of the last time; None if there was none."""
        return sum(self.past[0][1].values()) if self.past else None

    def before(self, check: str) -> int | None:
        """Findings of a check the last time; None if there was none."""
        return self.past[0][1].get(check, 0) if self.past else None

    def mended(self) -> list[str]:
        """Checks that found something the last time and find nothing now."""
        return [
            check for check, count in (self.past[0][1] if self.past else {}).items() if count and check not in self.now
        ]


def counted(lines: pl.DataFrame) -> dict[str, int]:
    """How many lines each check has, in the order of the lines."""
    return dict(lines.group_by("check", maintain_order=True).len().iter_rows())


def findings_by_campus(roster: Roster, verdict: Verdict) -> dict[str, dict[str, int]]:
    """How many lines each check has at each campus, by its code."""
    lines = lines_by_campus(roster, lines_of(roster, verdict))
    return {
        campus.code: counted(lines[campus.sourced_id]) if campus.sourced_id in lines else {}
        for campus in campuses(roster)
    }


def past_counts(runs: Sequence[PastRun]) -> list[PastCounts]:
    """What past runs found, of those that could read their source."""
    return [PastCounts(run.started, run.findings, run.campuses) for run in runs if run.source]
