"""The languages of the desk: one JSON file each below `languages/`, and which of them somebody reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "languages"


@dataclass(frozen=True)
class Language:
    """One language.

    Attributes:
        code: such as `es`.
        name: what the language calls itself.
        texts: by key, with `{names}` for what is filled in.
    """

    code: str
    name: str
    texts: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """The text of a key, filled in. Raises KeyError for a key that is in no file."""
        return self.texts[key].format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """The text for a number of things: `key.one` or `key.many`."""
        return self.say(f"{key}.{'one' if number == 1 else 'many'}", number=number, **values)


def load(codes: Iterable[str]) -> tuple[Language, ...]:
    """The languages of a district that the desk speaks, in the district's order; English if it speaks none of them."""
    known = [code for code in codes if (_FOLDER / f"{code}.json").is_file()]
    return tuple(_read(code) for code in known or ["en"])


def choose(languages: tuple[Language, ...], wishes: Iterable[str]) -> Language:
    """The first language that is wished for, `es-MX` counting as `es`; the district's first one otherwise."""
    by_code = {language.code: language for language in languages}
    for wish in wishes:
        found = by_code.get(wish) or by_code.get(wish.partition("-")[0].lower())
        if found:
            return found
    return languages[0]


def accepted(header: str) -> list[str]:
    """The tags of an `Accept-Language` header, the most wanted first; what cannot be understood is left out."""
    wishes: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, weight = part.strip().partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            continue
        if tag and quality > 0:
            wishes.append((-quality, tag.strip()))
    return [tag for _, tag in sorted(wishes, key=lambda wish: wish[0])]


def _read(code: str) -> Language:
    texts = json.loads((_FOLDER / f"{code}.json").read_text(encoding="utf-8"))
    return Language(code, texts["language"], texts)
