"""`homeroom sync plan`."""

from __future__ import annotations

import click
from rich.console import Console

from admin_api import AdminConnection, RosterApi
from settings import DistrictFolder
from settings.command import district_option, json_option, print_json
from settings.exit_code import ExitCode
from sync.commands.source_option import source_option
from sync.comparison import compared
from sync.guard import breaches, guard
from sync.reading import read_usable
from sync.reports.document import run_document
from sync.reports.terminal import show_run


@click.command("plan")
@district_option
@source_option
@json_option
@click.pass_context
def plan_command(context: click.Context, folder: DistrictFolder, source: str | None, as_json: bool) -> None:
    """Show what a run would change, and why. The name of the plan is what `sync run --approve` takes.

    Ends with 3 if it would change anything, with 4 if the guard would refuse it, and with 5 if the set cannot be used.
    """
    reading = read_usable(folder, source)
    with AdminConnection.of_account(folder.deployment.keycloak) as connection:
        changes = compared(reading.wanted, RosterApi(connection, folder.district.realm))
    if as_json:
        print_json(run_document(reading.origin, reading.verdict, changes, breaches(changes, folder.district.guard)))
    else:
        show_run(Console(), reading.origin, reading.verdict, changes)
    guard(changes, folder.district.guard)
    if changes.rows:
        context.exit(ExitCode.PENDING)
