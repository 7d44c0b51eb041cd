"""What is written down of a run, from the values that it went through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import polars as pl

from sync import apply
from sync.approval import Approval
from sync.errors import (
    GuardError,
    InterruptedRunError,
    OutboundRefusedError,
    PlanRefusedError,
    RejectedSetError,
    RowsRejectedError,
    SourceError,
)
from sync.examine import Verdict
from sync.outbound.sending import Sent
from sync.plan import Plan
from sync.records.record import Outcome, PersonChange, RunRecord
from sync.reports.counts import findings_by_campus
from sync.roster import Roster

_WRITING = "the run began to write; if it does so no more, it was killed, and the next run writes the rest"
_FIRST = 100
"""So many people who wait are named in a record."""


def outcome_of(plan: Plan | None, error: BaseException | None) -> Outcome:
    """How a run ended, from its plan and from what went wrong."""
    match error:
        case None:
            return "done" if plan is not None and plan.rows else "nothing"
        case RowsRejectedError() | OutboundRefusedError():
            return "done"
        case SourceError() | RejectedSetError():
            return "rejected"
        case GuardError():
            return "refused"
        case InterruptedRunError() | KeyboardInterrupt():
            return "interrupted"
    return "failed"


def with_source(record: RunRecord, roster: Roster, verdict: Verdict) -> RunRecord:
    """The record with what was read, and what was found in it."""
    return replace(
        record,
        source={
            "path": roster.origin.path,
            "checksum": roster.origin.checksum,
            "system": roster.origin.system,
            "records": dict(roster.origin.records),
        },
        findings={result.check.name: result.findings.height for result in verdict.found},
        campuses=findings_by_campus(roster, verdict),
    )


def begun(record: RunRecord, plan: Plan, approval: Approval | None) -> RunRecord:
    """The record of a run that begins to write: all that is ever known of it if it is killed."""
    people = pl.concat([plan.people.puts["sourcedId"], plan.people.removals["sourcedId"]])
    return recorded(
        record,
        outcome="interrupted",
        seconds=0.0,
        plan=plan,
        approval=approval,
        outcome_of_rows=None,
        sent=(),
        error=InterruptedRunError(_WRITING),
        changes=[PersonChange(person, "planned") for person in people],
    )


def recorded(
    record: RunRecord,
    *,
    outcome: Outcome,
    seconds: float,
    plan: Plan | None,
    approval: Approval | None,
    outcome_of_rows: apply.Outcome | None,
    sent: Sequence[Sent],
    error: BaseException | None,
    changes: Sequence[PersonChange],
) -> RunRecord:
    """The record, which has the source by now, with all else that is known at the end."""
    return replace(
        record,
        ended=datetime.now(UTC),
        seconds=seconds,
        outcome=outcome,
        message="" if error is None else (str(error) or type(error).__name__),
        plan={} if plan is None else _plan(plan, error),
        approval={} if approval is None else approval.as_json(),
        counts={} if outcome_of_rows is None else outcome_of_rows.counts,
        rejections={}
        if outcome_of_rows is None
        else dict(Counter(rejection.error for rejection in outcome_of_rows.rejections)),
        outbound=tuple(done.as_json() for done in sent),
        people_changed=len(changes),
        changes=changes,
    )


def _plan(plan: Plan, error: BaseException | None) -> dict[str, object]:
    told: dict[str, object] = {"id": plan.id, "rows": plan.rows, "counts": plan.counts(), "changes": plan.changes()}
    for name, people in (("waiting", plan.waiting), ("keptNames", plan.kept)):
        if not people.is_empty():
            told[name] = {"people": people.height, "first": people.head(_FIRST).to_dicts()}
    if isinstance(error, PlanRefusedError):
        told["breaches"] = [breach.as_json() for breach in error.breaches]
    return told
