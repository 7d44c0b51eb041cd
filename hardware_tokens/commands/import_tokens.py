"""`homeroom totp import`: hardware tokens become people's authenticators."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click
import structlog

from admin_api import AdminConnection, AuthenticatorApi, RosterApi
from hardware_tokens.assignments import Assignment, read_assignments
from hardware_tokens.commands.seed_file import FILE, seed_file
from hardware_tokens.giving import Giving, Outcome
from hardware_tokens.seeds import Encoding, read_tokens
from settings import DistrictFolder
from settings.command import district_option, json_option, print_json
from settings.exit_code import ExitCode

_log = structlog.get_logger("totp")


@click.command("import")
@seed_file
@click.option(
    "--assign", type=FILE, required=True, metavar="CSV", help="Who gets which: the employee's id, the serial number."
)
@click.option("--replace", is_flag=True, help="Take away authenticators that these people have already.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
@json_option
@district_option
@click.pass_context
def import_tokens(
    context: click.Context,
    folder: DistrictFolder,
    seeds: Path,
    encoding: Encoding | None,
    assign: Path,
    replace: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Give employees the hardware tokens of a vendor's FILE.

    A person who has an authenticator already is left alone, unless --replace is said. Doing it again changes nothing.
    """
    assignments = read_assignments(assign, read_tokens(seeds, encoding))
    with AdminConnection.of_account(folder.deployment.keycloak) as connection:
        realm = folder.district.realm
        giving = Giving(AuthenticatorApi(connection, realm), _users(connection, realm, assignments), replace, dry_run)
        outcomes = list(giving.all(assignments))
    given = [outcome.serial for outcome in outcomes if outcome.status == "given"]
    _log.info("tokens imported", dry_run=dry_run, given=len(given), asked=len(outcomes))
    if as_json:
        print_json({"dryRun": dry_run, "tokens": [asdict(outcome) for outcome in outcomes]})
    else:
        _show(outcomes, dry_run=dry_run)
    if any(outcome.status == "refused" for outcome in outcomes):
        context.exit(ExitCode.REJECTED)


def _users(connection: AdminConnection, realm: str, assignments: list[Assignment]) -> dict[str, str]:
    wanted = {assignment.employee for assignment in assignments}
    people = RosterApi(connection, realm).people()
    return {person.sourced_id: person.id for person in people if person.sourced_id in wanted}


def _show(outcomes: list[Outcome], *, dry_run: bool) -> None:
    for outcome in outcomes:
        if outcome.status == "refused":
            click.echo(f"{outcome.employee} does not get {outcome.serial}: {outcome.reason}", err=True)
    count = Counter(outcome.status for outcome in outcomes)
    given = "would be given" if dry_run else "given"
    click.echo(f"{count['given']} {given}, {count['unchanged']} unchanged, {count['refused']} refused.")
