"""The option of every command that reads a roster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def source_option(command: Command) -> Command:
    """Give a command `--source DIR|ZIP|URL`, which arrives as `source`, a text or None."""
    return click.option(
        "--source",
        metavar="DIR|ZIP|URL",
        help="Where to read the roster, in place of roster.path in district.yaml.",
    )(command)
