"""`homeroom realm audit`."""

from __future__ import annotations

import click
from rich.console import Console

from admin_api import AdminConnection
from realm.audit.audit import audit as audit_realm
from realm.audit.waivers import base_waivers
from realm.desired import desired_realm
from realm.errors import RealmError
from realm.live import read_live
from settings.command import district_option, json_option, print_json
from settings.exit_code import ExitCode
from settings.folder import DistrictFolder


@click.command()
@district_option
@json_option
@click.pass_context
def audit(context: click.Context, folder: DistrictFolder, as_json: bool) -> None:
    """Look for what makes the live realm unsafe. Exit code 3 when findings are open."""
    model = desired_realm(folder)
    with AdminConnection.of_account(folder.deployment.keycloak) as connection:
        live = read_live(connection, model.name).content
    if live is None:
        raise RealmError(f"the server has no realm {model.name}; `homeroom realm apply` makes it")
    report = audit_realm(folder, model, live, base_waivers())
    if as_json:
        print_json(report.as_json())
    else:
        Console().print(report)
    context.exit(ExitCode.PENDING if report.open else ExitCode.DONE)
