"""`homeroom realm`: the district's realm from its files."""

from __future__ import annotations

from collections.abc import Mapping

import click
from rich.console import Console

from admin_api import AdminConnection
from realm.check import check_files
from realm.desired import desired_realm
from realm.engine import apply as apply_plan
from realm.engine import check_deletes, plan
from realm.merge import RealmModel
from settings.command import district_option, json_option, print_json
from settings.district import Ownership, RealmSection
from settings.exit_code import ExitCode
from settings.folder import DistrictFolder


@click.group()
def realm() -> None:
    """Keep the whole realm in the district folder."""


@realm.command()
@district_option
@json_option
def validate(folder: DistrictFolder, as_json: bool) -> None:
    """Check the files without asking the server."""
    model = _checked(folder)
    if as_json:
        print_json({"realm": model.name, "valid": True})
    else:
        Console().print(f"The files of realm {model.name} are valid.")


@realm.command(name="plan")
@district_option
@json_option
@click.pass_context
def plan_command(context: click.Context, folder: DistrictFolder, as_json: bool) -> None:
    """Show what `apply` would change. Exit code 3 when that is anything."""
    model = _checked(folder)
    with AdminConnection.of_account(folder.deployment.keycloak) as connection:
        pending = plan(model, connection, _managed(folder))
    if as_json:
        print_json(pending.as_json())
    else:
        Console().print(pending)
    context.exit(ExitCode.PENDING if pending else ExitCode.DONE)


@realm.command(name="apply")
@district_option
@json_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--allow-deletes", type=click.IntRange(min=0), metavar="N", help="Allow this many deletions, for this once."
)
def apply_command(folder: DistrictFolder, as_json: bool, yes: bool, allow_deletes: int | None) -> None:
    """Make the live realm as the files say."""
    model = _checked(folder)
    limit = folder.district.realm_policy.max_deletes if allow_deletes is None else allow_deletes
    console = Console(stderr=as_json)
    with AdminConnection.of_account(folder.deployment.keycloak) as connection:
        pending = plan(model, connection, _managed(folder))
        check_deletes(pending, limit)
        if not as_json or not yes:
            console.print(pending)
        if pending and not yes:
            click.confirm("Apply these changes?", abort=True, err=as_json)
        done = 0
        if pending:
            with console.status("Applying"):
                done = apply_plan(
                    pending,
                    model,
                    connection,
                    _managed(folder),
                    allowed_deletes=limit,
                    progress=lambda change: console.print(f"{change.kind} {change.name}", highlight=False),
                )
    if as_json:
        print_json({**pending.as_json(), "applied": done})
    else:
        console.print(f"Realm {model.name}: {done} changes applied." if done else "Nothing to apply.")


def _checked(folder: DistrictFolder) -> RealmModel:
    model = desired_realm(folder)
    check_files(model)
    return model


def _managed(folder: DistrictFolder) -> Mapping[RealmSection, Ownership]:
    return folder.district.realm_policy.managed
