"""`homeroom sync run`."""

from __future__ import annotations

import time

import click
import structlog
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from admin_api import AdminConnection, RosterApi
from settings import DistrictFolder
from settings.command import district_option, json_option, print_json
from sync.apply import Outcome, apply
from sync.commands.source_option import source_option
from sync.errors import RowsRejectedError
from sync.guard import guard
from sync.plan import Plan
from sync.reports.document import outcome_document, run_document
from sync.reports.terminal import show_outcome, show_run
from sync.run import examined, planned, refuse_unfit

_log = structlog.get_logger()


@click.command("run")
@district_option
@source_option
@json_option
def run_command(folder: DistrictFolder, source: str | None, as_json: bool) -> None:
    """Make Keycloak equal to the roster.

    Records with findings are left out, and what Keycloak has of them stays as it is. Ends with 4 if the guard refuses,
    with 5 if the set cannot be used, and with 1 if Keycloak did not take every row.
    """
    began = time.monotonic()
    roster, verdict = examined(folder, source)
    refuse_unfit(verdict)
    with AdminConnection.of_account(folder.deployment.keycloak) as connection:
        api = RosterApi(connection, folder.district.realm)
        changes = planned(folder, roster, verdict, api)
        guard(changes, folder.district.guard)
        outcome = _applied(changes, api)
    seconds = time.monotonic() - began
    if as_json:
        print_json({**run_document(roster, verdict, changes), "result": outcome_document(outcome, seconds)})
    else:
        console = Console()
        show_run(console, roster, verdict, changes)
        show_outcome(console, outcome, seconds)
    if outcome.rejections:
        raise RowsRejectedError(f"Keycloak did not take {len(outcome.rejections):,} rows; all others are written")


def _applied(changes: Plan, api: RosterApi) -> Outcome:
    columns = (TextColumn("Writing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=changes.rows)
        outcome = apply(changes, api, lambda rows: progress.advance(task, rows))
    _log.debug("roster written", counts=outcome.counts, rejected=len(outcome.rejections))
    return outcome
