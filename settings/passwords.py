"""`passwords` of `district.yaml`: what passwords people may choose."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from settings.model import Settings

Word = Annotated[str, Field(min_length=3, pattern=r"^[^,]+$", description="A word or a name, such as the mascot's")]


class PasswordRule(Settings):
    """What a password of one kind of people has to be: digits and capitals are not asked for, that makes it weaker."""

    min_length: int = Field(default=8, ge=8, le=64)
    """Characters."""
    min_strength: int = Field(default=2, ge=1, le=4)
    """How hard it is to guess: 1 for 1,000 guesses, 2 for 1,000,000, 3 for 100,000,000, 4 for 10,000,000,000."""


class StaffPasswordRule(PasswordRule):
    """The same for employees, who see more."""

    min_length: int = Field(default=12, ge=8, le=64)
    """Characters."""
    min_strength: int = Field(default=3, ge=1, le=4)
    """As of students."""


class Passwords(Settings):
    """What passwords people may choose. Common ones are refused anyhow, and names of themselves and of the district."""

    students: PasswordRule = PasswordRule()
    staff: StaffPasswordRule = StaffPasswordRule()
    words: list[Word] = Field(default_factory=list)
    """Words that everybody in the district knows: mascots, songs, the stadium. Names of the district and of its schools
    are known without."""
