"""`homeroom badges cards`: credential cards onto a PDF."""

from __future__ import annotations

from pathlib import Path

import click
import structlog

from admin_api import AdminConnection
from admin_api.badge_people import BadgePeopleApi, BadgePerson
from admin_api.cards import CardApi, CardIssue
from badge_tool.cards.issue import issue_cards, may_have_a_card, sheet_of
from badge_tool.cards.layouts import CARD_LAYOUTS
from badge_tool.cards.look import card_look_of
from badge_tool.cards.sheet import render
from badge_tool.cards.words import LANGUAGES
from badge_tool.commands.logo import logo_option
from badge_tool.commands.outcome import finish
from badge_tool.commands.whom import asked, selection_options
from badge_tool.look_of import logo_of, today
from badge_tool.selection import Selection
from badge_tool.sheet_file import sheet_file
from badge_tool.two_steps import CARD
from settings import DistrictFolder
from settings.command import district_option, json_option, print_json

_log = structlog.get_logger("cards")


@click.command()
@selection_options
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FILE.pdf", help="Where the cards are written."
)
@click.option(
    "--layout",
    type=click.Choice(list(CARD_LAYOUTS)),
    default=next(iter(CARD_LAYOUTS)),
    show_default=True,
    help="Cards to cut apart, or a page for each family.",
)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Language of the passwords and of all that is printed; without it the district's first.",
)
@logo_option
@click.option("--cover/--no-cover", default=True, show_default=True, help="A page with a checklist before each class.")
@json_option
@district_option
@click.pass_context
def cards(
    context: click.Context,
    folder: DistrictFolder,
    selection: Selection,
    out: Path,
    layout: str,
    language: str | None,
    logo: Path | None,
    cover: bool,
    as_json: bool,
) -> None:
    """Give pupils new passwords and print them: user name and three words, for those without a camera.

    The passwords work once the PDF is safe on disk, and the older ones of the same pupils do not from then on. Stopped
    at any moment before, nothing has changed for anybody. Nobody can see or print them a second time.
    """
    if selection.staff:
        raise click.UsageError("Cards are for students: leave --staff and --employee-type out.")
    district = folder.district
    keycloak = folder.deployment.keycloak
    look = card_look_of(district, keycloak.url, language, logo_of(folder, logo))
    named = None if selection.is_filter else asked(selection.people, selection.classes)
    with sheet_file(out) as file, AdminConnection.of_account(keycloak) as connection:
        found = [] if named else list(BadgePeopleApi(connection, district.realm).people(selection.wanted))
        whom = named or may_have_a_card(found, district.cards)

        def write(answer: CardIssue) -> None:
            sheet = sheet_of(answer, look, printed=today(district), cover=cover, classes=_classes(found))
            file.write(render(sheet, CARD_LAYOUTS[layout]))

        issued = issue_cards(CardApi(connection, district.realm), whom, write, language=look.words.checklist.language)
    _log.info("cards printed", cards=len(issued.issued), refused=len(issued.refused), layout=layout)
    _tell(issued, out, as_json=as_json)
    finish(context, {*selection.people, *selection.classes}, issued.refused, CARD)


def _classes(people: list[BadgePerson]) -> dict[str, str]:
    return {person.sourced_id: person.class_title for person in people if person.class_title}


def _tell(issued: CardIssue, out: Path, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "file": str(out.absolute()),
                "issued": [card.sourced_id for card in issued.issued],
                "refused": [{"sourcedId": one.sourced_id, "error": one.error} for one in issued.refused],
            }
        )
    else:
        click.echo(f"{out}: {CARD.count(len(issued.issued))}. Earlier passwords of the same pupils are void.")
    click.echo(f"{out} holds passwords. Print it, then delete it.", err=True)
