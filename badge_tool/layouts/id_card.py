"""ID cards of the size of a bank card (CR80): one a page for a card printer, or ten on a sheet to cut."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm

from badge_tool.layouts.cutting import centred, crop_marks
from badge_tool.layouts.layout import Badge, Draw, Layout, Look
from badge_tool.pen import BLACK, GREY, PALE, WHITE, Box, Pen

_CR80 = (85.6 * mm, 53.98 * mm)
_HEADER = 25.0
_STRIP = 3.0
_EDGE = 8.0
"""Text keeps this far from the edge of the card, in points."""
_CODE = 119.0
_NAMES = 88.0
"""Height of names and class beside the code, without a photo above them."""


def _draw(pen: Pen, cell: Box, badge: Badge, look: Look) -> None:
    pen.bar(cell.within(0, 0, cell.width, _HEADER), look.color)
    pen.bar(cell.within(0, _HEADER, cell.width, _STRIP), look.accent)
    name_left = _EDGE
    if look.logo is not None:
        pen.bar(cell.within(_EDGE, 3, 30, _HEADER - 6), WHITE, radius=3)
        pen.logo(cell.within(_EDGE + 2, 4, 26, _HEADER - 8), look.logo)
        name_left += 36
    district = cell.within(name_left, 3, cell.width - name_left - _EDGE, _HEADER - 6)
    pen.text(district, look.district, largest=11, smallest=6, bold=True, color=WHITE, align="left")
    pen.code(cell.within(3, _HEADER + _STRIP + 3, _CODE, _CODE), badge.code)
    left = _CODE + 6
    width = cell.width - left - _EDGE
    top = _HEADER + _STRIP + 6
    if badge.photo is not None:
        pen.picture(cell.within(left, top, 44, 54), badge.photo, radius=4)
        top += 56
    room = cell.height - top - 6
    if badge.photo is None:
        top, room = top + (room - _NAMES) / 2, _NAMES
    first, last, detail = (room * share for share in (0.46, 0.3, 0.24))
    last_name = look.last_name(badge)
    pen.text(
        cell.within(left, top, width, first),
        badge.first_name,
        largest=24,
        smallest=5,
        bold=True,
        color=look.color,
        align="left",
    )
    pen.text(cell.within(left, top + first, width, last), last_name, largest=13, smallest=5, color=BLACK, align="left")
    pen.text(
        cell.within(left, top + first + last, width, detail),
        look.detail(badge),
        largest=8,
        smallest=4.5,
        color=GREY,
        align="left",
    )


def _draw_to_cut(pen: Pen, cell: Box, badge: Badge, look: Look) -> None:
    _draw(pen, cell, badge, look)
    pen.frame(cell, PALE, line=0.4)


def _sheet(name: str, description: str, page: tuple[float, float], draw: Draw = _draw_to_cut) -> Layout:
    grid = centred(page, 2, 5, _CR80)
    return Layout(
        name=name, description=description, page=page, grid=grid, draw=draw, draw_guides=crop_marks(page, grid)
    )


CARD_PRINTER = Layout(
    name="id-card",
    description="ID cards (CR80, 85.6 x 53.98 mm) for a card printer, one a page",
    page=_CR80,
    grid=centred(_CR80, 1, 1, _CR80),
    draw=_draw,
    checklist_page=LETTER,
)
LETTER_SHEET = _sheet("id-card-letter", "ID cards (CR80) to cut apart, 10 on US Letter", LETTER)
A4_SHEET = _sheet("id-card-a4", "ID cards (CR80) to cut apart, 10 on A4", A4)
