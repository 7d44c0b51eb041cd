"""Full names, and the Latin letters in them that usernames are made of."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from example_district.dice import Dice
from example_district.name_lists import ORIGINS, Name, Origin

_UP_TO = tuple(accumulate(origin.weight for origin in ORIGINS))
_WITHOUT_DECOMPOSITION = str.maketrans({
    "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "Æ": "AE", "ð": "d", "þ": "th",
    "Þ": "Th", "\u0131": "i",
})  # fmt: skip


@dataclass(frozen=True)
class FullName:
    """A person's name.

    Attributes:
        given: given name as written.
        middle: middle name; empty for most.
        family: family name or names as written.
        latin_given: given name in small Latin letters, nothing else.
        latin_family: family name in small Latin letters, nothing else.
    """

    given: str
    middle: str
    family: str
    latin_given: str
    latin_family: str


@cache
def latin_letters(text: str) -> str:
    """Leave the letters a to z of a name: `Đặng` becomes `dang`, `O'Brien` becomes `obrien`."""
    plain = unicodedata.normalize("NFKD", text.translate(_WITHOUT_DECOMPOSITION)).casefold()
    return "".join(letter for letter in plain if "a" <= letter <= "z")


def draw_name(dice: Dice, sex: str) -> FullName:
    """Draw a name.

    Args:
        dice: where chance comes from.
        sex: `female` or `male`, in the words of OneRoster's demographics.
    """
    origin = _draw_origin(dice)
    choices = origin.female if sex == "female" else origin.male
    given = dice.pick_early(choices)
    middle = dice.pick(choices) if dice.percent(25) else None
    family, latin_family = _draw_family(dice, origin)
    return FullName(
        given=given.written,
        middle=middle.written if middle and middle != given else "",
        family=family,
        latin_given=latin_letters(given.latin),
        latin_family=latin_letters(latin_family),
    )


def _draw_origin(dice: Dice) -> Origin:
    drawn = dice.below(_UP_TO[-1])
    return next(origin for origin, limit in zip(ORIGINS, _UP_TO, strict=True) if drawn < limit)


def _draw_family(dice: Dice, origin: Origin) -> tuple[str, str]:
    first: Name = dice.pick_early(origin.family)
    second = dice.pick(origin.family)
    kind = dice.below(100)
    if second == first or kind >= origin.second_family + origin.hyphenated:
        return first.written, first.latin
    if kind < origin.second_family:
        return f"{first.written} {second.written}", first.latin
    return f"{first.written}-{second.written}", f"{first.latin}{second.latin}"
