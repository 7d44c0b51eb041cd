"""`homeroom sync plan`."""

from __future__ import annotations

import click
from rich.console import Console

from admin_api import AdminConnection, RosterApi
from settings import DistrictFolder
from settings.command import district_option, json_option, print_json
from settings.exit_code import ExitCode
from sync.commands.source_option import source_option
from sync.guard import breaches, guard
from sync.reports.document import run_document
from sync.reports.terminal import show_run
from sync.run import examined, planned, refuse_unfit


@click.command("plan")
@district_option
@source_option
@json_option
@click.pass_context
def plan_command(context: click.Context, folder: DistrictFolder, source: str | None, as_json: bool) -> None:
    """Show what a run would change, and why. The name of the plan is what `sync run --approve` takes.

    Ends with 3 if it would change anything, with 4 if the guard would refuse it, and with 5 if the set cannot be used.
    """
    roster, verdict = examined(folder, source)
    refuse_unfit(verdict)
    with AdminConnection.of_account(folder.deployment.keycloak) as connection:
        changes = planned(folder, roster, verdict, RosterApi(connection, folder.district.realm))
    if as_json:
        print_json(run_document(roster, verdict, changes, breaches(changes, folder.district.guard)))
    else:
        show_run(Console(), roster, verdict, changes)
    guard(changes, folder.district.guard)
    if changes.rows:
        context.exit(ExitCode.PENDING)
