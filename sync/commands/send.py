"""`homeroom sync send`."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager, nullcontext
from typing import ClassVar

import click
from rich.console import Console

from admin_api import AdminConnection, LeaseApi, RosterApi
from settings import DistrictFolder
from settings.command import district_option, json_option, print_json
from settings.exit_code import ExitCode
from sync.commands.source_option import source_option
from sync.comparison import compared, outgoing
from sync.errors import SyncError
from sync.guard import guard
from sync.lease import leased
from sync.outbound.sending import Sent, send_rosters
from sync.reading import read_usable
from sync.records import Outcome
from sync.records.keeping import Note, new_record, recorded_command
from sync.reports.outbound import show_sent


class NotFromHereError(SyncError):
    """Another installation of the district sends its rosters."""

    exit_code: ClassVar[ExitCode] = ExitCode.REFUSED


@click.command("send")
@district_option
@source_option
@json_option
@click.option("--plan", "only_plan", is_flag=True, help="Only show what would be different at each target.")
@click.option(
    "--allow-removals",
    type=click.IntRange(min=0),
    metavar="N",
    default=0,
    help="Let so many people, classes or enrollments go from each target, this once, whatever its limits are.",
)
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.pass_context
def send_command(
    context: click.Context,
    folder: DistrictFolder,
    source: str | None,
    as_json: bool,
    only_plan: bool,
    allow_removals: int,
    targets: tuple[str, ...],
) -> None:
    """Send rosters to the applications that `outbound` in district.yaml names, or to some of them.

    Nothing is sent of a roster that `sync run` would refuse. Ends with 1 if a target failed or did not take everything,
    with 3 if --plan shows a difference, with 4 if a guard refuses, and with 5 if the set cannot be used.
    """
    known = folder.district.outbound
    if unknown := sorted(set(targets) - known.keys()):
        raise click.UsageError(f"no such target in district.yaml: {', '.join(unknown)}; known are: {', '.join(known)}")
    if not known:
        raise click.UsageError("district.yaml names no targets under `outbound`")
    if not only_plan and not folder.deployment.send_rosters:
        raise NotFromHereError(
            "rosters are not sent from this installation, because send_rosters in deployment.yaml is not true. Of all "
            "installations of a district only one may send; --plan shows from anywhere what would be sent"
        )
    with AdminConnection.of_account(folder.deployment.keycloak) as keycloak:
        realm = folder.district.realm
        seconds = folder.district.daemon.lease_seconds
        with (
            leased(LeaseApi(keycloak, realm), threading.Event(), seconds=seconds, wait=0),
            _noted(folder, keycloak, only_plan=only_plan) as note,
        ):
            reading = read_usable(folder, source, note.source, for_applications=True)
            changes = compared(reading.wanted, RosterApi(keycloak, realm))
            guard(changes, folder.district.guard)
            rosters = outgoing(reading.roster, changes)
            sent = send_rosters(folder, rosters, targets, only_plan=only_plan, allowed_removals=allow_removals)
            note.tell(
                outcome=outcome_of_sent(sent),
                message="\n".join(done.trouble for done in sent if done.trouble),
                outbound=tuple(done.as_json() for done in sent),
            )
    if as_json:
        print_json({"targets": [done.as_json() for done in sent]})
    else:
        show_sent(Console(), sent)
    context.exit(exit_code_of(sent))


def _noted(folder: DistrictFolder, keycloak: AdminConnection, *, only_plan: bool) -> AbstractContextManager[Note]:
    """What is noted is kept, unless nothing is going to be sent."""
    return nullcontext(Note(new_record("command", "send"))) if only_plan else recorded_command(folder, keycloak, "send")


def outcome_of_sent(sent: tuple[Sent, ...]) -> Outcome:
    """How the record of it says that it ended."""
    match exit_code_of(sent):
        case ExitCode.FAILED:
            return "failed"
        case ExitCode.REFUSED:
            return "refused"
    return "done" if any(done.status == "sent" for done in sent) else "nothing"


def exit_code_of(sent: tuple[Sent, ...]) -> ExitCode:
    """What the command ends with: what failed counts more than what was refused, and that more than what is pending."""
    statuses = {done.status for done in sent}
    if "failed" in statuses or any(done.rejections for done in sent):
        return ExitCode.FAILED
    if "refused" in statuses:
        return ExitCode.REFUSED
    return ExitCode.PENDING if "pending" in statuses else ExitCode.DONE
