"""`homeroom realm drift`."""

from __future__ import annotations

import json
import time

import click
import structlog
from prometheus_client import Counter, Gauge, start_http_server
from rich.console import Console

from admin_api import AdminApiError, AdminConnection, AdminEventsApi
from realm.commands.options import target_options
from realm.drift import hand_edits, with_authors
from realm.drift_report import DriftReport
from realm.errors import NoSuchRealmError
from realm.live import read_live
from realm.merge import RealmModel
from realm.target import Target
from settings.command import json_option, print_json
from settings.exit_code import ExitCode

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
    help="With --watch: serve Prometheus metrics on this port of this machine.",
)
@click.pass_context
def drift(
    context: click.Context,
    target: Target,
    as_json: bool,
    watch: int | None,
    times: int | None,
    metrics_port: int | None,
) -> None:
    """Show what was changed by hand, by whom and when. Exit code 3 when that is anything."""
    if watch is None and (times or metrics_port):
        raise click.UsageError("--times and --metrics-port go with --watch.")
    model = target.model()
    if metrics_port:
        start_http_server(metrics_port, addr="127.0.0.1")
    with target.connection() as connection:
        if watch is None:
            found: DriftReport | None = _look(model, connection, target)
            if found is not None:
                _print(found, as_json=as_json)
        else:
            found = _watch(model, connection, target, every=watch, times=times, as_json=as_json)
    context.exit(ExitCode.PENDING if found else ExitCode.DONE)


def _look(model: RealmModel, connection: AdminConnection, target: Target) -> DriftReport:
    live = read_live(connection, model.name).content
    if live is None:
        raise NoSuchRealmError(model.name)
    edits = hand_edits(model.content, live, target.policy.managed)
    events_kept = bool(live.get("adminEventsEnabled"))
    if edits and events_kept:
        api = AdminEventsApi(connection, model.name)
        ours = connection.account_id()
        events = tuple(event for event in api.of_configuration() if event.user_id != ours)
        edits = with_authors(edits, live, events, api.names(events))
    return DriftReport(model.name, edits, events_kept)


def _watch(
    model: RealmModel, connection: AdminConnection, target: Target, *, every: int, times: int | None, as_json: bool
) -> DriftReport | None:
    """Look again and again; what was seen last. A look that fails is logged and counted, and the next one is made."""
    found = None
    looks = 0
    while True:
        try:
            found = _look(model, connection, target)
        except AdminApiError as failure:
            _log.warning("the realm could not be compared", realm=model.name, reason=str(failure))
            _FAILED.labels(model.name).inc()
        else:
            _DRIFTED.clear()
            for kind, count in found.counts().items():
                _DRIFTED.labels(model.name, kind).set(count)
            _LOOKED.labels(model.name).set_to_current_time()
            _print(found, as_json=as_json, one_line=True)
        looks += 1
        if times is not None and looks >= times:
            return found
        time.sleep(every)


def _print(found: DriftReport, *, as_json: bool, one_line: bool = False) -> None:
    if not as_json:
        Console().print(found)
    elif one_line:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        print_json(found.as_json())
