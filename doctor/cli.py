"""`homeroom doctor`."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click
from rich.console import Console

from admin_api import AdminConnection
from doctor.examination import Examination
from doctor.finding import Check
from doctor.inside import Inside
from doctor.pages import Addresses, examine_outside, examine_pages
from settings import DistrictFolder
from settings.command import json_option, print_json
from settings.exit_code import ExitCode


@click.command()
@click.option(
    "--district",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    show_default="the current folder",
    help="The district folder.",
)
@json_option
@click.option(
    "--outside",
    is_flag=True,
    help="This machine stands outside: look only at what everybody can, and for what nobody should.",
)
@click.option("--server", metavar="URL", help="With --outside: Keycloak's address, where there is no district folder.")
@click.option("--realm", metavar="NAME", help="With --server: the district's realm.")
@click.option(
    "--ignore",
    multiple=True,
    type=click.Choice(get_args(Check)),
    metavar="CHECK",
    help="Leave out findings of a check; may be given again.",
)
@click.pass_context
def doctor(
    context: click.Context,
    district: Path | None,
    as_json: bool,
    outside: bool,
    server: str | None,
    realm: str | None,
    ignore: tuple[str, ...],
) -> None:
    """Check a deployment: what is wrong, where, and what to do. Exit code 3 when anything is."""
    if server and not (outside and realm):
        raise click.UsageError("--server goes with --outside and --realm.")
    examination = Examination()
    if server and realm:
        addresses = Addresses(server, realm)
        examine_pages(addresses, examination)
    else:
        folder = DistrictFolder.at(district or Path())
        deployment = folder.deployment
        addresses = Addresses(deployment.keycloak.url, folder.district.realm, deployment.desk.url)
        examine_pages(addresses, examination)
        if not outside:
            with AdminConnection.of_account(deployment.keycloak, patience=5.0) as connection:
                Inside(folder, connection, examination).examine()
    if outside:
        examine_outside(addresses, examination)
    report = examination.report().without(ignore)
    if as_json:
        print_json(report.as_json())
    else:
        Console(soft_wrap=True).print(report)
    context.exit(ExitCode.PENDING if report.findings else ExitCode.DONE)
