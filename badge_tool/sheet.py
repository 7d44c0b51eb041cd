"""A sheet of badges as PDF: for each class a cover page with a checklist, then the badges.

The same sheet gives the same bytes; nothing is taken from the clock.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from badge_tool.cover import Cover, Missing, draw_cover
from badge_tool.fonts import Typeface, typeface
from badge_tool.layouts import Badge, Layout, Look
from badge_tool.pen import Pen

# Pages stay as zlib leaves them: as ASCII they would be a quarter larger and take longer.
rl_config.useA85 = 0
_JOINERS = "\u200c\u200d"
"""Persian and the scripts of India write with them."""


@dataclass(frozen=True)
class ClassBadges:
    """The badges of one class, or of people who were asked for by name.

    Attributes:
        title: of the class; empty for people asked for by name.
        badges: in any order; they are printed by last and first name.
        missing: members who got none.
    """

    title: str
    badges: tuple[Badge, ...]
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """Everything that a PDF of badges depends on.

    Attributes:
        look: name and colour of the district, language.
        classes: each begins on a new page.
        printed: the date that the cover names.
        valid_until: last day on which the badges work; None if they have no end.
        cover: whether each class has a cover page.
    """

    look: Look
    classes: tuple[ClassBadges, ...]
    printed: date
    valid_until: date | None = None
    cover: bool = True


def render(sheet: Sheet, layout: Layout) -> bytes:
    """The sheet as a PDF.

    Raises:
        FontMissingError: a font is not installed.
        CodeDoesNotFitError: the layout gives the code too little room.
    """
    fonts = typeface()
    file = io.BytesIO()
    # Without a first font of ours every page would name Helvetica, which is not embedded.
    options: dict[str, Any] = {"initialFontName": fonts.regular.latin.name, "lang": sheet.look.words.language}
    canvas = Canvas(file, pagesize=layout.page, invariant=1, pageCompression=1, **options)
    canvas.setTitle(" · ".join([sheet.look.words.class_badges, *(one.title for one in sheet.classes if one.title)]))
    canvas.setAuthor(sheet.look.district)
    canvas.setCreator("Homeroom")
    pen = Pen(canvas, fonts)
    for one in sheet.classes:
        badges = sorted((_writable(badge, fonts) for badge in one.badges), key=_by_name)
        if sheet.cover and layout.has_cover:
            draw_cover(pen, layout.page, sheet.look, _cover(sheet, one, badges))
        for page in _pages(badges, layout.grid.columns * layout.grid.rows):
            layout.draw_guides(pen)
            for cell, badge in zip(layout.grid.cells(layout.page[1]), page, strict=False):
                layout.draw(pen, cell, badge, sheet.look)
            pen.end_page()
    canvas.save()
    return file.getvalue()


def _cover(sheet: Sheet, one: ClassBadges, badges: Sequence[Badge]) -> Cover:
    return Cover(one.title, tuple(badges), one.missing, sheet.printed, sheet.valid_until)


def _writable(badge: Badge, fonts: Typeface) -> Badge:
    """The badge with letters composed; a name in a script that the fonts lack gives way to the user name."""
    composed = replace(badge, first_name=_composed(badge.first_name), last_name=_composed(badge.last_name))
    if fonts.bold.covers(composed.first_name) and fonts.regular.covers(composed.first_name + composed.last_name):
        return composed
    return replace(composed, first_name=badge.username, last_name="")


def _composed(name: str) -> str:
    """Marks and letters as one character where there is one, and without signs that steer the direction of text."""
    composed = unicodedata.normalize("NFC", " ".join(name.split()))
    return "".join(
        letter for letter in composed if letter in _JOINERS or unicodedata.category(letter) not in {"Cf", "Cc"}
    )


def _by_name(badge: Badge) -> tuple[str, str, str]:
    return _sort_key(badge.last_name), _sort_key(badge.first_name), badge.username


def _sort_key(name: str) -> str:
    """Letters without accents and case: Álvarez stands between Allen and Anders."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name.casefold()) if letter.isalnum())


def _pages(badges: Iterable[Badge], size: int) -> Iterator[list[Badge]]:
    rest = iter(badges)
    while page := list(islice(rest, size)):
        yield page
