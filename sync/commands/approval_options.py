"""The options by which somebody lets one plan through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from settings import DistrictFolder
from sync.approval import Approval, approved_here

Command = TypeVar("Command", bound=Callable[..., Any])


def approval_options(command: Command) -> Command:
    """Give a command `--approve PLAN` and `--reason TEXT`, which `approval_of` makes an approval of."""
    approve = click.option(
        "--approve",
        metavar="PLAN",
        help="Let the plan of this name through, as `sync plan` prints it, and no other one.",
    )
    reason = click.option("--reason", metavar="TEXT", help="Why that plan is right; kept in the record of the run.")
    return approve(reason(command))


def approval_of(folder: DistrictFolder, approve: str | None, reason: str | None) -> Approval | None:
    """The approval that the options give; None without them.

    Raises:
        UsageError: one of them is given without the other.
    """
    if approve is None and reason is None:
        return None
    if not approve or not reason or not reason.strip():
        raise click.UsageError(
            'an approval names the plan and says why: --approve PLAN --reason "the school has closed"'
        )
    keycloak = folder.deployment.keycloak
    return approved_here(approve, reason.strip(), keycloak.username or keycloak.client_id)
