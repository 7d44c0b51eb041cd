"""How the roster sync and the realm fare: what the district page says, from the records of runs and of the watch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

Health = Literal["good", "late", "refused", "rejected", "failed", "interrupted", "unknown"]
_GOOD = frozenset({"done", "nothing"})
_OUTCOMES: Mapping[str, Health] = {
    "refused": "refused",
    "rejected": "rejected",
    "failed": "failed",
    "interrupted": "interrupted",
}


@dataclass(frozen=True)
class Run:
    """A run of the sync, or a command that stands among the runs.

    Attributes:
        id: its own.
        command: `run`, `purge` or `send`.
        started: when.
        outcome: how it ended.
        message: what a person should know of it; ids, never names.
        plan: the name of its plan, for approving it; empty if there was none.
        people: how many it changed.
        findings: how many there were in the roster.
        by: who approved it; empty if it needed nobody's leave.
    """

    id: str
    command: str
    started: datetime
    outcome: str
    message: str
    plan: str
    people: int
    findings: int
    by: str

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Run:
        """The run of a record of the sync."""
        return cls(
            id=record["id"],
            command=record.get("command", "run"),
            started=datetime.fromisoformat(record["started"]),
            outcome=record["outcome"],
            message=record.get("message", ""),
            plan=record.get("plan", {}).get("id", ""),
            people=record.get("peopleChanged", 0),
            findings=sum(record.get("findings", {}).values()),
            by=record.get("approval", {}).get("by", ""),
        )


@dataclass(frozen=True)
class SyncStanding:
    """How the sync fares.

    Attributes:
        health: `late` if no run went well for too long, `unknown` if there was none yet.
        last: the last run; None if there was none.
        last_good: the last one that made Keycloak equal to the source; None if there is none among those that are kept.
        in_a_row: how many runs since then ended as the last one did.
        runs: all that is shown, the last one first.
    """

    health: Health
    last: Run | None
    last_good: Run | None
    in_a_row: int
    runs: tuple[Run, ...]


def standing(records: Sequence[Mapping[str, Any]], now: datetime, late: timedelta) -> SyncStanding:
    """How the sync fares, by its records.

    Args:
        records: the last one first.
        now: the time, with a time zone.
        late: after so long without a good run something is wrong.
    """
    everything = tuple(Run.of(record) for record in records)
    runs = [run for run in everything if run.command == "run"]
    if not runs:
        return SyncStanding("unknown", None, None, 0, everything)
    good = next((run for run in runs if run.outcome in _GOOD), None)
    since = runs[: runs.index(good)] if good else runs
    last = runs[0]
    health = _OUTCOMES.get(last.outcome, "good")
    if health == "good" and now - last.started > late:
        health = "late"
    return SyncStanding(health, last, good, sum(run.outcome == last.outcome for run in since), everything)


class DriftEdit(BaseModel):
    """Something that was changed by hand; see `homeroom realm drift`."""

    model_config = ConfigDict(frozen=True)
    what: str
    kind: str
    name: str
    by: str | None
    at: datetime | None


class Drift(BaseModel):
    """What the watch of the realm found last.

    Attributes:
        looked: when.
        edits: what was changed by hand.
    """

    model_config = ConfigDict(frozen=True)
    looked: datetime
    edits: tuple[DriftEdit, ...]


def read_drift(file: Path | None) -> Drift | None:
    """What the watch found; None if none runs with the state folder of this desk."""
    try:
        return Drift.model_validate_json(file.read_bytes()) if file else None
    except (OSError, ValidationError):
        return None
