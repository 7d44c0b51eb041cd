"""`homeroom sync`."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click
import structlog
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from admin_api import AdminConnection, RosterApi
from settings import DistrictFolder
from settings.command import district_option, json_option, print_json
from settings.exit_code import ExitCode
from sync.apply import Outcome, apply
from sync.check import all_checks
from sync.errors import GuardError, RejectedSetError, RowsRejectedError
from sync.examine import Verdict, examine
from sync.guard import guard
from sync.plan import Plan, plan
from sync.reports.document import findings_document, outcome_document, plan_document, source_document
from sync.reports.terminal import show_findings, show_outcome, show_plan, show_source
from sync.roster import Roster
from sync.sources.oneroster_csv import read_oneroster_csv
from sync.state import read_state
from sync.wanted import Policy, want

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


@sync.command()
@district_option
@source_option
@json_option
@click.pass_context
def check(context: click.Context, folder: DistrictFolder, source: Path | None, as_json: bool) -> None:
    """Read the roster and say what is wrong with it. Ends with 3 if there are findings, 5 if the set is refused."""
    examined = _examined(folder, source)
    if as_json:
        print_json(examined.document())
    else:
        examined.show(Console())
    examined.refuse_unfit()
    if examined.verdict.found:
        context.exit(ExitCode.PENDING)


@sync.command("plan")
@district_option
@source_option
@json_option
@click.pass_context
def plan_command(context: click.Context, folder: DistrictFolder, source: Path | None, as_json: bool) -> None:
    """Show what a run would change. Ends with 3 if anything, 4 if the guard would refuse it."""
    examined = _examined(folder, source)
    examined.refuse_unfit()
    with _connection(folder) as connection:
        changes = _planned(folder, examined, RosterApi(connection, folder.district.realm))
    _show(examined, changes, as_json=as_json)
    guard(changes, folder.district.guard)
    if changes.rows:
        context.exit(ExitCode.PENDING)
