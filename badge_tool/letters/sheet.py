"""Letters as PDF: for each class or kind of employee a checklist, which has no codes, then the letters."""

from __future__ import annotations

from dataclasses import replace

from badge_tool.cover import Cover, draw_cover
from badge_tool.document import document
from badge_tool.fonts import Typeface
from badge_tool.letters.letter import Letter, LetterBatch, LetterGroup, Paper
from badge_tool.letters.page import draw_letter
from badge_tool.names import by_name, writable


def render(batch: LetterBatch, paper: Paper) -> bytes:
    """The letters as a PDF; the same letters give the same bytes.

    Raises:
        FontMissingError: a font is not installed.
        CodeDoesNotFitError: the address is too long for its QR code.
    """
    look = batch.look.look
    titles = [look.words.class_badges, *(one.title for one in batch.groups if one.title)]
    with document(paper.page, titles=titles, author=look.district, language=look.words.language) as (pen, file):
        for group in batch.groups:
            letters = _in_order(group.letters, pen.typeface)
            if batch.cover:
                draw_cover(pen, paper.page, look, _cover(batch, group, letters))
            for letter in letters:
                printed = letter.words.checklist.day(batch.printed)
                draw_letter(pen, paper, letter, batch.look, printed)
                pen.end_page()
    return file.getvalue()


def _in_order(letters: tuple[Letter, ...], fonts: Typeface) -> list[Letter]:
    written = (_writable(letter, fonts) for letter in letters)
    return sorted(written, key=lambda letter: by_name(letter.first_name, letter.last_name, letter.username))


def _writable(letter: Letter, fonts: Typeface) -> Letter:
    first_name, last_name = writable(letter.first_name, letter.last_name, letter.username, fonts)
    return replace(letter, first_name=first_name, last_name=last_name)


def _cover(batch: LetterBatch, group: LetterGroup, letters: list[Letter]) -> Cover:
    """The checklist is that of badges: who is on it, and what ticks them off, is the same."""
    until = min((letter.expires for letter in letters), default=None)
    listed = tuple(letter.without_code for letter in letters)
    return Cover(group.title, group.campus, listed, group.missing, batch.printed, until)
