"""`recovery` of `district.yaml`: how people get a new password when they forget theirs."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from settings.grades import GradeSet, GradeSetting
from settings.model import Settings


class Recovery(Settings):
    """Who may choose a new password, and what is asked for first. Employees always need a second proof besides."""

    students: Literal["questions", "off"] = "questions"
    """Whether students recover with their security questions; otherwise their campus helps them."""
    grades: GradeSetting = GradeSet.parse("06-12")
    """Students of these grades recover by themselves; younger ones are helped by their teacher."""
    ask: int = Field(default=2, ge=1, le=6)
    """How many of a person's own questions are asked."""
    by_email: bool = True
    """Whether people may type their e-mail address in place of the username: a link goes there, as one of the proofs.
    `false` where usernames are addresses themselves."""
