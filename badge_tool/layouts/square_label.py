"""Squares of 2 inches, 12 on a sheet: Avery 22806 labels on US Letter, and plain A4 paper to cut."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import inch, mm

from badge_tool.layouts.cutting import centred, crop_marks
from badge_tool.layouts.layout import Badge, Grid, Layout, Look
from badge_tool.pen import BLACK, GREY, Box, Pen

_EDGE = 7.0
"""Text keeps this far from the label's edge, in points: the die cut is up to 1.5 mm off."""
_CODE = 92.0
"""Side of the QR code in points, quiet zone included."""


def _draw(pen: Pen, cell: Box, badge: Badge, look: Look) -> None:
    width = cell.width - 2 * _EDGE
    pen.code(cell.within((cell.width - _CODE) / 2, 1.5, _CODE, _CODE), badge.code)
    first = cell.within(_EDGE, 94.5, width, 17.5)
    pen.text(first, badge.first_name, largest=15, smallest=6, bold=True, color=look.color)
    pen.text(cell.within(_EDGE, 112, width, 10.5), look.last_name(badge), largest=9, smallest=4.5, color=BLACK)
    pen.text(cell.within(_EDGE, 124.5, width, 7), look.detail(badge), largest=6.5, smallest=4.5, color=GREY)
    pen.text(cell.within(_EDGE, 131.5, width, 6.5), look.district, largest=6, smallest=4.5, color=GREY)


_A4_GRID = centred(A4, 3, 4, (2 * inch, 2 * inch), gap=6 * mm)
AVERY_22806 = Layout(
    name="avery-22806",
    description="Avery 22806, square 2-inch labels, 12 on US Letter",
    page=LETTER,
    grid=Grid(
        columns=3,
        rows=4,
        left=0.625 * inch,
        top=0.625 * inch,
        width=2 * inch,
        height=2 * inch,
        pitch_x=2.625 * inch,
        pitch_y=(11 - 2 * 0.625 - 2) / 3 * inch,
    ),
    draw=_draw,
)
A4_SQUARES = Layout(
    name="square-a4",
    description="Squares of 2 inches to cut apart, 12 on A4",
    page=A4,
    grid=_A4_GRID,
    draw=_draw,
    draw_guides=crop_marks(A4, _A4_GRID),
)
