"""What was issued, drawn: the PDFs of badges, of credential cards and of claim letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from admin_api import CardIssue, ClaimIssue
from admin_api.badges import Issue
from admin_api.recipients import Refused
from badge_tool.cards.issue import sheet_of as card_sheet_of
from badge_tool.cards.layouts import CARD_LAYOUTS
from badge_tool.cards.look import card_look_of
from badge_tool.cards.sheet import render as render_cards
from badge_tool.class_sheets import Arrangement, Place, sheet_of
from badge_tool.layouts import LAYOUTS
from badge_tool.letters.issue import batch_of
from badge_tool.letters.letter import PAPERS
from badge_tool.letters.look import letter_look_of, letter_words_of
from badge_tool.letters.sheet import render as render_letters
from badge_tool.look_of import look_of
from badge_tool.policy_rules import policy_rules
from badge_tool.sheet import render, render_checklists
from badge_tool.words import words_in
from desk.site import Site
from settings.badge_sets import BadgeSet

Kind = Literal["badges", "cards", "letters", "checklists"]


@dataclass(frozen=True)
class PrintedFile:
    """A PDF.

    Attributes:
        kind: what is in it.
        pdf: its content. A secret.
    """

    kind: Kind
    pdf: bytes = field(repr=False)


def draw_badges(
    site: Site,
    issue: Issue,
    how: BadgeSet,
    language: str,
    *,
    places: Mapping[str, Place] | None = None,
    refused: Sequence[Refused] = (),
) -> tuple[PrintedFile, ...]:
    """Badges, and their checklists in a PDF of their own where the layout's paper does not take them.

    Args:
        site: whose district's name, colour and policy the sheet has.
        issue: the answer of the endpoint.
        how: layout, order, whether there are checklists.
        language: of the sheet.
        places: where people belong, by sourcedId, who were looked up.
        refused: who was not asked for because they may have none.

    Raises:
        BadgeError: a font is missing, or a code does not fit.
    """
    district = site.district
    words = words_in(language)
    arrangement = Arrangement(
        site.today(), district.badges.expires, how.order, how.cover, rules=policy_rules(district.badges, words)
    )
    everybody = replace(issue, refused=(*issue.refused, *refused))
    sheet = sheet_of(everybody, look_of(district, words), arrangement, places=places)
    layout = LAYOUTS[how.layout]
    badges = PrintedFile("badges", render(sheet, layout))
    if layout.checklist_page is None or not how.cover:
        return (badges,)
    return badges, PrintedFile("checklists", render_checklists(sheet, layout.checklist_page))


def draw_cards(
    site: Site, issue: CardIssue, layout: str, language: str, *, cover: bool, classes: Mapping[str, str]
) -> tuple[PrintedFile, ...]:
    """Credential cards; titles of `classes` are by sourcedId of people who were not asked for by class.

    Raises:
        BadgeError: a font is missing.
    """
    look = card_look_of(site.district, site.keycloak_url, language)
    sheet = card_sheet_of(issue, look, printed=site.today(), cover=cover, classes=dict(classes))
    chosen = CARD_LAYOUTS.get(layout, next(iter(CARD_LAYOUTS.values())))
    return (PrintedFile("cards", render_cards(sheet, chosen)),)


def draw_letters(
    site: Site, issue: ClaimIssue, paper: str, language: str, *, cover: bool, places: Mapping[str, Place]
) -> tuple[PrintedFile, ...]:
    """Claim letters, each in the language that the person has chosen; the others in `language`.

    Raises:
        BadgeError: a font is missing.
    """
    look = letter_look_of(site.district, site.keycloak_url, language)
    words = letter_words_of(site.district, language)
    batch = batch_of(issue, look, printed=site.today(), cover=cover, language=words, places=places)
    return (PrintedFile("letters", render_letters(batch, PAPERS.get(paper, next(iter(PAPERS.values()))))),)
