"""`homeroom demo`."""

from __future__ import annotations

import signal
from pathlib import Path
from types import FrameType
from typing import get_args

import click
import psutil

from homeroom.demo.errors import DemoError
from homeroom.demo.places import CLONE, StateFolder
from homeroom.demo.progress import Progress
from homeroom.demo.report import print_report
from homeroom.demo.start import DEFAULT_POPULATION, DemoOptions, ensure_demo, stop_demo
from homeroom.demo.state import Database, locked, read_record
from settings.command import json_option, print_json

_SMALLEST = 800
_LOOK_SECONDS = 1.0


def _addresses(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    addresses = {}
    for value in values:
        application, _, url = value.partition("=")
        if not application or not url.startswith(("http://", "https://")):
            raise click.BadParameter(f"{value!r} is not of the form library=http://localhost:8085")
        addresses[application] = url.rstrip("/")
    return addresses


@click.command()
@click.option("--detach", is_flag=True, help="Come back when all is up, and leave it running.")
@click.option("--stop", is_flag=True, help="End the demo that runs. Its state stays.")
@json_option
@click.option(
    "--database",
    type=click.Choice(get_args(Database)),
    help="What Keycloak stores in: an embedded database, or a PostgreSQL of its own.  [default: h2]",
)
@click.option(
    "--people",
    "population",
    type=click.IntRange(min=_SMALLEST),
    help=f"How many people the district has.  [default: {DEFAULT_POPULATION}]",
)
@click.option("--port", type=click.IntRange(1, 65535), help="Keycloak's port.  [default: 8080, or one that is free]")
@click.option(
    "--app-url",
    "app_urls",
    multiple=True,
    metavar="APP=URL",
    callback=_addresses,
    help="An application that you serve yourself, such as library=http://localhost:8085.",
)
@click.option(
    "--look-of",
    type=click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path),
    metavar="DISTRICT",
    help="A district folder whose name, colours, logo and help contact the pages have.",
)
@click.option(
    "--state",
    "state_path",
    type=click.Path(file_okay=False, path_type=Path),
    default=CLONE / ".homeroom" / "demo",
    show_default=".homeroom/demo in the clone",
    help="The folder of all that this demo writes.",
)
def demo(
    *,
    detach: bool,
    stop: bool,
    as_json: bool,
    database: Database | None,
    population: int | None,
    port: int | None,
    app_urls: dict[str, str],
    look_of: Path | None,
    state_path: Path,
) -> None:
    """Run a whole example district on this machine.

    Keycloak with our extension, the realm and the roster of a fictitious district, the desk, and people to sign in as.
    Ends with Ctrl-C, unless --detach is given. A second call answers from the demo that runs.
    """
    state = StateFolder(state_path.absolute())
    progress = Progress()
    if stop:
        was_running = stop_demo(state, progress)
        progress.note("The demo is stopped" if was_running else f"No demo runs from {state.path}")
        return
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    found = ensure_demo(DemoOptions(state, database, population, port, app_urls, look_of), progress)
    if as_json:
        print_json(found.document.model_dump(mode="json"))
    else:
        print_report(found.document)
    if found.was_running or detach:
        return
    try:
        progress.note("Ctrl-C ends the demo")
        _stay(state)
    finally:
        stop_demo(state, progress)


def _stay(state: StateFolder) -> None:
    """Come back when the person at the terminal has had enough; `--stop` elsewhere is as good."""
    record = read_record(state)
    processes = record.processes if record else ()
    leaders = [leader for process in processes if (leader := process.leader()) is not None]
    try:
        while not psutil.wait_procs(leaders, timeout=_LOOK_SECONDS)[0]:
            pass
    except KeyboardInterrupt:
        return
    with locked(state.lock, Progress(), "Waiting for another call of homeroom demo"):
        record = read_record(state)
    if record and record.processes:
        ended = ", ".join(process.name for process in record.processes if process.leader() is None)
        raise DemoError(f"this ended by itself: {ended}. Logs are in {state.logs}")


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
