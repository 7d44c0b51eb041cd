"""A sheet of badges as PDF: for each class a cover page with a checklist, then the badges.

The same sheet gives the same bytes; nothing is taken from the clock.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from badge_tool.cover import Cover, Missing, draw_cover
from badge_tool.document import document
from badge_tool.fonts import Typeface, typeface
from badge_tool.layouts import Badge, Layout, Look
from badge_tool.names import by_name, writable
from badge_tool.pen import Pen

Face = tuple[str, str, str]
"""What people can read on a badge."""


@dataclass(frozen=True)
class ClassBadges:
    """The badges of one class or grade, or of people who were asked for by name.

    Attributes:
        title: of the class or grade; empty for people asked for by name.
        badges: in any order; they are printed by last and first name.
        missing: who else is in the class and got none.
        campus: code of the school; empty where there are several.
    """

    title: str
    badges: tuple[Badge, ...]
    missing: tuple[Missing, ...] = ()
    campus: str = ""


@dataclass(frozen=True)
class Sheet:
    """Everything that a PDF of badges depends on.

    Attributes:
        look: name and colour of the district, language.
        classes: each begins on a new page.
        printed: the date that the cover names.
        valid_until: last day on which the badges work; None if they have no end.
        cover: whether each class has a cover page.
        rules: sentences on each cover, besides those that every cover has.
    """

    look: Look
    classes: tuple[ClassBadges, ...]
    printed: date
    valid_until: date | None = None
    cover: bool = True
    rules: tuple[str, ...] = ()


def render(sheet: Sheet, layout: Layout) -> bytes:
    """The sheet as a PDF, with the checklists among the badges if the layout's paper takes them.

    Raises:
        FontMissingError: a font is not installed.
        CodeDoesNotFitError: the layout gives the code too little room.
    """
    titles = [one.title for one in sheet.classes if one.title]
    with _document(sheet.look, layout.page, [sheet.look.words.class_badges, *titles]) as (pen, file):
        for one in _as_printed(sheet):
            if sheet.cover and layout.has_cover:
                draw_cover(pen, layout.page, sheet.look, _cover(sheet, one))
            for page in _pages(one.badges, layout.grid.columns * layout.grid.rows):
                layout.draw_guides(pen)
                for cell, badge in zip(layout.grid.cells(layout.page[1]), page, strict=False):
                    layout.draw(pen, cell, badge, sheet.look)
                pen.end_page()
    return file.getvalue()


def render_checklists(sheet: Sheet, page: tuple[float, float]) -> bytes:
    """The covers alone as a PDF, for badges whose paper is too dear or too small for them.

    Args:
        sheet: of the badges.
        page: width and height of the paper in points.

    Raises:
        FontMissingError: a font is not installed.
    """
    titles = [one.title for one in sheet.classes if one.title]
    with _document(sheet.look, page, [sheet.look.words.checklist, *titles]) as (pen, file):
        for one in _as_printed(sheet):
            draw_cover(pen, page, sheet.look, _cover(sheet, one))
    return file.getvalue()


def _document(
    look: Look, page: tuple[float, float], titles: Sequence[str]
) -> AbstractContextManager[tuple[Pen, io.BytesIO]]:
    return document(page, titles=titles, author=look.district, language=look.words.language)


def _as_printed(sheet: Sheet) -> Iterator[ClassBadges]:
    """The classes with their badges in order, all names writable, and those that would look the same numbered."""
    fonts = typeface()
    classes = [
        replace(one, badges=tuple(sorted((_writable(badge, fonts) for badge in one.badges), key=_by_name)))
        for one in sheet.classes
    ]
    alike = Counter(sheet.look.face(badge) for one in classes for badge in one.badges)
    met: Counter[Face] = Counter()
    for one in classes:
        yield replace(one, badges=tuple(_numbered(badge, sheet.look, alike, met) for badge in one.badges))


def _numbered(badge: Badge, look: Look, alike: Mapping[Face, int], met: Counter[Face]) -> Badge:
    face = look.face(badge)
    if alike[face] == 1:
        return badge
    met[face] += 1
    return replace(badge, number=met[face])


def _cover(sheet: Sheet, one: ClassBadges) -> Cover:
    return Cover(one.title, one.campus, one.badges, one.missing, sheet.printed, sheet.valid_until, sheet.rules)


def _writable(badge: Badge, fonts: Typeface) -> Badge:
    first_name, last_name = writable(badge.first_name, badge.last_name, badge.username, fonts)
    return replace(badge, first_name=first_name, last_name=last_name)


def _by_name(badge: Badge) -> tuple[str, str, str]:
    return by_name(badge.first_name, badge.last_name, badge.username)


def _pages(badges: Iterable[Badge], size: int) -> Iterator[list[Badge]]:
    rest = iter(badges)
    while page := list(islice(rest, size)):
        yield page
