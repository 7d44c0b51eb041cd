"""`homeroom sync send`."""

from __future__ import annotations

import threading
from typing import ClassVar

import click
from rich.console import Console

from admin_api import AdminConnection, LeaseApi, RosterApi
from settings import DistrictFolder
from settings.command import district_option, json_option, print_json
from settings.exit_code import ExitCode
from sync.commands.source_option import source_option
from sync.errors import SyncError
from sync.guard import guard
from sync.lease import leased
from sync.outbound.sending import Sent, send_rosters
from sync.reports.outbound import show_sent
from sync.run import compared, examined, outgoing, refuse_unfit


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
        with leased(LeaseApi(keycloak, realm), threading.Event(), seconds=seconds, wait=0):
            roster, verdict = examined(folder, source)
            refuse_unfit(verdict)
            found = compared(folder, roster, verdict, RosterApi(keycloak, realm))
            guard(found.plan, folder.district.guard)
            rosters = outgoing(folder, roster, found)
            sent = send_rosters(folder, rosters, targets, only_plan=only_plan, allowed_removals=allow_removals)
    if as_json:
        print_json({"targets": [done.as_json() for done in sent]})
    else:
        show_sent(Console(), sent)
    context.exit(exit_code_of(sent))


def exit_code_of(sent: tuple[Sent, ...]) -> ExitCode:
    """What the command ends with: what failed counts more than what was refused, and that more than what is pending."""
    statuses = {done.status for done in sent}
    if "failed" in statuses or any(done.rejections for done in sent):
        return ExitCode.FAILED
    if "refused" in statuses:
        return ExitCode.REFUSED
    return ExitCode.PENDING if "pending" in statuses else ExitCode.DONE
