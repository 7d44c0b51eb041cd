"""`homeroom badges`: issue, print and void badges."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import structlog
from rich.console import Console
from rich.table import Table

from admin_api import AdminConnection, BadgeApi
from admin_api.badge_people import BadgePeopleApi, PeopleFilter
from admin_api.badges import Issue, IssuedBadge
from badge_tool.class_sheets import sheet_of
from badge_tool.issue import Asked, issue_badges, named_but_refused, reason
from badge_tool.layouts import LAYOUTS, Look
from badge_tool.pictures import PhotoFolder, read_logo
from badge_tool.selection import chosen
from badge_tool.sheet import render
from badge_tool.sheet_file import sheet_file
from badge_tool.words import words_in
from settings import District, DistrictFolder
from settings.command import district_option, json_option, print_json
from settings.exit_code import ExitCode

_log = structlog.get_logger("badges")
_person = click.option("--person", "people", multiple=True, metavar="ID", help="sourcedId of a person; repeatable.")
_class = click.option("--class", "classes", multiple=True, metavar="ID", help="sourcedId of a class; repeatable.")


@click.group()
def badges() -> None:
    """QR badges: issue, print and void them."""


@badges.command()
@_person
@_class
@json_option
@district_option
@click.pass_context
def issue(
    context: click.Context, folder: DistrictFolder, people: tuple[str, ...], classes: tuple[str, ...], as_json: bool
) -> None:
    """Issue badges and show their codes, this once.

    For card printers and programs that draw badges of their own: the codes are kept nowhere, and the older badges of
    the same people stop working when the codes have been shown.
    """
    asked = _asked(people, classes)

    def show(issue: Issue) -> None:
        if as_json:
            print_json([_document(badge) for badge in issue.issued])
        else:
            _show_codes(issue)

    with AdminConnection.of_account(folder.deployment.keycloak) as connection:
        issued = issue_badges(_api(connection, folder), asked, show, expires=folder.district.badges.expires)
    _finish(context, asked, issued)


@badges.command("print")
@_person
@_class
@click.option("--campus", "schools", multiple=True, metavar="CODE", help="Everybody of a school; repeatable.")
@click.option("--grade", "grades", multiple=True, metavar="GRADE", help="Only this grade, such as KG; repeatable.")
@click.option("--staff", is_flag=True, help="Employees in place of students.")
@click.option("--employee-type", "employee_types", multiple=True, metavar="TYPE", help="Only these; repeatable.")
@click.option("--special-ed", is_flag=True, help="Only students with the special-ed mark.")
@click.option("--without-badge", is_flag=True, help="Only people who have no badge that works.")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FILE.pdf", help="Where the sheet is written."
)
@click.option(
    "--layout",
    type=click.Choice(list(LAYOUTS)),
    default=next(iter(LAYOUTS)),
    show_default=True,
    help="How the badges are laid out.",
)
@click.option(
    "--photos",
    "photo_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Photos for layouts that have room for one, in files named by sourcedId: 4711.jpg.",
)
@click.option(
    "--logo",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The district's logo, a PNG or JPEG; without it logo.png of the district folder, if there is one.",
)
@click.option("--cover/--no-cover", default=True, show_default=True, help="A page with a checklist before each class.")
@json_option
@district_option
@click.pass_context
def print_sheet(
    context: click.Context,
    folder: DistrictFolder,
    people: tuple[str, ...],
    classes: tuple[str, ...],
    schools: tuple[str, ...],
    grades: tuple[str, ...],
    staff: bool,
    employee_types: tuple[str, ...],
    special_ed: bool,
    without_badge: bool,
    out: Path,
    layout: str,
    photo_folder: Path | None,
    logo: Path | None,
    cover: bool,
    as_json: bool,
) -> None:
    """Issue badges and print them to a PDF.

    The badges work once the PDF is safe on disk, and the older ones of the same people are void from then on. Stopped
    at any moment before, nothing has changed for anybody.
    """
    wanted = PeopleFilter(
        "staff" if staff or employee_types else "student",
        schools,
        grades,
        classes,
        employee_types,
        special_ed or None,
        without_badge,
    )
    by_filter = bool(schools or grades or staff or employee_types or special_ed or without_badge)
    if by_filter and people:
        raise click.UsageError("--person names people; leave it out where they are chosen by --campus and the like.")
    asked = None if by_filter else _asked(people, classes)
    district = folder.district
    look = _look(folder, logo)
    photos = PhotoFolder(photo_folder) if photo_folder else None
    with sheet_file(out) as file, AdminConnection.of_account(folder.deployment.keycloak) as connection:
        if asked is None:
            asked = Asked(people=chosen(BadgePeopleApi(connection, district.realm).people(wanted)))

        def write(issue: Issue) -> None:
            sheet = sheet_of(
                issue,
                look,
                printed=_today(district),
                expires=district.badges.expires,
                cover=cover,
                photos=photos,
            )
            file.write(render(sheet, LAYOUTS[layout]))

        issued = issue_badges(_api(connection, folder), asked, write, expires=district.badges.expires)
    for note in photos.left_out if photos else ():
        click.echo(f"Without a photo: {note}", err=True)
    _log.info("badges printed", badges=len(issued.issued), refused=len(issued.refused), layout=layout)
    if as_json:
        print_json(
            {
                "file": str(out.absolute()),
                "issued": [badge.sourced_id for badge in issued.issued],
                "refused": [{"sourcedId": one.sourced_id, "error": one.error} for one in issued.refused],
            }
        )
    else:
        click.echo(f"{out}: {words_in('en').count(len(issued.issued))}. Earlier badges of the same people are void.")
    _finish(context, asked, issued)


@badges.command()
@click.option(
    "--person", "people", multiple=True, required=True, metavar="ID", help="sourcedId of a person; repeatable."
)
@click.option("--sign-out", is_flag=True, help="End the sessions of these people, too.")
@json_option
@district_option
def void(folder: DistrictFolder, people: tuple[str, ...], sign_out: bool, as_json: bool) -> None:
    """Void every badge of people, so that the next scan is refused."""
    with AdminConnection.of_account(folder.deployment.keycloak) as connection:
        voided = _api(connection, folder).void(people, sign_out=sign_out)
    _log.info("badges voided", voided=voided, signed_out=sign_out)
    if as_json:
        print_json({"voided": voided})
    else:
        click.echo(f"{words_in('en').count(voided)} voided.")


def _asked(people: tuple[str, ...], classes: tuple[str, ...]) -> Asked:
    try:
        return Asked(tuple(dict.fromkeys(people)), tuple(dict.fromkeys(classes)))
    except ValueError:
        raise click.UsageError("Say for whom: --person or --class, not both.") from None


def _api(connection: AdminConnection, folder: DistrictFolder) -> BadgeApi:
    return BadgeApi(connection, folder.district.realm)


def _look(folder: DistrictFolder, logo: Path | None) -> Look:
    district = folder.district
    file = logo or folder.path / "logo.png"
    return Look(
        district.name,
        district.branding.color,
        words_in(district.languages[0]),
        accent=district.branding.accent,
        logo=read_logo(file) if logo or file.is_file() else None,
    )


def _today(district: District) -> date:
    return datetime.now(ZoneInfo(district.time_zone)).date()


def _document(badge: IssuedBadge) -> dict[str, str | None]:
    return {
        "sourcedId": badge.sourced_id,
        "userId": badge.user_id,
        "credentialId": badge.credential_id,
        "code": badge.code,
        "username": badge.username,
        "firstName": badge.first_name,
        "lastName": badge.last_name,
        "grade": badge.grade,
        "class": badge.class_sourced_id,
        "picture": badge.picture,
        "pin": badge.pin,
    }


def _show_codes(issue: Issue) -> None:
    """A table with the codes: there is no second chance to see them, and without one the person has no badge."""
    table = Table("Person", "Name", "Grade", "Code")
    for badge in issue.issued:
        table.add_row(badge.sourced_id, f"{badge.first_name} {badge.last_name}", badge.grade or "", badge.code)
    Console().print(table, soft_wrap=True)


def _finish(context: click.Context, asked: Asked, issue: Issue) -> None:
    """List those who got none on standard error; an id that was named and refused is a rejected input."""
    for one in issue.refused:
        click.echo(f"No badge for {one.sourced_id}: {reason(one.error)}", err=True)
    if named_but_refused(asked, issue):
        context.exit(ExitCode.REJECTED)
