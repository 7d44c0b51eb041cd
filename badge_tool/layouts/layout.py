"""What every layout has: a page, a grid of cells, and how a badge is drawn in one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Protocol

from badge_tool.pen import Box, Pen
from badge_tool.pictures import Picture
from badge_tool.words import Words


@dataclass(frozen=True)
class Badge:
    """What is printed on one badge.

    Attributes:
        code: content of the QR code. A secret.
        first_name: printed large.
        last_name: printed smaller.
        grade: grade code; None for staff.
        class_title: empty where it is not known.
        username: stands in for a name that the fonts cannot write.
        photo: printed where the layout has room for one.
        picture: name of the picture that its owner is asked for. A secret, for the checklist alone.
        pin: the PIN that its owner is asked for. The same.
        number: tells it from badges that would look the same but for their code; None where there are none.
    """

    code: str = field(repr=False)
    first_name: str
    last_name: str
    grade: str | None
    class_title: str
    username: str
    photo: Picture | None = None
    picture: str | None = field(default=None, repr=False)
    pin: str | None = field(default=None, repr=False)
    number: int | None = None

    @property
    def name(self) -> str:
        """First and last name."""
        return " ".join(part for part in (self.first_name, self.last_name) if part)


@dataclass(frozen=True)
class Look:
    """What is the same on every badge.

    Attributes:
        district: name of the district.
        color: its main colour, `#rrggbb`; white text can be read on it.
        words: language of the sheet.
        accent: its second colour, for a narrow strip.
        logo: beside its name, where the layout has room for one.
        full_names: whether badges have the whole last name, or its first letter.
    """

    district: str
    color: str
    words: Words
    accent: str = "#f59e0b"
    logo: Picture | None = None
    full_names: bool = True

    def last_name(self, badge: Badge) -> str:
        """The last name as badges have it; checklists, which stay with the teacher, have it whole."""
        if self.full_names or not badge.last_name:
            return badge.last_name
        return f"{_first_letter(badge.last_name)}."

    def detail(self, badge: Badge) -> str:
        """Number, grade and class in one line; without the grade where the title of the class names it."""
        grade = self.words.grade_name(badge.grade)
        if grade.casefold() in badge.class_title.casefold():
            grade = ""
        return " · ".join(part for part in (self.words.numbered(badge.number), grade, badge.class_title) if part)

    def face(self, badge: Badge) -> tuple[str, str, str]:
        """Everything of a badge that people can read."""
        return badge.first_name, self.last_name(badge), self.detail(badge)


def _first_letter(name: str) -> str:
    """The first letter with all the marks that belong to it."""
    letters = iter(name)
    first = next(letters)
    return first + "".join(takewhile(lambda letter: unicodedata.category(letter).startswith("M"), letters))


@dataclass(frozen=True)
class Grid:
    """Cells on a page, all of one size, in points.

    Attributes:
        columns: how many side by side.
        rows: how many one below the other.
        left: from the page's left edge to the first cell.
        top: from the page's upper edge to the first cell.
        width: of a cell.
        height: of a cell.
        pitch_x: from a cell's left edge to the next one's.
        pitch_y: from a cell's upper edge to the next one's.
    """

    columns: int
    rows: int
    left: float
    top: float
    width: float
    height: float
    pitch_x: float
    pitch_y: float

    def cells(self, page_height: float) -> Iterator[Box]:
        """The cells row by row, from the upper left."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield Box(
                    self.left + column * self.pitch_x,
                    page_height - self.top - row * self.pitch_y - self.height,
                    self.width,
                    self.height,
                )


class Draw(Protocol):
    """Draws one badge into its cell."""

    def __call__(self, pen: Pen, cell: Box, badge: Badge, look: Look) -> None:
        """Stay inside the cell; a printer may be off by a millimetre."""


@dataclass(frozen=True)
class Layout:
    """One way to print badges.

    Attributes:
        name: what `--layout` takes.
        description: what it is, for people who choose one.
        page: width and height of the paper in points.
        grid: its cells.
        draw: draws a badge.
        draw_guides: draws lines to cut along on each page, once.
        checklist_page: paper of the checklists where they cannot be printed among the badges, but are a file of their
            own; None where they can.
    """

    name: str
    description: str
    page: tuple[float, float]
    grid: Grid
    draw: Draw
    draw_guides: Callable[[Pen], None] = lambda _: None
    checklist_page: tuple[float, float] | None = None

    @property
    def has_cover(self) -> bool:
        """Whether checklists can be printed among the badges."""
        return self.checklist_page is None
