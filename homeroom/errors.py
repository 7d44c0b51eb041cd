"""The one place in which errors become messages for the person at the terminal, and exit codes."""

from __future__ import annotations

import logging
import os
import traceback
from pathlib import Path

import click

from admin_api.errors import AdminApiError
from settings.command import CommandError
from settings.errors import SettingsError
from settings.exit_code import ExitCode


def report(error: Exception) -> ExitCode:
    """Say on standard error what went wrong.

    Args:
        error: what a command raised.

    Returns:
        The exit code that the command line ends with.
    """
    match error:
        case click.UsageError():
            error.show()
            return ExitCode.USAGE
        case click.ClickException():
            return _say(error.format_message(), ExitCode.FAILED)
        case click.Abort():
            return _say("interrupted", ExitCode.FAILED)
        case CommandError() | SettingsError():
            return _say(str(error), error.exit_code)
        case AdminApiError():
            return _say(str(error), ExitCode.FAILED)
        case BrokenPipeError():
            # Whoever read our output has had enough; what is still buffered must not fail once more at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            return ExitCode.FAILED
        case _:
            return _say(_fault(error), ExitCode.FAILED)


def _say(message: str, code: ExitCode) -> ExitCode:
    click.secho("homeroom: ", err=True, nl=False, fg="red", bold=True)
    click.echo(message, err=True)
    return code


def _fault(error: Exception) -> str:
    """What is said of an error that nobody foresaw: a traceback goes to a file, or to the terminal when asked for."""
    trace = "".join(traceback.format_exception(error))
    what = f"this is a fault in Homeroom: {type(error).__name__}: {error}"
    if logging.getLogger().isEnabledFor(logging.DEBUG):
        return f"{what}\n{trace}"
    folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "homeroom"
    log = folder / "last-fault.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        log.write_text(trace, encoding="utf-8")
    except OSError:
        return f"{what}\nHOMEROOM_VERBOSE=1 shows where"
    return f"{what}\nWhere it happened is in {log}; please report it with that file"
