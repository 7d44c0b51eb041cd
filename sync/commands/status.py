"""`homeroom sync status`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from admin_api import AdminApiError, AdminConnection, RunsApi
from settings import DistrictFolder
from settings.command import district_option, json_option, print_json
from settings.exit_code import ExitCode
from sync.daemon.status import DaemonStatus
from sync.records import RunFiles, RunRecord

_STYLES = {"done": "green", "nothing": "green", "refused": "yellow", "rejected": "yellow", "interrupted": "yellow"}


@click.command("status")
@district_option
@json_option
@click.option("--runs", "most", type=click.IntRange(1, 1000), default=10, metavar="N", help="How many runs to show.")
@click.pass_context
def status_command(context: click.Context, folder: DistrictFolder, as_json: bool, most: int) -> None:
    """Show what the daemon is doing and what the last runs did, on whatever machine.

    Ends with 3 if somebody has to look at something, and with 1 if runs fail, are late, or the daemon has died.
    """
    daemon = DaemonStatus.read(folder.state_path())
    records, unread = _records(folder, most)
    code = verdict(daemon, records, timedelta(hours=folder.district.daemon.late_hours), datetime.now(UTC))
    if as_json:
        print_json(
            {
                "daemon": daemon.as_json() | {"alive": daemon.is_alive(datetime.now(UTC))} if daemon else None,
                "runs": [record.summary() for record in records],
                "unread": unread,
            }
        )
    else:
        _show(Console(), daemon, records, unread)
    context.exit(code)


def verdict(daemon: DaemonStatus | None, records: list[RunRecord], late: timedelta, now: datetime) -> ExitCode:
    """What the command ends with.

    Args:
        daemon: what the daemon of this state folder wrote last; None where runs are started otherwise.
        records: newest first; those of purges and of rosters that were sent say nothing of the runs.
        late: how long ago the last good run may be.
        now: the time.
    """
    died = daemon is not None and daemon.doing != "stopped" and not daemon.is_alive(now)
    runs = [record for record in records if record.command == "run"]
    good = next((record for record in runs if record.good), None)
    last = next((record for record in runs if record.outcome != "interrupted"), None)
    if died or last is None or last.outcome == "failed" or good is None or now - good.ended > late:
        return ExitCode.FAILED
    if not last.good or last.rejections or last.refused_targets:
        return ExitCode.PENDING
    return ExitCode.DONE


def _records(folder: DistrictFolder, most: int) -> tuple[list[RunRecord], str]:
    """The last runs, those of other machines too, and why the latter are not known."""
    found = {record.id: record for record in RunFiles(folder.state_path()).latest(most)}
    unread = ""
    try:
        with AdminConnection.of_account(folder.deployment.keycloak, patience=5.0) as keycloak:
            answer = RunsApi(keycloak, folder.district.realm).latest(most)
        found |= {record["id"]: RunRecord.of_json(record) for record in answer}
    except AdminApiError as failure:
        unread = str(failure)
    return sorted(found.values(), key=lambda record: record.id, reverse=True)[:most], unread


def _show(console: Console, daemon: DaemonStatus | None, records: list[RunRecord], unread: str) -> None:
    if daemon is not None:
        console.print(_sentence(daemon), highlight=False, soft_wrap=True)
        for kind, message in daemon.alerts:
            console.print(f"[yellow]Open alert, {kind}:[/] {escape(message)}", highlight=False, soft_wrap=True)
    if unread:
        console.print(f"Runs of other machines are not known: {escape(unread)}", style="yellow", soft_wrap=True)
    if not records:
        console.print("No run has left a record yet.")
        return
    # The id of a run begins with the time at which it began.
    table = Table("Run (UTC)", "What", "By", "Ended", box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("Rows", "People", "Findings", "Seconds"):
        table.add_column(name, justify="right")
    for record in records:
        table.add_row(*_row(record))
    console.print(table)
    if message := records[0].message:
        console.print(f"\n{escape(message)}", highlight=False, soft_wrap=True)


def _sentence(daemon: DaemonStatus) -> str:
    if daemon.doing == "stopped":
        return f"The daemon on {daemon.host} was stopped at {daemon.written:%Y-%m-%d %H:%M} UTC."
    if not daemon.is_alive(datetime.now(UTC)):
        return f"[red]The daemon on {daemon.host} (process {daemon.pid}) has died without a word.[/]"
    return f"The daemon on {daemon.host} (process {daemon.pid}) is up: {escape(daemon.line)}."


def _row(record: RunRecord) -> tuple[str, ...]:
    rows = sum(sum(statuses.values()) for statuses in record.counts.values())
    findings = sum(record.findings.values())
    return (
        record.id,
        record.command,
        record.trigger,
        f"[{_STYLES.get(record.outcome, 'red')}]{record.outcome}[/]",
        f"{rows:,}",
        f"{record.people_changed:,}",
        f"{findings:,}",
        f"{record.seconds:,.1f}",
    )
