"""`homeroom sync check`."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from settings import DistrictFolder
from settings.command import district_option, json_option, print_json
from settings.exit_code import ExitCode
from sync.commands.source_option import source_option
from sync.reading import examined, refuse_unfit
from sync.reports.delivery import report_now
from sync.reports.document import findings_document, source_document
from sync.reports.files import write_report
from sync.reports.language import load
from sync.reports.mailing import is_mailed, mail_report
from sync.reports.report import Report
from sync.reports.terminal import show_findings, show_source


@click.command("check")
@district_option
@source_option
@json_option
@click.option(
    "--report",
    "into",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the registrar's report there: HTML and CSV for the district and each campus, and JSON.",
)
@click.option("--mail", "mailed", is_flag=True, help="Send the report to whom `reports` in district.yaml names.")
@click.pass_context
def check_command(
    context: click.Context, folder: DistrictFolder, source: str | None, as_json: bool, into: Path | None, mailed: bool
) -> None:
    """Read the roster and say what is wrong with it.

    Ends with 3 if there are findings, and with 5 if the set cannot be used. A report is written all the same; an e-mail
    that fails is told, and changes nothing else.
    """
    if mailed and not is_mailed(folder.district):
        raise click.UsageError("--mail needs `mail`, and somebody in `reports.mail_to`, in district.yaml")
    roster, verdict = examined(folder, source)
    if as_json:
        print_json({"source": source_document(roster.origin), "findings": findings_document(roster.origin, verdict)})
    else:
        console = Console()
        show_source(console, roster.origin)
        show_findings(console, roster.origin, verdict)
    if into or mailed:
        _give(report_now(folder, roster, verdict), into, mailed=mailed)
    refuse_unfit(verdict)
    if verdict.found:
        context.exit(ExitCode.PENDING)


def _give(report: Report, into: Path | None, *, mailed: bool) -> None:
    languages = load(report.district.languages)
    if into:
        files = write_report(report, into, languages)
        click.echo(f"The report is in {files[0]} and {len(files) - 1:,} files beside it.", err=True)
    if mailed and report.district.mail:
        for problem in mail_report(report, report.district.mail, languages):
            click.echo(f"homeroom: {problem}", err=True)
