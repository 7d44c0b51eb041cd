"""Who is sent the registrar's report."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from settings.model import Settings

Address = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]


class Reports(Settings):
    """The registrar's report of what is wrong with the roster."""

    folder: str = ""
    """Where each run writes the report, from the district folder or absolute. Empty: runs write none."""
    group_reads: bool = False
    """Whether the group of the account that writes the files may read them, such as that of the desk."""
    mail_to: list[Address] = Field(default_factory=list)
    """Who is sent the report of the district, by the server under `mail`."""
    campus_mail_to: dict[str, list[Address]] = Field(default_factory=dict)
    """Who is sent the report of one campus: school code to addresses."""
    mail_every_hours: float = Field(default=20, ge=0)
    """A run mails the report if other things were found than in the last one that was mailed, and not more often."""
