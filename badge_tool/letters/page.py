"""A letter on its page: address for the window, code in large groups, QR code of the address, fold marks."""

from __future__ import annotations

from badge_tool.letters.letter import Letter, LetterLook, Paper
from badge_tool.pen import BLACK, GREY, PALE, WHITE, Box, Pen
from badge_tool.typed_address import typed_address

_MARGIN = 62.0
_BAND = 44.0
_SENDER = 11.0
"""Height of the line of the sender above the address."""
_QR = 104.0
_STEP = 30.0


def draw_letter(pen: Pen, paper: Paper, letter: Letter, look: LetterLook, printed: str) -> None:
    """Draw one letter.

    Args:
        pen: what it is drawn with.
        paper: sheet, folds and window.
        letter: whose it is.
        look: district and address.
        printed: the date, in words.

    Raises:
        CodeDoesNotFitError: the address is too long for a QR code of the size of a thumb.
    """
    width, height = paper.page
    page = Box(0, 0, width, height)
    for fold in paper.folds:
        pen.mark(10, height - fold, 24, height - fold)
    _draw_band(pen, page.within(_MARGIN, 40, width - 2 * _MARGIN, _BAND), look)
    _draw_address(pen, page.within(*paper.window), letter, look)
    top = paper.folds[0] + 14
    body = page.within(_MARGIN, top, width - 2 * _MARGIN, height - top - 40)
    pen.text(body.within(0, 0, body.width, 12), printed, largest=10, smallest=7, color=GREY, align="right")
    _draw_body(pen, body, letter, look)


def _draw_band(pen: Pen, band: Box, look: LetterLook) -> None:
    pen.bar(band, look.look.color, radius=8)
    left = 16.0
    if look.look.logo is not None:
        pen.bar(band.within(left, 6, 46, _BAND - 12), WHITE, radius=5)
        pen.logo(band.within(left + 3, 8, 40, _BAND - 16), look.look.logo)
        left += 58
    box = band.within(left, 8, band.width - left - 16, _BAND - 16)
    pen.text(box, look.look.district, largest=18, smallest=9, bold=True, color=WHITE, align="left")


def _draw_address(pen: Pen, window: Box, letter: Letter, look: LetterLook) -> None:
    """Who it is for, and nothing else: the window shows it to everybody."""
    sender = Box(window.x, window.y + window.height + 2, window.width, _SENDER)
    pen.text(sender, look.look.district, largest=7, smallest=5, color=GREY, align="left")
    person = letter.without_code
    grade = letter.words.checklist.grade_name(letter.grade)
    place = letter.group if grade.casefold() in letter.group.casefold() else f"{grade} · {letter.group}".strip(" ·")
    text = letter.words.staff if letter.staff else letter.words.student
    lines = [text.to, person.name, " · ".join(part for part in (place, letter.campus) if part)]
    height = window.height / 3
    for number, line in enumerate(line for line in lines if line):
        pen.text(window.within(0, number * height, window.width, height), line, largest=11.5, smallest=6, align="left")


def _draw_body(pen: Pen, body: Box, letter: Letter, look: LetterLook) -> None:
    words = letter.words
    text = words.staff if letter.staff else words.student
    pen.text(body.within(0, 12, body.width, 34), words.title, largest=23, smallest=12, bold=True, color=look.look.color,
             align="left")  # fmt: skip
    intro = text.intro.format(name=letter.first_name, district=look.look.district)
    top = 54 + pen.paragraph(body.within(0, 54, body.width, 60), intro, size=11.5) + 12
    _draw_code(pen, body.within(0, top, body.width, _QR), letter, look)
    top += _QR + 16
    asked = f" {words.birth_date}" if look.birth_dates[letter.staff] else ""
    steps = (words.open.format(typed_address(look.address)), words.type_code + asked, text.password)
    for number, step in enumerate(steps, start=1):
        pen.bar(body.within(0, top, 20, 20), look.look.color, radius=10)
        pen.text(body.within(0, top, 20, 20), str(number), largest=12, smallest=9, bold=True, color=WHITE)
        used = pen.paragraph(body.within(32, top + 3, body.width - 32, 42), step, size=11.5)
        top += max(_STEP, used + 11)
    for rule in words.rules:
        pen.bar(body.within(8, top + 5, 4, 4), look.look.color, radius=2)
        top += pen.paragraph(body.within(32, top, body.width - 32, 40), rule, size=10.5) + 6
    own_language = words.checklist.language == look.help_language
    contact = words.help.format(look.help_contact if own_language else words.at_school)
    if look.guides:
        guides = look.guides.replace("{language}", words.checklist.language)
        contact = f"{contact} {words.guides.format(typed_address(guides))}"
    pen.paragraph(body.within(32, top, body.width - 32, 44), contact, size=10.5, color=GREY)


def _draw_code(pen: Pen, box: Box, letter: Letter, look: LetterLook) -> None:
    words = letter.words
    frame = box.within(0, 0, box.width - _QR - 12, box.height)
    pen.frame(frame, look.look.color, line=2, radius=12)
    pen.text(frame.within(16, 9, frame.width - 32, 14), words.code, largest=10.5, smallest=7, color=GREY, align="left")
    groups = letter.code.split("-")
    width = (frame.width - 32) / len(groups)
    for number, group in enumerate(groups):
        place = frame.within(16 + number * width, 26, width - 8, 44)
        pen.frame(place, PALE, line=0.8, radius=5)
        pen.text(
            place.within(4, 0, place.width - 8, place.height), group, largest=27, smallest=12, bold=True, color=BLACK
        )
    until = words.until.format(words.checklist.day(letter.expires))
    pen.text(frame.within(16, 76, frame.width - 32, 18), until, largest=10.5, smallest=7, align="left")
    pen.code(box.within(box.width - _QR, 0, _QR, _QR), look.address)
