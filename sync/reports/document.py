"""The one JSON document of `--json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sync.apply import Outcome
from sync.examine import CheckResult, Verdict
from sync.guard import Breach
from sync.plan import Plan
from sync.reports.plan_report import plan_document
from sync.roster import Origin

Document = dict[str, Any]
_SAMPLES = 100


def source_document(origin: Origin) -> Document:
    """Where a roster came from and how many records of each kind it has."""
    return {
        "path": origin.path,
        "checksum": origin.checksum,
        "system": origin.system,
        "records": dict(origin.records),
        "notes": list(origin.notes),
    }


def findings_document(origin: Origin, verdict: Verdict) -> Document:
    """How many findings there are, and all of them by check."""
    return {
        "rejected": verdict.rejected,
        "counts": {result.check.name: result.findings.height for result in verdict.found},
        "leftOut": {table: rows.len() for table, rows in sorted(verdict.left_out().items())},
        "checks": [_check_document(origin, result) for result in verdict.found],
    }


def outcome_document(outcome: Outcome, seconds: float) -> Document:
    """What became of the rows."""
    return {
        "seconds": round(seconds, 1),
        "secondsByType": {kind: round(taken, 2) for kind, taken in outcome.seconds.items()},
        "counts": {kind: dict(statuses) for kind, statuses in outcome.counts.items()},
        "rejected": dict(Counter(rejection.error for rejection in outcome.rejections)),
        "rejections": [asdict(rejection) for rejection in outcome.rejections[:_SAMPLES]],
    }


def _check_document(origin: Origin, result: CheckResult) -> Document:
    check = result.check
    return {
        "name": check.name,
        "severity": check.severity.value,
        "title": check.title,
        "consequence": check.consequence,
        "remedy": check.remedy,
        "findings": [
            {
                **asdict(origin.place(finding["table"], finding["row"])),
                "sourcedId": finding["sourcedId"],
                "column": finding["column"],
                "what": finding["what"],
            }
            for finding in result.findings.iter_rows(named=True)
        ],
    }


def run_document(origin: Origin, verdict: Verdict, changes: Plan, refused_for: Sequence[Breach] = ()) -> dict[str, Any]:
    """All that is known of a run before it writes."""
    return {
        "source": source_document(origin),
        "findings": findings_document(origin, verdict),
        "plan": plan_document(changes, refused_for),
    }
