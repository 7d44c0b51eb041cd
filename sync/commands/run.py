"""`homeroom sync run`."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from admin_api import AdminConnection
from settings import DistrictFolder
from settings.command import district_option, json_option, print_json
from sync.commands.approval_options import approval_of, approval_options
from sync.commands.source_option import source_option
from sync.reports.document import outcome_document, run_document
from sync.reports.outbound import show_sent
from sync.reports.terminal import show_outcome, show_run
from sync.run import Request, Run, run


@click.command("run")
@district_option
@source_option
@json_option
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    default=0,
    help="Wait so long for another run to end, on this machine or another one.",
)
@approval_options
def run_command(
    folder: DistrictFolder, source: str | None, as_json: bool, wait: float, approve: str | None, reason: str | None
) -> None:
    """Make Keycloak equal to the roster.

    Records with findings are left out, and what Keycloak has of them stays as it is. Ends with 4 if the guard refuses,
    with 5 if the set cannot be used, and with 1 if Keycloak did not take every row or another run is going on. Then the
    applications that `outbound` in district.yaml names are sent their rosters, as `sync send` does it.
    """
    approval = approval_of(folder, approve, reason)
    with (
        _stopped_by_signals() as stop,
        AdminConnection.of_account(folder.deployment.keycloak) as connection,
        _Shown() as shown,
    ):
        done = run(folder, connection, Request(source, wait=wait, approval=approval, stop=stop, step=shown.step))
    _show(folder, done, as_json=as_json)
    if done.error is not None:
        raise done.error


def _show(folder: DistrictFolder, done: Run, *, as_json: bool) -> None:
    """Say what came of a run that got as far as a plan; what went wrong is said by whoever reports the error."""
    if done.origin is None or done.verdict is None or done.changes is None or done.outcome is None:
        return
    seconds = done.record.seconds
    if as_json:
        document = run_document(done.origin, done.verdict, done.changes)
        if done.approval:
            document["approval"] = done.approval.as_json()
        result = outcome_document(done.outcome, seconds)
        sent = [target.as_json() for target in done.sent]
        print_json({"run": done.record.id, **document, "result": result, "targets": sent})
    else:
        console = Console()
        show_run(console, done.origin, done.verdict, done.changes)
        show_outcome(console, done.outcome, seconds)
        show_sent(console, done.sent)
        if folder.district.outbound and not folder.deployment.send_rosters:
            console.print("Rosters to applications are not sent from here: send_rosters in deployment.yaml is false.")


class _Shown:
    """A bar at the terminal while rows are written."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._progress.add_task("", total=None)

    def __enter__(self) -> _Shown:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def step(self, step: str, done: int, rows: int) -> None:
        """Show a step of the run."""
        self._progress.update(self._task, description=step.capitalize(), completed=done, total=rows or None)


@contextmanager
def _stopped_by_signals() -> Iterator[threading.Event]:
    """An event that is set by Ctrl-C or SIGTERM; a second Ctrl-C ends at once."""
    stop = threading.Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def ask(_number: int, _frame: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before[signal.SIGINT])

    for number in before:
        signal.signal(number, ask)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
