"""The languages of reports: a JSON file each below `languages/`, and English in the checks themselves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sync.check import Check

_FOLDER = Path(__file__).parent / "languages"


@dataclass(frozen=True)
class Advice:
    """What a check says: see `sync.check.Check`."""

    title: str
    consequence: str
    remedy: str


@dataclass(frozen=True)
class Language:
    """One language.

    Attributes:
        code: such as `es`.
        name: what the language calls itself.
        texts: of the pages, by key, with `{names}` for what is filled in.
        checks: advice by the name of the check; English where it is missing.
        phrases: of findings, by the English phrase.
        months: their names.
    """

    code: str
    name: str
    texts: Mapping[str, str]
    months: tuple[str, ...]
    checks: Mapping[str, Advice] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=dict)

    def say(self, key: str, **values: object) -> str:
        """The text of a key, filled in. Raises KeyError for a key that is in no file."""
        return self.texts[key].format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """The text for a number of things: `key.one` or `key.many`."""
        return self.say(f"{key}.{'one' if number == 1 else 'many'}", number=f"{number:,}", **values)

    def advice(self, check: Check) -> Advice:
        """What a check says in this language."""
        return self.checks.get(check.name) or Advice(check.title, check.consequence, check.remedy)

    def day(self, day: date) -> str:
        """A day, written out."""
        return self.say("day", month=self.months[day.month - 1], day=day.day, year=day.year)


def load(codes: Iterable[str]) -> tuple[Language, ...]:
    """The languages of a district that reports speak, in the district's order; English if they speak none of them."""
    known = [code for code in codes if (_FOLDER / f"{code}.json").is_file()]
    return tuple(_read(code) for code in known or ["en"])


def _read(code: str) -> Language:
    document = json.loads((_FOLDER / f"{code}.json").read_text(encoding="utf-8"))
    return Language(
        code,
        document["language"],
        document["texts"],
        tuple(document["months"]),
        {name: Advice(**advice) for name, advice in document.get("checks", {}).items()},
        document.get("phrases", {}),
    )
