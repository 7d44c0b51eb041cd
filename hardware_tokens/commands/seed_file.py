"""The vendor's file as an argument, and the encoding of its seeds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def seed_file(command: Command) -> Command:
    """Give a command the argument `FILE` and the option `--encoding`."""
    encoding = click.option(
        "--encoding",
        type=click.Choice(["hex", "base32"]),
        help="How the seeds are written; seen from the file if it is not said.",
    )
    return click.argument("seeds", type=FILE, metavar="FILE")(encoding(command))
