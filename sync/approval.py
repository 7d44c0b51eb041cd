"""Somebody's word that a plan which the guard refuses is right."""

from __future__ import annotations

import getpass
import os
import socket
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sync.errors import PlanRefusedError


@dataclass(frozen=True)
class Approval:
    """An approval of one plan.

    Attributes:
        plan_id: the plan's name.
        by: who gave it: account, machine and client of Keycloak.
        reason: why the plan is right.
    """

    plan_id: str
    by: str
    reason: str

    def as_json(self) -> dict[str, str]:
        """For a document."""
        return asdict(self)


def require_unused(approval: Approval, runs: Iterable[Mapping[str, Any]]) -> None:
    """Refuse an approval by which a run has been let through before.

    Args:
        approval: of a plan; Keycloak may be as it was before that run.
        runs: records of runs, see `sync.records.RunRecord`.

    Raises:
        PlanRefusedError: it was used.
    """
    for run in runs:
        if run.get("outcome") == "done" and run.get("approval", {}).get("plan_id") == approval.plan_id:
            raise PlanRefusedError(
                f"the approval of plan {approval.plan_id} was used by run {run['id']}, and counts once; nothing was "
                "changed. If the plan is right again, run it without --approve while guard in district.yaml is wider",
                approval.plan_id,
                (),
            )


def approved_here(plan_id: str, reason: str, client_id: str) -> Approval:
    """An approval by whoever runs this.

    Args:
        plan_id: the plan's name.
        reason: why the plan is right.
        client_id: the client with whose powers the roster is written.
    """
    return Approval(plan_id.strip().lower(), f"{_account()} at {socket.gethostname()}, as {client_id}", reason)


def _account() -> str:
    """Who runs this, behind sudo too; the number of an account that has no name, as in containers."""
    try:
        account = getpass.getuser()
    except (KeyError, OSError):
        account = f"uid {os.getuid()}"
    caller = os.environ.get("SUDO_USER")
    return f"{caller} as {account}" if caller and caller != account else account
