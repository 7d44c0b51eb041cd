"""`homeroom badges letters`: claim letters onto a PDF, or as mails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click
import structlog

from admin_api import AdminConnection
from admin_api.badge_people import BadgePeopleApi
from admin_api.claims import ClaimApi, ClaimIssue, ClaimMailing
from admin_api.recipients import Refused
from badge_tool.asked import Asked
from badge_tool.class_sheets import Place
from badge_tool.commands.logo import logo_option
from badge_tool.commands.outcome import finish
from badge_tool.commands.whom import asked, selection_options
from badge_tool.letters.issue import batch_of, issue_codes, who_claim
from badge_tool.letters.letter import PAPERS
from badge_tool.letters.look import letter_look_of, letter_words_of
from badge_tool.letters.mail import mail_codes
from badge_tool.letters.sheet import render
from badge_tool.letters.words import LANGUAGES
from badge_tool.look_of import logo_of, today
from badge_tool.selection import Selection, chosen
from badge_tool.sheet_file import sheet_file
from badge_tool.two_steps import CLAIM_CODE
from settings import DistrictFolder
from settings.command import district_option, json_option, print_json

_log = structlog.get_logger("letters")


@dataclass(frozen=True)
class Printing:
    """What options say of the paper, by their names."""

    paper: str
    language: str | None
    logo: Path | None
    cover: bool


@click.command()
@selection_options
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE.pdf", help="Where the letters are written.")
@click.option("--email", is_flag=True, help="Send mails in place of letters, through the realm's mail server.")
@click.option(
    "--paper",
    type=click.Choice(list(PAPERS)),
    default=next(iter(PAPERS)),
    show_default=True,
    help="US Letter for No. 10 window envelopes, or A4 for DIN lang.",
)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Language of letters to people who have chosen none; without it the district's first.",
)
@click.option(
    "--expires",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Last day of the codes, such as 2026-09-30; without it as claim.valid_days in district.yaml says.",
)
@logo_option
@click.option("--cover/--no-cover", default=True, show_default=True, help="A checklist before each class or kind.")
@json_option
@district_option
@click.pass_context
def letters(
    context: click.Context,
    folder: DistrictFolder,
    selection: Selection,
    out: Path | None,
    email: bool,
    paper: str,
    language: str | None,
    expires: datetime | None,
    logo: Path | None,
    cover: bool,
    as_json: bool,
) -> None:
    """Print letters with which students and employees claim their accounts.

    Codes work once the PDF is safe on disk, and those of older letters do not from then on. Stopped at any moment
    before, nothing has changed for anybody. Who has claimed already gets none.
    """
    if email == (out is not None):
        raise click.UsageError("Say how: --out for a PDF, or --email, not both.")
    last_day = expires.date() if expires else None
    with AdminConnection.of_account(folder.deployment.keycloak) as connection:
        if out is None:
            sent = _mail(connection, folder, selection, last_day)
            refused = sent.refused
            _tell_sent(sent, as_json=as_json)
        else:
            issued = _print(connection, folder, selection, out, last_day, Printing(paper, language, logo, cover))
            refused = issued.refused
            _tell_printed(issued, out, as_json=as_json)
    finish(context, {*selection.people, *selection.classes}, refused, CLAIM_CODE)


def _print(
    connection: AdminConnection,
    folder: DistrictFolder,
    selection: Selection,
    out: Path,
    last_day: date | None,
    how: Printing,
) -> ClaimIssue:
    district = folder.district
    look = letter_look_of(district, folder.deployment.keycloak.url, how.language, logo_of(folder, how.logo))
    words = letter_words_of(district, how.language)
    with sheet_file(out) as file:
        whom, places = _whom(BadgePeopleApi(connection, district.realm), folder, selection)

        def write(answer: ClaimIssue) -> None:
            batch = batch_of(answer, look, printed=today(district), cover=how.cover, language=words, places=places)
            file.write(render(batch, PAPERS[how.paper]))

        issued = issue_codes(ClaimApi(connection, district.realm), whom, write, expires=last_day)
    _log.info("letters printed", letters=len(issued.issued), refused=len(issued.refused), paper=how.paper)
    return issued


def _mail(
    connection: AdminConnection, folder: DistrictFolder, selection: Selection, last_day: date | None
) -> ClaimMailing:
    realm = folder.district.realm
    if selection.people:
        people = asked(selection.people, selection.classes).people
    elif selection.is_filter or selection.classes:
        # Classes are looked up, too: a student of two of them is to get one mail, in however many calls.
        found = who_claim(BadgePeopleApi(connection, realm).people(selection.wanted), folder.district.claim)
        people = tuple(person.sourced_id for person in found)
    else:
        raise click.UsageError("Say for whom: --person, --class, --campus, --grade or --staff.")

    def tell(sent: int) -> None:
        click.echo(f"{sent} of {len(people)} mails are on the way.", err=True)

    sent = mail_codes(ClaimApi(connection, realm), people, tell, expires=last_day)
    _log.info("letters mailed", letters=len(sent.sent), refused=len(sent.refused))
    return sent


def _whom(api: BadgePeopleApi, folder: DistrictFolder, selection: Selection) -> tuple[Asked, Mapping[str, Place]]:
    """For whom codes are asked, and where those belong who were looked up."""
    if not selection.is_filter:
        return asked(selection.people, selection.classes), {}
    found = chosen(who_claim(api.people(selection.wanted), folder.district.claim), selection.schools)
    places = {one.sourced_id: one.place for one in found}
    return Asked(people=tuple(places)), places


def _tell_printed(issued: ClaimIssue, out: Path, *, as_json: bool) -> None:
    if as_json:
        people = [{"sourcedId": one.sourced_id, "expires": one.expires.isoformat()} for one in issued.issued]
        print_json({"file": str(out.absolute()), "issued": people, "refused": _documents(issued.refused)})
    else:
        click.echo(f"{out}: {_count(len(issued.issued), 'letter')}. Older letters of the same people are void.")
    click.echo(f"{out} holds codes that open accounts. Print it, then delete it.", err=True)


def _tell_sent(sent: ClaimMailing, *, as_json: bool) -> None:
    if as_json:
        print_json({"sent": list(sent.sent), "refused": _documents(sent.refused)})
    else:
        click.echo(f"{_count(len(sent.sent), 'mail')} sent. Older letters of the same people are void.")


def _documents(refused: Sequence[Refused]) -> list[dict[str, str]]:
    return [
        {"sourcedId": one.sourced_id, "error": one.error, "reason": CLAIM_CODE.reason(one.error)} for one in refused
    ]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
