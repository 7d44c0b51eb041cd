"""Table tents: a whole page, folded in the middle, that stands on a table and is read from both sides."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4, LETTER

from badge_tool.layouts.cutting import centred
from badge_tool.layouts.layout import Badge, Layout, Look
from badge_tool.pen import BLACK, GREY, WHITE, Box, Pen

_EDGE = 36.0
_BAND = 46.0
_STRIP = 5.0
_NAMES = 190.0
"""Height of names and class beside the code, without a photo above them."""


def _draw_half(pen: Pen, half: Box, badge: Badge, look: Look) -> None:
    _draw_district(pen, half, look)
    room = half.height - 2 * _EDGE - _BAND - _STRIP
    side = min(room, half.width * 0.46)
    pen.code(half.within(_EDGE - 10, _EDGE + (room - side) / 2, side, side), badge.code)
    left = _EDGE + side + 4
    width = half.width - left - _EDGE
    top = _EDGE + 10
    if badge.photo is not None:
        pen.picture(half.within(left + (width - 88) / 2, _EDGE - 8, 88, 108), badge.photo, radius=8)
        top = _EDGE + 104
    height = _EDGE + room - top
    if badge.photo is None:
        top, height = top + (height - _NAMES) / 2, _NAMES
    first, last, detail = (height * share for share in (0.52, 0.28, 0.2))
    last_name = look.last_name(badge)
    pen.text(
        half.within(left, top, width, first), badge.first_name, largest=72, smallest=16, bold=True, color=look.color
    )
    pen.text(half.within(left, top + first, width, last), last_name, largest=32, smallest=11, color=BLACK)
    pen.text(
        half.within(left, top + first + last, width, detail), look.detail(badge), largest=18, smallest=8, color=GREY
    )


def _draw_district(pen: Pen, half: Box, look: Look) -> None:
    band = half.within(_EDGE - 12, half.height - _BAND - 24, half.width - 2 * _EDGE + 24, _BAND)
    pen.bar(half.within(_EDGE - 12, half.height - _BAND - 24 - _STRIP, band.width, _STRIP), look.accent)
    pen.bar(band, look.color)
    left = 14.0
    if look.logo is not None:
        pen.bar(band.within(left, 5, 48, _BAND - 10), WHITE, radius=5)
        pen.logo(band.within(left + 3, 7, 42, _BAND - 14), look.logo)
        left += 58
    pen.text(band.within(left, 6, band.width - left - 14, _BAND - 12), look.district, largest=22, smallest=9, bold=True,
             color=WHITE, align="left")  # fmt: skip


def _layout(name: str, paper: str, page: tuple[float, float]) -> Layout:
    width, height = page

    def draw(pen: Pen, cell: Box, badge: Badge, look: Look) -> None:
        half = cell.within(0, cell.height / 2, cell.width, cell.height / 2)
        _draw_half(pen, half, badge, look)
        with pen.upside_down(page):
            _draw_half(pen, half, badge, look)

    return Layout(
        name=name,
        description=f"Table tents, one on {paper}, to fold in the middle",
        page=page,
        grid=centred(page, 1, 1, page),
        draw=draw,
        draw_guides=lambda pen: pen.cut(0, height / 2, width, height / 2),
    )


LETTER_TENT = _layout("table-tent-letter", "US Letter", LETTER)
A4_TENT = _layout("table-tent-a4", "A4", A4)
