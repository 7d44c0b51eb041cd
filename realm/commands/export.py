"""`homeroom realm export`."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from realm.commands.options import target_options
from realm.defaults import version_of_defaults
from realm.errors import ExportFolderError, NoSuchRealmError
from realm.export import Export
from realm.export import export as export_realm
from realm.live import read_live
from realm.target import Target
from settings.command import json_option, print_json


@click.command()
@target_options
@json_option
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Where the files go; the folder is made, and must not hold other YAML files.",
)
def export(target: Target, as_json: bool, out: Path) -> None:
    """Write the live realm to files: what is beyond Keycloak's defaults, without secrets."""
    name = target.name()
    with target.connection() as connection:
        version = connection.get("/admin/serverinfo")["systemInfo"]["version"]
        live = read_live(connection, name).content
    if live is None:
        raise NoSuchRealmError(name)
    made = export_realm(live)
    _write(made, out)
    if version != version_of_defaults():
        click.echo(
            f"homeroom: the server is Keycloak {version}, the defaults known are those of {version_of_defaults()}; "
            "the files may hold more than is needed",
            err=True,
        )
    if as_json:
        print_json({"realm": name, "files": sorted(made.files), "secrets": list(made.secrets)})
        return
    console = Console()
    console.print(f"Realm {name}: {len(made.files)} files in {out}", highlight=False)
    if made.secrets:
        console.print("Secrets are not in the files. The realm keeps them; a new one needs them by reference:")
        for secret in made.secrets:
            console.print(f"  {secret}", highlight=False, markup=False)


def _write(made: Export, out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        others = sorted({path.name for path in out.glob("*.yaml")} - made.files.keys())
        if others:
            raise ExportFolderError(out, others)
        for name, text in made.files.items():
            part = out / f".{name}.part"
            part.write_text(text, encoding="utf-8")
            part.replace(out / name)
    except OSError as failure:
        raise ExportFolderError(out, [], failure.strerror or str(failure)) from None
