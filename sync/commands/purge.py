"""`homeroom sync purge`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice

import click
import structlog
from rich.console import Console

from admin_api import BATCH_LIMIT, AdminConnection, LeaseApi, PurgeApi, RosterApi
from settings import DistrictFolder
from settings.command import district_option, json_option, print_json
from sync.commands.source_option import source_option
from sync.lease import HeldLease, leased
from sync.purge import Due, PurgePlan, guard_purge, purge_plan
from sync.reading import read_usable
from sync.records import PersonChange, RunRecord
from sync.records.keeping import Note, keep, recorded_command

_SHOWN = 10
_LISTED = 100
_DELETING = "the purge began to delete; if it does so no more, it was killed, and the next purge deletes the rest"
_log = structlog.get_logger()


@click.command("purge")
@district_option
@source_option
@json_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--allow-deletes", type=click.IntRange(min=0), metavar="N", help="Allow this many deletions, for this once."
)
def purge_command(
    folder: DistrictFolder, source: str | None, as_json: bool, yes: bool, allow_deletes: int | None
) -> None:
    """Delete the accounts of people who left so long ago as retention_days in district.yaml says.

    Whoever is in the source in any form is kept. Ends with 4 if more would be deleted than the guard allows, and with 5
    if the set cannot be used.
    """
    retention = folder.district.retention_days
    if retention is None:
        raise click.UsageError("district.yaml has no retention_days, so nothing is ever deleted")
    console = Console(stderr=as_json)
    district = folder.district
    with AdminConnection.of_account(folder.deployment.keycloak) as connection:
        api = RosterApi(connection, district.realm)
        lease = LeaseApi(connection, district.realm)
        with (
            leased(lease, threading.Event(), seconds=district.daemon.lease_seconds, wait=0.0) as held,
            recorded_command(folder, connection, "purge") as note,
        ):
            wanted = read_usable(folder, source, note.source).wanted
            plan = purge_plan(api.people(), wanted, datetime.now(UTC), retention)
            guard_purge(plan, district.guard, allow_deletes)
            _show(console, plan, retention)
            if plan.due and not yes:
                click.confirm("Delete these accounts for good?", abort=True, err=as_json)
            _begin(note, plan, lambda record: keep(folder, connection, record))
            _mark(plan, api, held)
            deleted = _deleted(plan, PurgeApi(connection, district.realm), held, note)
    if as_json:
        print_json(_document(plan, deleted, retention))
    else:
        console.print(f"Deleted {deleted:,} accounts.", highlight=False)


def _show(console: Console, plan: PurgePlan, retention: int) -> None:
    console.print(
        f"{len(plan.due):,} of {plan.accounts:,} accounts are of people who left {retention} days ago or earlier; "
        f"{plan.kept:,} of people who left since then are kept.",
        highlight=False,
        soft_wrap=True,
    )
    for person in plan.due[:_SHOWN]:
        console.print(f"  {person.sourced_id} left on {person.left:%Y-%m-%d}", highlight=False, markup=False)
    if len(plan.due) > _SHOWN:
        console.print(f"  and {len(plan.due) - _SHOWN:,} more", style="dim", highlight=False)
    if plan.undated:
        console.print(
            f"{len(plan.undated):,} were disabled by hand, nobody knows since when: for them the period begins today.",
            highlight=False,
            soft_wrap=True,
        )


def _mark(plan: PurgePlan, api: RosterApi, held: HeldLease) -> None:
    """Begin the period of those without a date."""
    people = iter(plan.undated)
    while batch := list(islice(people, BATCH_LIMIT)):
        held.require()
        api.batch([{"type": "person", "op": "disable", "sourcedId": person} for person in batch], held.token)


def _begin(note: Note, plan: PurgePlan, keep_record: Callable[[RunRecord], None]) -> None:
    """Keep all that is ever known of a purge if it is killed."""
    if plan.due or plan.undated:
        planned = [PersonChange(person.sourced_id, "planned") for person in plan.due]
        keep_record(
            replace(note.record, outcome="interrupted", message=_DELETING, people_changed=len(planned), changes=planned)
        )


def _deleted(plan: PurgePlan, accounts: PurgeApi, held: HeldLease, note: Note) -> int:
    """Delete, and say how many were still there and disabled. It can be killed: the next purge deletes the rest."""
    deleted: list[Due] = []
    try:
        for person in _held(plan, held):
            if accounts.delete_disabled(person.id):
                deleted.append(person)
                _log.info("account purged", sourced_id=person.sourced_id)
    finally:
        counts = {"deleted": len(deleted), "marked": len(plan.undated)}
        note.tell(
            outcome="done" if any(counts.values()) else "nothing",
            counts={"person": {what: count for what, count in counts.items() if count}},
            people_changed=len(deleted),
            changes=[PersonChange(one.sourced_id, "deleted", f"left on {one.left:%Y-%m-%d}") for one in deleted],
        )
    return len(deleted)


def _held(plan: PurgePlan, held: HeldLease) -> Iterator[Due]:
    for person in plan.due:
        held.require()
        yield person


def _document(plan: PurgePlan, deleted: int, retention: int) -> dict[str, object]:
    due = [{"sourcedId": person.sourced_id, "left": person.left.isoformat()} for person in plan.due[:_LISTED]]
    return {
        "retentionDays": retention,
        "accounts": plan.accounts,
        "due": len(plan.due),
        "people": due,
        "deleted": deleted,
        "kept": plan.kept,
        "marked": len(plan.undated),
    }
