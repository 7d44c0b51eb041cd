"""The command `homeroom`: its sub-commands are imported when they are called, so that help is quick."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from homeroom.logs import configure_logs
from settings.exit_code import ExitCode


@dataclass(frozen=True)
class Subcommand:
    """Where a sub-command is, and what help says of it before it is imported.

    Attributes:
        module: its module.
        attribute: the click command in it.
        summary: one line.
    """

    module: str
    attribute: str
    summary: str

    def load(self) -> click.Command:
        """Import it."""
        command: click.Command = getattr(importlib.import_module(self.module), self.attribute)
        return command


SUBCOMMANDS: Mapping[str, Subcommand] = {
    "badges": Subcommand("badge_tool.cli", "badges", "Issue, print and void badges."),
    "demo": Subcommand("homeroom.demo.command", "demo", "A whole example district on this machine."),
    "desk": Subcommand("desk.cli", "desk", "The staff web application."),
    "doctor": Subcommand("doctor.cli", "doctor", "Check a deployment: what is wrong, where, what to do."),
    "guides": Subcommand("guides.cli", "guides", "The people's guides, as web pages and PDFs."),
    "realm": Subcommand("realm.cli", "realm", "The realm in git: validate, plan, apply."),
    "totp": Subcommand("hardware_tokens.cli", "totp", "Hardware tokens that show one-time codes."),
    "sync": Subcommand("sync.cli", "sync", "The roster sync: check, plan, run."),
}


class CommandLine(click.Group):
    """A group that imports a sub-command when it is called, and turns errors into messages and exit codes."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Names of the sub-commands."""
        return sorted(SUBCOMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The sub-command of a name, imported."""
        subcommand = SUBCOMMANDS.get(cmd_name)
        return subcommand.load() if subcommand else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of sub-commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, SUBCOMMANDS[name].summary) for name in self.list_commands(ctx)])

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command line; unless `standalone_mode` is off, end the process with the exit code."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        try:
            result = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except Exception as error:
            from homeroom.errors import report  # here, because it imports what most calls never need

            sys.exit(report(error))
        sys.exit(result if isinstance(result, int) else ExitCode.DONE)


@click.group(cls=CommandLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="homeroom")
@click.option("-v", "--verbose", is_flag=True, envvar="HOMEROOM_VERBOSE", help="Say more, tracebacks included.")
def main(verbose: bool) -> None:
    """One portal for a school district, on Keycloak."""
    configure_logs(verbose=verbose)
