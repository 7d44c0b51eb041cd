"""What is in a letter, and in a PDF of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import inch, mm

from badge_tool.cover import Missing
from badge_tool.layouts import Badge, Look
from badge_tool.letters.words import LetterWords


@dataclass(frozen=True)
class Letter:
    """What is printed in one letter.

    Attributes:
        code: as it is read aloud, in groups with hyphens. A secret.
        first_name: how the letter speaks of the person.
        last_name: in the window, after the first name.
        username: stands in for a name that the fonts cannot write.
        grade: grade code; None for staff.
        group: title of the class, or kind of employee; may be empty.
        campus: code of the school; may be empty.
        expires: last day of the code.
        words: language of the person.
        staff: an employee.
    """

    code: str = field(repr=False)
    first_name: str
    last_name: str
    username: str
    grade: str | None
    group: str
    campus: str
    expires: date
    words: LetterWords
    staff: bool = False

    @property
    def without_code(self) -> Badge:
        """The same person as checklists know people."""
        return Badge("", self.first_name, self.last_name, self.grade, self.group, self.username)


@dataclass(frozen=True)
class LetterLook:
    """What is the same in every letter.

    Attributes:
        look: name and colours of the district; its words are those of the checklists.
        address: of the page where accounts are claimed, a URL without a secret.
        help_contact: whom people ask.
        help_language: code of the language in which the district says that.
        birth_dates: whether students, and whether employees, are asked for their date of birth besides the code.
        guides: address of the people's guides, `{language}` being the reader's; empty if the district has named none.
    """

    look: Look
    address: str
    help_contact: str
    help_language: str
    birth_dates: tuple[bool, bool] = (False, False)
    guides: str = ""


@dataclass(frozen=True)
class LetterGroup:
    """The letters of a class or of a kind of employee.

    Attributes:
        title: of the class, or kind of employee; may be empty.
        campus: code of the school; may be empty.
        letters: in any order; they are printed by last and first name.
        missing: who else is there and got none.
    """

    title: str
    campus: str
    letters: tuple[Letter, ...]
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True)
class LetterBatch:
    """Everything that a PDF of letters depends on.

    Attributes:
        look: district and address.
        groups: each has a checklist before it.
        printed: the date of letters and checklists.
        cover: whether there are checklists.
    """

    look: LetterLook
    groups: tuple[LetterGroup, ...]
    printed: date
    cover: bool = True


@dataclass(frozen=True)
class Paper:
    """A sheet, where it is folded, and what of it is behind the window of an envelope.

    Attributes:
        name: what `--paper` takes.
        page: width and height in points.
        folds: from the upper edge, in points.
        window: left and upper edge, width and height of what is seen however the letter slips, from the upper left.
    """

    name: Literal["letter", "a4"]
    page: tuple[float, float]
    folds: tuple[float, float]
    window: tuple[float, float, float, float]


# A window of 4 1/2 x 1 1/8 inches, 7/8 from the left and 1/2 from the bottom of a No. 10 envelope of 9 1/2 x 4 1/8; the
# folded letter of 8 1/2 x 3 2/3 has an inch of play to the side and almost half an inch up and down.
NUMBER_10 = Paper("letter", LETTER, (11 * inch / 3, 22 * inch / 3), (0.9 * inch, 2.5 * inch, 3.4 * inch, 0.66 * inch))
# DIN 5008, form B, for envelopes DIN lang: an address of 85 x 27.3 mm below the line of the sender.
DIN_LONG = Paper("a4", A4, (105 * mm, 210 * mm), (25 * mm, 62.7 * mm, 80 * mm, 22 * mm))
PAPERS: dict[str, Paper] = {paper.name: paper for paper in (NUMBER_10, DIN_LONG)}
"""By the name that `--paper` takes; the first one is the default."""
