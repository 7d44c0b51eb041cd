"""Badges, cards and letters of a class or a person: a PDF that goes to the browser at once, and works from then on."""

from __future__ import annotations

from typing import Protocol

from admin_api import AdminConnection, BadgeApi, CardApi, CardIssue, ClaimApi, ClaimIssue
from admin_api.badges import Issue
from badge_tool.asked import Asked
from badge_tool.cards.issue import issue_cards
from badge_tool.cards.look import card_look_of
from badge_tool.issue import issue_badges
from badge_tool.layouts import LAYOUTS
from badge_tool.letters.issue import issue_codes
from desk.drawing import PrintedFile, draw_badges, draw_cards, draw_letters
from desk.site import Site
from settings.badge_sets import BadgeSet


class Printing(Protocol):
    """Issues something for people, draws it all, and only then makes it work."""

    def __call__(
        self, connection: AdminConnection, site: Site, asked: Asked, layout: str, language: str, *, cover: bool
    ) -> bytes:
        """The PDF.

        Args:
            connection: with the powers of whoever asks.
            site: whose district's name, colour and policy the sheet has.
            asked: for whom.
            layout: its name; an unknown one is the first there is.
            language: of the sheet.
            cover: whether there is a checklist.

        Raises:
            NobodyError: nobody of them may have one.
            NotActivatedError: Keycloak did not confirm that they work.
            AdminApiError: Keycloak refuses or does not answer; nothing has changed.
        """


def print_badges(
    connection: AdminConnection, site: Site, asked: Asked, layout: str, language: str, *, cover: bool
) -> bytes:
    """Badges; the old ones stop working. See `Printing`."""
    district = site.district
    how = BadgeSet.model_validate({"layout": layout if layout in LAYOUTS else next(iter(LAYOUTS)), "cover": cover})
    drawn: list[PrintedFile] = []

    def draw(issue: Issue) -> None:
        drawn.extend(draw_badges(site, issue, how, language))

    issue_badges(BadgeApi(connection, district.realm), asked, draw, expires=district.badges.expires)
    return drawn[0].pdf


def print_cards(
    connection: AdminConnection, site: Site, asked: Asked, layout: str, language: str, *, cover: bool
) -> bytes:
    """Credential cards, whose pass phrases become the pupils' passwords. See `Printing`."""
    drawn: list[PrintedFile] = []

    def draw(issue: CardIssue) -> None:
        drawn.extend(draw_cards(site, issue, layout, language, cover=cover, classes={}))

    phrases = card_look_of(site.district, site.keycloak_url, language).words.checklist.language
    issue_cards(CardApi(connection, site.district.realm), asked, draw, language=phrases)
    return drawn[0].pdf


def print_letters(
    connection: AdminConnection, site: Site, asked: Asked, layout: str, language: str, *, cover: bool
) -> bytes:
    """Claim letters, on the paper that `layout` names; older letters of the same people are void. See `Printing`."""
    drawn: list[PrintedFile] = []

    def draw(issue: ClaimIssue) -> None:
        drawn.extend(draw_letters(site, issue, layout, language, cover=cover, places={}))

    issue_codes(ClaimApi(connection, site.district.realm), asked, draw)
    return drawn[0].pdf
