"""Large cards: four on a sheet of US Letter, to cut apart and to laminate or put on a lanyard."""

from __future__ import annotations

from reportlab.lib.pagesizes import LETTER

from badge_tool.layouts.layout import Badge, Grid, Layout, Look
from badge_tool.pen import BLACK, GREY, WHITE, Box, Pen

_PAGE_WIDTH, _PAGE_HEIGHT = LETTER
_MARGIN = 18.0
_HEADER = 34.0
_RADIUS = 12.0


def _draw(pen: Pen, cell: Box, badge: Badge, look: Look) -> None:
    card = cell.within(_MARGIN, _MARGIN, cell.width - 2 * _MARGIN, cell.height - 2 * _MARGIN)
    text_width = card.width - 24
    pen.bar(card.within(0, 0, card.width, _HEADER + _RADIUS), look.color, radius=_RADIUS)
    pen.bar(card.within(0.5, _HEADER, card.width - 1, _RADIUS + 1), WHITE)
    pen.frame(card, look.color, line=1.5, radius=_RADIUS)
    pen.text(card.within(12, 4, text_width, _HEADER - 8), look.district, largest=13, smallest=7, bold=True, color=WHITE)
    side = 212.0
    pen.code(card.within((card.width - side) / 2, _HEADER + 4, side, side), badge.code)
    pen.text(
        card.within(12, 250, text_width, 52), badge.first_name, largest=38, smallest=12, bold=True, color=look.color
    )
    pen.text(card.within(12, 303, text_width, 28), badge.last_name, largest=19, smallest=9, color=BLACK)
    pen.text(card.within(12, 333, text_width, 18), look.detail(badge), largest=11, smallest=6.5, color=GREY)


def _draw_guides(pen: Pen) -> None:
    pen.cut(_PAGE_WIDTH / 2, 0, _PAGE_WIDTH / 2, _PAGE_HEIGHT)
    pen.cut(0, _PAGE_HEIGHT / 2, _PAGE_WIDTH, _PAGE_HEIGHT / 2)


LAYOUT = Layout(
    name="large-card",
    description="Large cards to cut apart, 4 on US Letter",
    page=LETTER,
    grid=Grid(
        columns=2,
        rows=2,
        left=0,
        top=0,
        width=_PAGE_WIDTH / 2,
        height=_PAGE_HEIGHT / 2,
        pitch_x=_PAGE_WIDTH / 2,
        pitch_y=_PAGE_HEIGHT / 2,
    ),
    draw=_draw,
    draw_guides=_draw_guides,
)
