"""`homeroom realm validate`."""

from __future__ import annotations

import click
from rich.console import Console

from realm.check import check_server
from realm.commands.notices import say_what_is_passed_over
from realm.commands.options import target_options
from realm.live import read_live
from realm.target import Target
from settings.command import json_option, print_json


@click.command()
@target_options
@json_option
@click.option("--offline", is_flag=True, help="Ask no server whether it has what the files name.")
def validate(target: Target, as_json: bool, offline: bool) -> None:
    """Check the files, and with the server's help whether it has what they name. Changes nothing."""
    model = target.model()
    say_what_is_passed_over(model)
    if not offline:
        with target.connection() as connection:
            check_server(model, read_live(connection, model.name))
    if as_json:
        print_json({"realm": model.name, "valid": True, "server": not offline})
    else:
        Console().print(f"The files of realm {model.name} are valid.")
