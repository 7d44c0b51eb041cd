"""Cards as PDF: for each class a page with a checklist, which has no phrases, then the cards."""

from __future__ import annotations

from dataclasses import replace

from badge_tool.cards.card import Card, CardLayout, CardSheet, ClassCards
from badge_tool.cover import Cover, draw_cover
from badge_tool.document import document
from badge_tool.fonts import Typeface
from badge_tool.names import by_name, writable


def render(sheet: CardSheet, layout: CardLayout) -> bytes:
    """The cards as a PDF; the same cards give the same bytes.

    Raises:
        FontMissingError: a font is not installed.
    """
    look = sheet.look.look
    titles = [look.words.class_badges, *(one.title for one in sheet.classes if one.title)]
    with document(layout.page, titles=titles, author=look.district, language=look.words.language) as (pen, file):
        for one in sheet.classes:
            cards = _in_order(one.cards, pen.typeface)
            if sheet.cover:
                draw_cover(pen, layout.page, look, _cover(sheet, one, cards))
            size = layout.grid.columns * layout.grid.rows
            for start in range(0, len(cards), size):
                layout.draw_guides(pen)
                for cell, card in zip(layout.grid.cells(layout.page[1]), cards[start : start + size], strict=False):
                    layout.draw(pen, cell, card, sheet.look)
                pen.end_page()
    return file.getvalue()


def _in_order(cards: tuple[Card, ...], fonts: Typeface) -> list[Card]:
    written = (_writable(card, fonts) for card in cards)
    return sorted(written, key=lambda card: by_name(card.first_name, card.last_name, card.username))


def _writable(card: Card, fonts: Typeface) -> Card:
    first_name, last_name = writable(card.first_name, card.last_name, card.username, fonts)
    return replace(card, first_name=first_name, last_name=last_name)


def _cover(sheet: CardSheet, one: ClassCards, cards: list[Card]) -> Cover:
    """The checklist is that of badges: who is on it, and what ticks them off, is the same."""
    return Cover(one.title, "", tuple(card.without_phrase for card in cards), one.missing, sheet.printed, None)
