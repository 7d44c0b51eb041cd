"""Cards to cut apart, eight on a sheet."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm

from badge_tool.cards.card import Card, CardLayout, CardLook
from badge_tool.layouts.cutting import centred, crop_marks
from badge_tool.pen import BLACK, GREY, PALE, WHITE, Box, Pen

_SIZE = (95 * mm, 62 * mm)
_HEADER = 25.0
_STRIP = 3.0
_EDGE = 10.0


def _draw(pen: Pen, cell: Box, card: Card, look: CardLook) -> None:
    width = cell.width - 2 * _EDGE
    _draw_header(pen, cell, look)
    last_name = look.look.last_name(card.without_phrase)
    pen.text(cell.within(_EDGE, 32, width * 0.55, 27), card.first_name, largest=22, smallest=7, bold=True,
             color=look.look.color, align="left")  # fmt: skip
    pen.text(cell.within(_EDGE + width * 0.57, 32, width * 0.43, 14), last_name, largest=11, smallest=5,
             align="right")  # fmt: skip
    pen.text(cell.within(_EDGE + width * 0.57, 46, width * 0.43, 11), _place(card, look), largest=7.5, smallest=5,
             color=GREY, align="right")  # fmt: skip
    draw_secret(pen, cell.within(_EDGE, 60, width, 37), look.words.username, card.username, largest=17)
    draw_secret(pen, cell.within(_EDGE, 99, width, 42), look.words.phrase, card.phrase, largest=22)
    address = f"{look.words.sign_in_at}: {look.address}"
    pen.text(cell.within(_EDGE, 144, width, 12), address, largest=8, smallest=5, align="left")
    pen.text(cell.within(_EDGE, 156, width, 12), look.words.keep, largest=8, smallest=5, color=GREY, align="left")
    pen.frame(cell, PALE, line=0.4)


def draw_secret(pen: Pen, box: Box, label: str, value: str, *, largest: float, label_size: float = 8) -> None:
    """A label, and below it in a frame what has to be typed, as large as there is room for."""
    top = label_size * 1.3
    pen.text(box.within(2, 0, box.width - 4, top), label, largest=label_size, smallest=6, color=GREY, align="left")
    frame = box.within(0, top, box.width, box.height - top - 1)
    pen.frame(frame, PALE, line=0.8, radius=4)
    pen.text(frame.within(6, 1, frame.width - 12, frame.height - 2), value, largest=largest, smallest=8, bold=True,
             color=BLACK)  # fmt: skip


def _draw_header(pen: Pen, cell: Box, look: CardLook) -> None:
    pen.bar(cell.within(0, 0, cell.width, _HEADER), look.look.color)
    pen.bar(cell.within(0, _HEADER, cell.width, _STRIP), look.look.accent)
    left = _EDGE
    if look.look.logo is not None:
        pen.bar(cell.within(_EDGE, 3, 30, _HEADER - 6), WHITE, radius=3)
        pen.logo(cell.within(_EDGE + 2, 4, 26, _HEADER - 8), look.look.logo)
        left += 36
    box = cell.within(left, 3, cell.width - left - _EDGE, _HEADER - 6)
    pen.text(box, look.look.district, largest=11, smallest=6, bold=True, color=WHITE, align="left")


def _place(card: Card, look: CardLook) -> str:
    grade = look.words.checklist.grade_name(card.grade)
    return card.class_title or grade


def _sheet(name: str, paper: str, page: tuple[float, float]) -> CardLayout:
    grid = centred(page, 2, 4, _SIZE)
    return CardLayout(
        name=name,
        description=f"Cards to cut apart, {_SIZE[0] / mm:.0f} x {_SIZE[1] / mm:.0f} mm, 8 on {paper}",
        page=page,
        grid=grid,
        draw=_draw,
        draw_guides=crop_marks(page, grid),
    )


LETTER_SHEET = _sheet("card-letter", "US Letter", LETTER)
A4_SHEET = _sheet("card-a4", "A4", A4)
