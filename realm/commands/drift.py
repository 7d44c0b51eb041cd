"""`homeroom realm drift`."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import click
import structlog
from prometheus_client import Counter, Gauge, start_http_server
from rich.console import Console

from admin_api import AdminApiError, AdminConnection
from realm.commands.options import target_options
from realm.drift_look import look_for_drift
from realm.drift_report import DriftReport
from realm.merge import RealmModel
from realm.target import Target
from settings.command import json_option, print_json
from settings.errors import SettingsError
from settings.exit_code import ExitCode
from settings.folder import DRIFT_FILE
from settings.whole_file import write_whole

_GROUP_READS = 0o640
_log = structlog.get_logger()
_DRIFTED = Gauge("homeroom_realm_drift_resources", "Resources that were changed by hand", ["realm", "kind"])
_LOOKED = Gauge("homeroom_realm_drift_last_look_timestamp_seconds", "When the realm was last compared", ["realm"])
_FAILED = Counter("homeroom_realm_drift_failed_looks", "Times that the realm could not be compared", ["realm"])


@click.command()
@target_options
@json_option
@click.option(
    "--watch",
    type=click.IntRange(min=1),
    metavar="SECONDS",
    help="Look again after so many seconds, until interrupted; with --json a document a line.",
)
@click.option(
    "--times", type=click.IntRange(min=1), metavar="N", help="With --watch: end after N looks.", show_default="never"
)
@click.option(
    "--metrics-port",
    type=click.IntRange(1, 65535),
    metavar="PORT",
    help="With --watch: serve Prometheus metrics on this port.",
)
@click.option(
    "--metrics-host",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="With --metrics-port: the address of this machine to serve them at; they are not protected.",
)
@click.pass_context
def drift(
    context: click.Context,
    target: Target,
    as_json: bool,
    watch: int | None,
    times: int | None,
    metrics_port: int | None,
    metrics_host: str,
) -> None:
    """Show what was changed by hand, by whom and when. Exit code 3 when that is anything."""
    if watch is None and (times or metrics_port):
        raise click.UsageError("--times and --metrics-port go with --watch.")
    model = target.model()
    if metrics_port:
        start_http_server(metrics_port, addr=metrics_host)
    with target.connection() as connection:
        if watch is None:
            found: DriftReport | None = look_for_drift(model, connection, target.policy)
            if found is not None:
                _print(found, as_json=as_json)
        else:
            found = _watch(model, connection, target, every=watch, times=times, as_json=as_json)
    context.exit(ExitCode.PENDING if found else ExitCode.DONE)


def _watch(
    model: RealmModel, connection: AdminConnection, target: Target, *, every: int, times: int | None, as_json: bool
) -> DriftReport | None:
    """Look again and again, each time at the files as they are by then; what was seen last.

    A look that fails is logged and counted, and the next one is made.
    """
    found = None
    looks = 0
    while True:
        if looks:
            model, target = _read_again(model, target)
        try:
            found = look_for_drift(model, connection, target.policy)
        except AdminApiError as failure:
            _log.warning("the realm could not be compared", realm=model.name, reason=str(failure))
            _FAILED.labels(model.name).inc()
        else:
            _DRIFTED.clear()
            for kind, count in found.counts().items():
                _DRIFTED.labels(model.name, kind).set(count)
            _LOOKED.labels(model.name).set_to_current_time()
            _print(found, as_json=as_json, one_line=True)
            _keep(found, target)
        looks += 1
        if times is not None and looks >= times:
            return found
        time.sleep(every)


def _read_again(model: RealmModel, target: Target) -> tuple[RealmModel, Target]:
    """What the files say by now; what they said before if they cannot be read, which is logged."""
    try:
        again = target.anew()
        return again.model(), again
    except SettingsError as failure:
        _log.warning("the files cannot be read; those from before are compared", realm=model.name, reason=str(failure))
        return model, target


def _keep(found: DriftReport, target: Target) -> None:
    """Put what was found into the state folder, where the desk reads it; of a district only, as files have no state."""
    if target.folder is None or target.files:
        return
    try:
        write_whole(target.folder.state_path() / DRIFT_FILE, found.kept(datetime.now(UTC)), _GROUP_READS)
    except (OSError, SettingsError) as failure:
        _log.warning("what was found could not be kept", realm=found.realm, reason=str(failure))


def _print(found: DriftReport, *, as_json: bool, one_line: bool = False) -> None:
    if not as_json:
        Console().print(found)
    elif one_line:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        print_json(found.as_json())
