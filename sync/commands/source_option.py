"""The option of every command that reads a roster."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def source_option(command: Command) -> Command:
    """Give a command `--source DIR|ZIP`, which arrives as `source`, a Path or None."""
    return click.option(
        "--source",
        type=click.Path(path_type=Path),
        metavar="DIR|ZIP",
        help="The OneRoster CSV set, in place of roster.path in district.yaml.",
    )(command)
