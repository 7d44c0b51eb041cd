"""How people get their usernames."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import ConfigDict, Field, field_validator, model_validator

from settings.model import Settings

TEMPLATE_FIELDS = ("givenName", "middleName", "familyName", "sourcedId", "identifier")
_PART = re.compile(r"\{(" + "|".join(TEMPLATE_FIELDS) + r")(:\.[1-9][0-9]?)?\}")
_LITERAL = re.compile(r"[a-z0-9._-]*")


class Usernames(Settings):
    """Where usernames come from. People are known by their sourcedId: nobody ever gets another one's account."""

    model_config = ConfigDict(populate_by_name=True)

    source: str = Field(default="source", alias="from")
    """`source`, or a template such as `{givenName}.{familyName}`; `{givenName:.1}` is the first letter. Fields are
    givenName, middleName, familyName, sourcedId and identifier; what they hold is written in the letters a-z."""
    staff: str | None = None
    """The template of staff, if `from` is one and theirs is another."""
    max_length: int = Field(default=64, ge=8, le=255)
    """Longest username that a template makes."""
    follow: bool = False
    """Whether a username that a template made changes when the name of the person does. Otherwise it is for life."""
    taken: Literal["hold", "number"] = "hold"
    """What becomes of somebody new whose username of the source an account of somebody else has, such as one who left:
    `hold` leaves the new person without an account until somebody decides, `number` adds a number to the username."""

    @field_validator("source", "staff")
    @classmethod
    def _template(cls, text: str | None) -> str | None:
        if text is None or text == "source":
            return text
        if not _PART.search(text):
            raise ValueError(f"{text!r} is neither source nor a template; an example is {{givenName}}.{{familyName}}")
        if not _LITERAL.fullmatch(_PART.sub("", text)):
            raise ValueError(
                f"the template {text!r} may have {', '.join(f'{{{name}}}' for name in TEMPLATE_FIELDS)}, "
                "{givenName:.1} for a first letter, and besides them a-z, 0-9, dot, dash and underscore"
            )
        return text

    @model_validator(mode="after")
    def _staff_as_the_rest(self) -> Usernames:
        if self.staff is not None and (self.source == "source" or self.staff == "source"):
            raise ValueError("staff is a template, and so has to be from: leave staff out, or give both one")
        return self

    @property
    def from_template(self) -> bool:
        """Whether they are made here, and those of the source are not read."""
        return self.source != "source"

    def template(self, *, student: bool) -> str:
        """The template of a student or of staff."""
        return self.source if student or self.staff is None else self.staff
