"""The languages of the pages around a guide: a JSON file each below `languages/`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_FOLDER = Path(__file__).parent / "languages"


@dataclass(frozen=True)
class Words:
    """One language.

    Attributes:
        code: such as `es`.
        name: what the language calls itself.
        texts: by key, with `{names}` for what is filled in.
        months: their names.
        grades: names of grades by code; a number where there is none.
    """

    code: str
    name: str
    texts: Mapping[str, str]
    months: tuple[str, ...]
    grades: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """The text of a key, filled in. Raises KeyError for a key that is in no file."""
        return self.texts[key].format(**values)

    def day(self, day: date) -> str:
        """A day, written out."""
        return self.say("day", month=self.months[day.month - 1], day=day.day, year=day.year)

    def grade(self, code: str) -> str:
        """A grade, as people call it."""
        return self.grades.get(code) or code.lstrip("0")


def words_in(code: str) -> Words | None:
    """A language, if the pages speak it."""
    file = _FOLDER / f"{code}.json"
    if not file.is_file():
        return None
    content = json.loads(file.read_text(encoding="utf-8"))
    return Words(code, content["name"], content["texts"], tuple(content["months"]), content["grades"])
