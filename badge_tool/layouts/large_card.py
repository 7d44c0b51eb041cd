"""Large cards: a quarter of a sheet each, to cut apart and to laminate."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4, LETTER

from badge_tool.layouts.cutting import centred
from badge_tool.layouts.layout import Badge, Layout, Look
from badge_tool.pen import BLACK, GREY, WHITE, Box, Pen

_MARGIN = 18.0
_HEADER = 34.0
_RADIUS = 12.0


def _draw(pen: Pen, cell: Box, badge: Badge, look: Look) -> None:
    card = cell.within(_MARGIN, _MARGIN, cell.width - 2 * _MARGIN, cell.height - 2 * _MARGIN)
    text_width = card.width - 24
    pen.bar(card.within(0, 0, card.width, _HEADER + _RADIUS), look.color, radius=_RADIUS)
    pen.bar(card.within(0.5, _HEADER, card.width - 1, _RADIUS + 1), WHITE)
    pen.frame(card, look.color, line=1.5, radius=_RADIUS)
    if look.logo is not None:
        pen.bar(card.within(12, 5, 38, _HEADER - 8), WHITE, radius=4)
        pen.logo(card.within(14, 7, 34, _HEADER - 12), look.logo)
    district = card.within(54, 4, card.width - 108, _HEADER - 8)
    pen.text(district, look.district, largest=13, smallest=7, bold=True, color=WHITE)
    side = 212.0
    pen.code(card.within((card.width - side) / 2, _HEADER + 4, side, side), badge.code)
    left = 12.0
    if badge.photo is not None:
        pen.picture(card.within(12, 254, 72, 92), badge.photo, radius=8)
        left, text_width = 92.0, card.width - 104
    last_name = look.last_name(badge)
    pen.text(
        card.within(left, 250, text_width, 52), badge.first_name, largest=38, smallest=12, bold=True, color=look.color
    )
    pen.text(card.within(left, 303, text_width, 28), last_name, largest=19, smallest=9, color=BLACK)
    pen.text(card.within(left, 333, text_width, 18), look.detail(badge), largest=11, smallest=6.5, color=GREY)


def _quarters(name: str, paper: str, page: tuple[float, float]) -> Layout:
    width, height = page

    def draw_guides(pen: Pen) -> None:
        pen.cut(width / 2, 0, width / 2, height)
        pen.cut(0, height / 2, width, height / 2)

    return Layout(
        name=name,
        description=f"Large cards to cut apart, 4 on {paper}",
        page=page,
        grid=centred(page, 2, 2, (width / 2, height / 2)),
        draw=_draw,
        draw_guides=draw_guides,
    )


LETTER_CARDS = _quarters("large-card", "US Letter", LETTER)
A4_CARDS = _quarters("large-card-a4", "A4", A4)
