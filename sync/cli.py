"""`homeroom sync`."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
import structlog
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from admin_api import AdminConnection, RosterApi
from settings import DistrictFolder
from settings.command import district_option, json_option, print_json
from settings.exit_code import ExitCode
from sync.apply import Outcome, apply
from sync.errors import RowsRejectedError
from sync.examine import Verdict
from sync.guard import guard
from sync.plan import Plan
from sync.reports.document import findings_document, outcome_document, plan_document, source_document
from sync.reports.terminal import show_findings, show_outcome, show_plan, show_source
from sync.roster import Roster
from sync.run import examined, planned, refuse_unfit

Command = TypeVar("Command", bound=Callable[..., Any])
_log = structlog.get_logger()


def source_option(command: Command) -> Command:
    """Give a command `--source DIR|ZIP`, which arrives as `source`, a Path or None."""
    return click.option(
        "--source",
        type=click.Path(path_type=Path),
        metavar="DIR|ZIP",
        help="The OneRoster CSV set, in place of roster.path in district.yaml.",
    )(command)


@click.group()
def sync() -> None:
    """The roster sync: check, plan, run."""


@sync.command("check")
@district_option
@source_option
@json_option
@click.pass_context
def check_command(context: click.Context, folder: DistrictFolder, source: Path | None, as_json: bool) -> None:
    """Read the roster and say what is wrong with it.

    Ends with 3 if there are findings, and with 5 if the set cannot be used.
    """
    roster, verdict = examined(folder, source)
    if as_json:
        print_json({"source": source_document(roster), "findings": findings_document(verdict)})
    else:
        console = Console()
        show_source(console, roster)
        show_findings(console, verdict)
    refuse_unfit(verdict)
    if verdict.found:
        context.exit(ExitCode.PENDING)


@sync.command("plan")
@district_option
@source_option
@json_option
@click.pass_context
def plan_command(context: click.Context, folder: DistrictFolder, source: Path | None, as_json: bool) -> None:
    """Show what a run would change.

    Ends with 3 if it would change anything, with 4 if the guard would refuse it, and with 5 if the set cannot be used.
    """
    roster, verdict = examined(folder, source)
    refuse_unfit(verdict)
    with AdminConnection.of_account(folder.deployment.keycloak) as connection:
        changes = planned(folder, roster, verdict, RosterApi(connection, folder.district.realm))
    if as_json:
        print_json(_document(roster, verdict, changes))
    else:
        _show(Console(), roster, verdict, changes)
    guard(changes, folder.district.guard)
    if changes.rows:
        context.exit(ExitCode.PENDING)


@sync.command("run")
@district_option
@source_option
@json_option
def run_command(folder: DistrictFolder, source: Path | None, as_json: bool) -> None:
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
        print_json({**_document(roster, verdict, changes), "result": outcome_document(outcome, seconds)})
    else:
        console = Console()
        _show(console, roster, verdict, changes)
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


def _document(roster: Roster, verdict: Verdict, changes: Plan) -> dict[str, Any]:
    return {
        "source": source_document(roster),
        "findings": findings_document(verdict),
        "plan": plan_document(changes),
    }


def _show(console: Console, roster: Roster, verdict: Verdict, changes: Plan) -> None:
    show_source(console, roster)
    if verdict.found:
        count = sum(result.findings.height for result in verdict.found)
        console.print(f"{count:,} findings; `homeroom sync check` lists them.", style="yellow", highlight=False)
    show_plan(console, changes)
