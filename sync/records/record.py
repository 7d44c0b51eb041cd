"""The record of one run, as a value and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args

Outcome = Literal["done", "nothing", "refused", "rejected", "failed", "interrupted"]
"""`done`: written; `nothing`: there was nothing to write; `refused`: by a guard; `rejected`: the source cannot be used;
`failed`: something else went wrong; `interrupted`: told to stop or killed, and the next run writes the rest."""
Command = Literal["run", "purge", "send"]
"""`purge` deletes accounts and `send` sends rosters on; neither makes Keycloak equal to the source."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
_GOOD: frozenset[Outcome] = frozenset({"done", "nothing"})
_MESSAGE = 4_000


@dataclass(frozen=True)
class PersonChange:
    """What a run did to one person.

    Attributes:
        sourced_id: whom.
        what: the endpoint's word: `created`, `updated`, `disabled`, or `rejected`; `deleted` by a purge; `planned` if
            the run was killed.
        why: the plan's word for it, or the endpoint's code and message.
    """

    sourced_id: str
    what: str
    why: str = ""

    def as_json(self) -> dict[str, str]:
        """The change as a JSON object."""
        return {"sourcedId": self.sourced_id, "what": self.what, "why": self.why}

    @classmethod
    def of_json(cls, change: Mapping[str, Any]) -> PersonChange:
        """The change that `as_json` made an object of."""
        return cls(change["sourcedId"], change["what"], change.get("why", ""))


@dataclass(frozen=True)
class RunRecord:
    """What one run did.

    Attributes:
        id: its own; ids sort by time.
        started: when, in UTC.
        ended: when, in UTC.
        seconds: how long it took, by a clock that nobody sets.
        host: machine and process, as the holder of the lease.
        trigger: what started it: `command`, `schedule`, `watch`, `retry`, `start` or `demo`.
        outcome: how it ended.
        message: what a person should know of it; empty if all is well.
        source: `path`, `checksum`, `system` and `records` by table; empty if none could be read.
        findings: how many by check.
        campuses: the same by school code.
        plan: the plan's `id`, its `rows`, and `counts` by kind; empty if there was none.
        counts: rows that were written, by type and status.
        rejections: rows that Keycloak did not take, by code.
        outbound: what became of each target that rosters are sent to: `target`, `status`, `checksum` and others.
        approval: whose leave a plan was let through by, and why; empty if none was needed.
        people_changed: how many were, and how many Keycloak did not take.
        changes: who they were; a record that is read without them has none.
        command: what was done.
    """

    id: str
    started: datetime
    ended: datetime
    seconds: float
    host: str
    trigger: str
    outcome: Outcome
    message: str = ""
    source: Mapping[str, Any] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)
    campuses: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    plan: Mapping[str, Any] = field(default_factory=dict)
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    rejections: Mapping[str, int] = field(default_factory=dict)
    outbound: Sequence[Mapping[str, Any]] = ()
    approval: Mapping[str, Any] = field(default_factory=dict)
    people_changed: int = 0
    changes: Sequence[PersonChange] = ()
    command: Command = "run"

    @property
    def good(self) -> bool:
        """Whether Keycloak was made equal to the source."""
        return self.command == "run" and self.outcome in _GOOD

    @property
    def refused_targets(self) -> str:
        """Why applications were sent nothing, a paragraph each; empty if none was refused."""
        return "\n".join(target["message"] for target in self.outbound if target["status"] == "refused")

    def summary(self) -> dict[str, Any]:
        """The record as a JSON object, without its changes."""
        return {
            "id": self.id,
            "command": self.command,
            "started": self.started.isoformat(timespec="seconds"),
            "ended": self.ended.isoformat(timespec="seconds"),
            "seconds": round(self.seconds, 1),
            "host": self.host,
            "trigger": self.trigger,
            "outcome": self.outcome,
            "message": self.message[:_MESSAGE],
            "source": dict(self.source),
            "findings": dict(self.findings),
            "campuses": {code: dict(findings) for code, findings in self.campuses.items()},
            "plan": dict(self.plan),
            "counts": {kind: dict(statuses) for kind, statuses in self.counts.items()},
            "rejections": dict(self.rejections),
            "outbound": [dict(target) for target in self.outbound],
            "approval": dict(self.approval),
            "peopleChanged": self.people_changed,
        }

    @classmethod
    def of_json(cls, record: Mapping[str, Any]) -> RunRecord:
        """The record that `summary` made an object of, with `changes` if the object has them.

        Raises:
            KeyError, ValueError: the object is no such record.
        """
        return cls(
            id=record["id"],
            started=datetime.fromisoformat(record["started"]),
            ended=datetime.fromisoformat(record["ended"]),
            seconds=float(record["seconds"]),
            host=record["host"],
            trigger=record["trigger"],
            outcome=record["outcome"],
            message=record.get("message", ""),
            source=record.get("source", {}),
            findings=record.get("findings", {}),
            campuses=record.get("campuses", {}),
            plan=record.get("plan", {}),
            counts=record.get("counts", {}),
            rejections=record.get("rejections", {}),
            outbound=tuple(record.get("outbound", ())),
            approval=record.get("approval", {}),
            people_changed=record.get("peopleChanged", 0),
            changes=tuple(PersonChange.of_json(change) for change in record.get("changes", ())),
            command=record.get("command", "run"),
        )
