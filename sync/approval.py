"""Somebody's word that a plan which the guard refuses is right."""

from __future__ import annotations

import getpass
import socket
from dataclasses import asdict, dataclass


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


def approved_here(plan_id: str, reason: str, client_id: str) -> Approval:
    """An approval by whoever runs this.

    Args:
        plan_id: the plan's name.
        reason: why the plan is right.
        client_id: the client with whose powers the roster is written.
    """
    return Approval(plan_id.strip().lower(), f"{getpass.getuser()} at {socket.gethostname()}, as {client_id}", reason)
