"""The parts of the year in which a district's roster changes differently."""

from __future__ import annotations

from datetime import date

from pydantic import Field, model_validator

from settings.model import Settings


class Days(Settings):
    """A span of days, both ends included."""

    first: date
    """First day."""
    last: date
    """Last day."""

    @model_validator(mode="after")
    def _forward(self) -> Days:
        if self.last < self.first:
            raise ValueError(f"last ({self.last}) is before first ({self.first})")
        return self

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


class Calendar(Settings):
    """The district's year. Every day that is in no summer is one in term."""

    summers: list[Days] = Field(default_factory=list)
    """From the end of a school year until the new one's roster has settled, mostly a few weeks into the term: then
    `guard.in_summer` holds in place of `guard.in_term`."""

    def is_summer(self, day: date) -> bool:
        """Whether a day is in one of the summers."""
        return any(day in summer for summer in self.summers)
