"""Badges for lanyards: A6, four on A4; on US Letter a little smaller, for holders of A6 or 4 x 6 inches."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm

from badge_tool.layouts.cutting import centred, crop_marks
from badge_tool.layouts.layout import Badge, Layout, Look
from badge_tool.pen import BLACK, GREY, PALE, WHITE, Box, Pen

_A6 = (105 * mm, 148 * mm)
_LETTER_CARD = (101.6 * mm, 136 * mm)
_HEADER = 62.0
_STRIP = 5.0
_EDGE = 16.0
_NAMES = 110.0
"""Height of what is below the code."""
_SLOT = (14 * mm, 3 * mm)
"""Of a slot punch, 3 mm below the upper edge."""


def _draw(pen: Pen, cell: Box, badge: Badge, look: Look) -> None:
    width = cell.width - 2 * _EDGE
    pen.bar(cell.within(0, 0, cell.width, _HEADER), look.color)
    pen.bar(cell.within(0, _HEADER, cell.width, _STRIP), look.accent)
    pen.bar(cell.within((cell.width - _SLOT[0]) / 2, 3 * mm, *_SLOT), WHITE, radius=_SLOT[1] / 2)
    _draw_district(pen, cell, look)
    side = min(width, cell.height - _HEADER - _STRIP - _NAMES - 10)
    pen.code(cell.within((cell.width - side) / 2, _HEADER + _STRIP + 2, side, side), badge.code)
    top = cell.height - _NAMES - 6
    left = _EDGE
    if badge.photo is not None:
        pen.picture(cell.within(left, top + 4, 82, 100), badge.photo, radius=6)
        left, width = left + 92, width - 92
    last_name = look.last_name(badge)
    pen.text(cell.within(left, top, width, 54), badge.first_name, largest=40, smallest=11, bold=True, color=look.color)
    pen.text(cell.within(left, top + 54, width, 30), last_name, largest=20, smallest=9, color=BLACK)
    pen.text(cell.within(left, top + 84, width, 24), look.detail(badge), largest=12, smallest=6.5, color=GREY)
    pen.frame(cell, PALE, line=0.4)


def _draw_district(pen: Pen, cell: Box, look: Look) -> None:
    left, width = _EDGE, cell.width - 2 * _EDGE
    if look.logo is not None:
        pen.bar(cell.within(left, 22, 44, 36), WHITE, radius=5)
        pen.logo(cell.within(left + 3, 24, 38, 32), look.logo)
        left, width = left + 50, width - 50
    pen.text(cell.within(left, 22, width, 36), look.district, largest=16, smallest=8, bold=True, color=WHITE)


def _sheet(name: str, paper: str, page: tuple[float, float], card: tuple[float, float]) -> Layout:
    grid = centred(page, 2, 2, card)
    return Layout(
        name=name,
        description=f"Badges for a lanyard, {card[0] / mm:.0f} x {card[1] / mm:.0f} mm, 4 on {paper}",
        page=page,
        grid=grid,
        draw=_draw,
        draw_guides=crop_marks(page, grid),
    )


LETTER_SHEET = _sheet("lanyard-letter", "US Letter", LETTER, _LETTER_CARD)
A4_SHEET = _sheet("lanyard-a4", "A4", A4, _A6)
