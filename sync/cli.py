"""`homeroom sync`."""

from __future__ import annotations

import click

from sync.commands.check import check_command
from sync.commands.daemon import daemon_command
from sync.commands.explain import explain_command
from sync.commands.plan import plan_command
from sync.commands.purge import purge_command
from sync.commands.run import run_command
from sync.commands.send import send_command
from sync.commands.status import status_command


@click.group()
def sync() -> None:
    """The roster sync: check, plan, run, all day if wanted."""


for _command in (
    check_command,
    daemon_command,
    explain_command,
    plan_command,
    purge_command,
    run_command,
    send_command,
    status_command,
):
    sync.add_command(_command)
