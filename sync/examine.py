"""Runs the checks over a roster and says what of it may be used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.roster import Roster, Table


@dataclass(frozen=True)
class CheckResult:
    """What one check found.

    Attributes:
        check: the check.
        findings: a frame of the columns in `sync.finding.FINDINGS`; may be empty.
    """

    check: Check
    findings: pl.DataFrame


@dataclass(frozen=True)
class Verdict:
    """What all checks found.

    Attributes:
        results: of every check, those without findings too, in the order of the checks.
    """

    results: tuple[CheckResult, ...]

    @property
    def rejected(self) -> bool:
        """Whether the set as a whole is unfit."""
        return bool(self.rejecting)

    @property
    def rejecting(self) -> tuple[CheckResult, ...]:
        """The results for which the set is unfit."""
        return tuple(result for result in self.found if result.check.severity is Severity.REJECT_SET)

    @property
    def found(self) -> tuple[CheckResult, ...]:
        """The results with findings."""
        return tuple(result for result in self.results if not result.findings.is_empty())

    def left_out(self) -> Mapping[Table, pl.Series]:
        """The rows that are not used, by table."""
        skipping = [r.findings for r in self.results if r.check.severity is Severity.SKIP_RECORD]
        if not skipping:
            return {}
        rows = pl.concat(skipping).select("table", pl.col("leavesOut").alias("row")).explode("row").unique()
        return {table: frame["row"] for (table,), frame in rows.partition_by("table", as_dict=True).items()}


def examine(roster: Roster, checks: Iterable[Check], circumstances: Circumstances) -> Verdict:
    """Run checks over a roster."""
    return Verdict(tuple(CheckResult(check, check.find(roster, circumstances)) for check in checks))
