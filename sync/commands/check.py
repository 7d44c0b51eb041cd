"""`homeroom sync check`."""

from __future__ import annotations

import click
from rich.console import Console

from settings import DistrictFolder
from settings.command import district_option, json_option, print_json
from settings.exit_code import ExitCode
from sync.commands.source_option import source_option
from sync.reports.document import findings_document, source_document
from sync.reports.terminal import show_findings, show_source
from sync.run import examined, refuse_unfit


@click.command("check")
@district_option
@source_option
@json_option
@click.pass_context
def check_command(context: click.Context, folder: DistrictFolder, source: str | None, as_json: bool) -> None:
    """Read the roster and say what is wrong with it.

    Ends with 3 if there are findings, and with 5 if the set cannot be used.
    """
    roster, verdict = examined(folder, source)
    if as_json:
        print_json({"source": source_document(roster), "findings": findings_document(verdict)})
    else:
        console = Console()
        show_source(console, roster)
        show_findings(console, verdict)
    refuse_unfit(verdict)
    if verdict.found:
        context.exit(ExitCode.PENDING)
