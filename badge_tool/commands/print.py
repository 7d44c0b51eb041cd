"""`homeroom badges print`: badges onto PDFs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
import structlog

from admin_api import AdminApiError, AdminConnection, BadgeApi
from admin_api.badge_people import BadgePeopleApi
from admin_api.recipients import Refused
from badge_tool.class_sheets import Arrangement
from badge_tool.commands.outcome import finish
from badge_tool.commands.parameters import Parameters, parameter_options
from badge_tool.errors import BadgeError
from badge_tool.layouts import LAYOUTS
from badge_tool.look_of import logo_of, look_of, today
from badge_tool.pictures import PhotoFolder
from badge_tool.policy_rules import policy_rules
from badge_tool.print_plan import PrintPlan, plan
from badge_tool.print_run import Drawing, Printed, PrintRun
from badge_tool.set_file import SetFile
from badge_tool.sheet_file import sheet_folder
from badge_tool.two_steps import BADGE
from badge_tool.words import words_in
from settings import DistrictFolder
from settings.badge_sets import BadgeSet
from settings.command import district_option, json_option, print_json

_log = structlog.get_logger("badges")


@click.command("print")
@parameter_options
@click.option("--save", metavar="NAME", help="Save what the options say as a set; without --out nothing is printed.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE.pdf|DIR",
    help="Where the PDF is written; with --each the folder of the PDFs.",
)
@json_option
@district_option
@click.pass_context
def print_sheet(
    context: click.Context,
    folder: DistrictFolder,
    parameters: Parameters,
    save: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Issue badges and print them to PDFs.

    The badges of a PDF work once it is safe on disk, and the older ones of the same people are void from then on.
    Stopped at any moment before, nothing has changed for anybody.
    """
    selection, how = parameters.selection, parameters.how
    if save:
        _save(folder, save, parameters)
        if out is None:
            if as_json:
                print_json({save: how.model_dump(mode="json")})
            return
    out = _checked(parameters, out)
    district = folder.district
    drawing = _drawing(folder, how)
    with AdminConnection.of_account(folder.deployment.keycloak) as connection:
        planned = plan(BadgePeopleApi(connection, district.realm), selection, how.each, out.stem)
        run = PrintRun(
            BadgeApi(connection, district.realm),
            drawing,
            lambda part: out if how.each == "none" else out / f"{part.name}.pdf",
        )
        _print(run, planned, out if how.each != "none" else None)
    for note in drawing.photos.left_out if drawing.photos else ():
        click.echo(f"Without a photo: {note}", err=True)
    refused = (*planned.refused, *run.refused)
    badges = sum(len(one.people) for one in run.printed)
    _log.info("badges printed", badges=badges, refused=len(refused), files=len(run.printed), layout=how.layout)
    if as_json:
        print_json(_document(run.printed, refused))
    else:
        click.echo(_summary(out, run.printed))
    finish(context, {*selection.people, *selection.classes}, refused)


def _save(folder: DistrictFolder, name: str, parameters: Parameters) -> None:
    if parameters.selection.people:
        raise click.UsageError("A set chooses by campus, grade, class or kind; people named by --person are not saved.")
    file = SetFile.of(folder)
    file.save(name, parameters.how)
    click.echo(f"Saved as {name} in {file.path}.", err=True)


def _checked(parameters: Parameters, out: Path | None) -> Path:
    selection = parameters.selection
    if out is None:
        raise click.UsageError("Missing option '--out': the PDF, or with --each the folder of the PDFs.")
    if not (selection.is_filter or selection.people or selection.classes):
        raise click.UsageError("Say for whom: --person, --class, --campus, --grade, --staff or a --set that does.")
    if selection.people and selection.classes:
        raise click.UsageError("Say for whom: --person or --class, not both.")
    if selection.people and parameters.how.each != "none":
        raise click.UsageError("People named by --person come on one PDF; leave --each out, or say --each none.")
    return out


def _drawing(folder: DistrictFolder, how: BadgeSet) -> Drawing:
    district = folder.district
    look = look_of(district, logo=logo_of(folder, folder.path / how.logo if how.logo else None))
    rules = policy_rules(district.badges, look.words)
    return Drawing(
        LAYOUTS[how.layout],
        look,
        Arrangement(today(district), district.badges.expires, how.order, how.cover, rules=rules),
        how.checklist_apart,
        PhotoFolder(folder.path / how.photos) if how.photos else None,
    )


def _print(run: PrintRun, planned: PrintPlan, folder: Path | None) -> None:
    """Print, and say how far it is where there are many PDFs."""

    def tell(printed: Printed) -> None:
        if folder:
            done, name = len(run.printed), printed.files[0].name
            click.echo(f"{done} of {planned.files}: {name}, {words_in('en').count(len(printed.people))}", err=True)

    if folder and planned.rounds:
        sheet_folder(folder)
    try:
        run.print(planned.rounds, tell)
    except (BadgeError, AdminApiError):
        if folder and run.printed:
            click.echo(f"{len(run.printed)} of {planned.files} PDFs are finished, and their badges work.", err=True)
        raise


def _document(printed: Sequence[Printed], refused: Sequence[Refused]) -> dict[str, object]:
    return {
        "files": [
            {
                "file": str(one.files[0].absolute()),
                "checklist": str(one.files[1].absolute()) if one.files[1:] else None,
                "issued": one.people,
            }
            for one in printed
        ],
        "refused": [
            {"sourcedId": one.sourced_id, "error": one.error, "reason": BADGE.reason(one.error)} for one in refused
        ],
    }


def _summary(out: Path, printed: Sequence[Printed]) -> str:
    if not printed:
        return "Nothing to print: everybody chosen who may have a badge has one that works."
    badges = words_in("en").count(sum(len(one.people) for one in printed))
    files = [path for one in printed for path in one.files]
    place = " and ".join(map(str, files)) if len(printed) == 1 else f"{len(printed)} PDFs in {out}"
    return f"{place}: {badges}. Earlier badges of the same people are void."
