"""`homeroom badges sets`: the saved parameters of printing."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from badge_tool.set_file import SetFile
from settings import DistrictFolder
from settings.badge_sets import BadgeSet
from settings.command import district_option, json_option, print_json


@click.command()
@click.option("--remove", metavar="NAME", help="Take this set out of badge-sets.yaml.")
@json_option
@district_option
def sets(folder: DistrictFolder, remove: str | None, as_json: bool) -> None:
    """List the saved sets of parameters for printing.

    They are in badge-sets.yaml of the district folder. homeroom badges print --save NAME writes them, --set NAME
    prints with them.
    """
    file = SetFile.of(folder)
    if remove:
        file.remove(remove)
    known = file.sets()
    if as_json:
        print_json({name: one.model_dump(mode="json") for name, one in known.items()})
    elif not known:
        click.echo(f"No sets are saved in {file.path}.")
    else:
        table = Table("Set", "Parameters")
        for name, one in known.items():
            table.add_row(name, _in_words(one))
        Console().print(table)


def _in_words(one: BadgeSet) -> str:
    said = one.model_dump(mode="json", exclude_defaults=True)
    return ", ".join(f"{key}: {_value(value)}" for key, value in said.items()) or "as they are without any option"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
