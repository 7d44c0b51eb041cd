"""What is on a card, on a page of cards and in a PDF of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from badge_tool.cards.words import CardWords
from badge_tool.cover import Missing
from badge_tool.layouts import Badge, Grid, Look
from badge_tool.pen import Box, Pen


@dataclass(frozen=True)
class Card:
    """What is printed on one card.

    Attributes:
        username: as it is typed.
        phrase: the password, as it is typed. A secret.
        first_name: printed large.
        last_name: printed smaller.
        grade: grade code; None where it is not known.
        class_title: empty where it is not known.
    """

    username: str
    phrase: str = field(repr=False)
    first_name: str
    last_name: str
    grade: str | None
    class_title: str

    @property
    def without_phrase(self) -> Badge:
        """The same person as checklists know people."""
        return Badge("", self.first_name, self.last_name, self.grade, self.class_title, self.username)


@dataclass(frozen=True)
class CardLook:
    """What is the same on every card.

    Attributes:
        look: name and colours of the district; its words are those of the checklist.
        words: what the cards say.
        address: of the page on which pupils sign in, as it is typed.
        help_contact: whom families ask; empty where the district says it in another language only.
    """

    look: Look
    words: CardWords
    address: str
    help_contact: str


@dataclass(frozen=True)
class ClassCards:
    """The cards of one class, or of people who were asked for by name.

    Attributes:
        title: of the class; empty for people asked for by name.
        cards: in any order; they are printed by last and first name.
        missing: members who got none.
    """

    title: str
    cards: tuple[Card, ...]
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True)
class CardSheet:
    """Everything that a PDF of cards depends on.

    Attributes:
        look: district, language, address.
        classes: each begins on a new page.
        printed: the date that checklists and pages name.
        cover: whether each class has a page with a checklist before it.
    """

    look: CardLook
    classes: tuple[ClassCards, ...]
    printed: date
    cover: bool = True


class Draw(Protocol):
    """Draws one card into its cell."""

    def __call__(self, pen: Pen, cell: Box, card: Card, look: CardLook) -> None:
        """Stay inside the cell; a printer may be off by a millimetre."""


@dataclass(frozen=True)
class CardLayout:
    """One way to print cards.

    Attributes:
        name: what `--layout` takes.
        description: what it is, for people who choose one.
        page: width and height of the paper in points.
        grid: its cells.
        draw: draws a card.
        draw_guides: draws crop marks on each page, once.
    """

    name: str
    description: str
    page: tuple[float, float]
    grid: Grid
    draw: Draw
    draw_guides: Callable[[Pen], None] = lambda _: None
