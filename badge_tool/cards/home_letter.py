"""A page for the family of each pupil."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4, LETTER

from badge_tool.cards.card import Card, CardLayout, CardLook
from badge_tool.cards.eight_up import draw_secret
from badge_tool.layouts.cutting import centred
from badge_tool.pen import GREY, WHITE, Box, Pen

_MARGIN = 60.0
_BAND = 46.0
_SECRETS = 178.0
_STEP = 36.0
_RULE = 22.0


def _draw(pen: Pen, cell: Box, card: Card, look: CardLook) -> None:
    body = cell.within(_MARGIN, _MARGIN, cell.width - 2 * _MARGIN, cell.height - 2 * _MARGIN)
    words, color = look.words, look.look.color
    _draw_band(pen, body, look)
    family = words.to_family.format(name=card.without_phrase.name)
    pen.text(body.within(0, 62, body.width, 18), family, largest=12, smallest=7, color=GREY, align="left")
    pen.text(body.within(0, 82, body.width, 40), words.title.format(name=card.first_name), largest=24, smallest=11,
             bold=True, color=color, align="left")  # fmt: skip
    intro = words.intro.format(name=card.first_name)
    pen.paragraph(body.within(0, 130, body.width, 52), intro, size=12.5)
    _draw_secrets(pen, body.within(0, 186, body.width, _SECRETS), card, look)
    top = 186 + _SECRETS + 24
    for number, step in enumerate(words.steps, start=1):
        row = body.within(0, top, body.width, _STEP)
        pen.bar(row.within(0, 0, 24, 24), color, radius=12)
        pen.text(row.within(0, 0, 24, 24), str(number), largest=14, smallest=9, bold=True, color=WHITE)
        used = pen.paragraph(
            row.within(36, 4, body.width - 36, _STEP - 4), step.format(address=look.address), size=12.5
        )
        top += max(_STEP, used + 10)
    top += 12
    for rule in words.rules:
        pen.bar(body.within(9, top + 6, 5, 5), color, radius=2.5)
        top += max(_RULE, pen.paragraph(body.within(36, top, body.width - 36, 34), rule, size=11.5) + 6)
    contact = words.help.format(look.help_contact or words.at_school)
    pen.text(body.within(0, body.height - 20, body.width, 20), contact, largest=11, smallest=7, color=GREY,
             align="left")  # fmt: skip


def _draw_secrets(pen: Pen, box: Box, card: Card, look: CardLook) -> None:
    pen.frame(box, look.look.color, line=2, radius=14)
    inner = box.within(20, 14, box.width - 40, box.height - 28)
    draw_secret(pen, inner.within(0, 0, inner.width, 66), look.words.username, card.username, largest=28, label_size=11)
    draw_secret(pen, inner.within(0, 72, inner.width, 78), look.words.phrase, card.phrase, largest=36, label_size=11)


def _draw_band(pen: Pen, body: Box, look: CardLook) -> None:
    pen.bar(body.within(0, 0, body.width, _BAND), look.look.color, radius=8)
    left = 16.0
    if look.look.logo is not None:
        pen.bar(body.within(left, 6, 46, _BAND - 12), WHITE, radius=5)
        pen.logo(body.within(left + 3, 8, 40, _BAND - 16), look.look.logo)
        left += 58
    pen.text(body.within(left, 8, body.width - left - 16, _BAND - 16), look.look.district, largest=18, smallest=9,
             bold=True, color=WHITE, align="left")  # fmt: skip


def _layout(name: str, paper: str, page: tuple[float, float]) -> CardLayout:
    return CardLayout(
        name=name,
        description=f"A page for the family of each pupil, on {paper}",
        page=page,
        grid=centred(page, 1, 1, page),
        draw=_draw,
    )


LETTER_PAGE = _layout("home-letter", "US Letter", LETTER)
A4_PAGE = _layout("home-a4", "A4", A4)
