"""`claim` of `district.yaml`: who claims an account, and what they prove themselves with."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from settings.grades import GradeSet, GradeSetting
from settings.model import Settings

Proof = Literal["code", "facts", "both"]


class Identify(Settings):
    """What each kind of person proves.

    `code`: the code of a letter. `facts`: an id and the date of birth. `both`: the code and the date of birth.
    """

    students: Proof = "code"
    staff: Proof = "code"


class AcceptableUse(Settings):
    """The rules for the district's computers, which whoever claims an account agrees to."""

    version: str = Field(pattern=r"^[\w.-]{1,40}$")
    """A date or a number. Everybody is asked again at the next sign-in when it changes."""
    text: dict[Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")], Annotated[str, Field(min_length=1)]]
    """By language; an empty line begins a paragraph. Where one is missing the first one is shown."""


class ClaimPolicy(Settings):
    """Who claims an account, and how. Employees always do."""

    grades: GradeSetting = GradeSet.parse("06-12")
    """Students of these grades do; the others get badges and cards."""
    identify: Identify = Identify()
    acceptable_use: AcceptableUse | None = None
    """Without it nobody is asked."""
    valid_days: int = Field(default=30, ge=1, le=365)
    """So many days after it was issued a code works."""
