"""`announcements.yaml`: what the district tells its people on the portal."""

from __future__ import annotations

from datetime import date

from pydantic import Field, model_validator

from settings.model import Settings
from settings.rule import Rule, RuleSetting


class Link(Settings):
    """Where more is to be read."""

    url: str = Field(pattern=r"^https://")
    title: dict[str, str] = Field(min_length=1)
    """What the link is called, by language."""


class Announcement(Settings):
    """One announcement."""

    first_day: date = Field(alias="from")
    """First day on which it is shown, in the district's time zone."""
    last_day: date = Field(alias="until")
    """Last day on which it is shown."""
    to: RuleSetting = Field(default_factory=lambda: Rule.parse("everybody"))
    """Who sees it, in the words of rules: `student and grade("06-12")`, `school("CV01")`."""
    text: dict[str, str] = Field(min_length=1)
    """Plain text by language: markup is shown as it is written. Whose language is missing reads the first one."""
    link: Link | None = None

    @model_validator(mode="after")
    def _days_are_in_order(self) -> Announcement:
        if self.last_day < self.first_day:
            raise ValueError(f"until ({self.last_day}) is before from ({self.first_day})")
        return self


class Announcements(Settings):
    """The content of `announcements.yaml`."""

    announcements: list[Announcement]
