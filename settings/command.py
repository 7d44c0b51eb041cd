"""What all commands have in common: `--district`, `--json`, and errors that know their exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import click

from settings.exit_code import ExitCode
from settings.folder import DistrictFolder

Command = TypeVar("Command", bound=Callable[..., Any])


class CommandError(Exception):
    """Base of each package's errors: the message is for the person at the terminal.

    Attributes:
        exit_code: what the command ends with; subclasses say their own.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.FAILED


def district_option(command: Command) -> Command:
    """Give a command `--district DIR`, which arrives as `folder`, a DistrictFolder."""
    return click.option(
        "--district",
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        show_default="the current folder",
        metavar="DIR",
        help="The district folder.",
        callback=lambda _context, _parameter, path: DistrictFolder.at(path),
    )(command)


def json_option(command: Command) -> Command:
    """Give a command `--json`, which arrives as `as_json`, a bool."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")(command)


def print_json(document: object) -> None:
    """Print the one document of `--json` on standard output."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
