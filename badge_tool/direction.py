"""Which way a line of text runs: its stretches from left to right as they stand on paper.

The Unicode Bidirectional Algorithm (UAX 9) for one line without embeddings, which is what names and titles are.
Libraries give the characters in visual order; shaping takes whole stretches in logical order: these are found here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_NUMBERS = frozenset({"EN", "AN"})
_MARK = "NSM"


@dataclass(frozen=True)
class Stretch:
    """Text of one direction.

    Attributes:
        text: in logical order.
        level: odd from right to left, even from left to right.
    """

    text: str
    level: int

    @property
    def right_to_left(self) -> bool:
        """Whether it is read from right to left."""
        return self.level % 2 == 1


def visual_order(text: str) -> list[Stretch]:
    """The stretches of a line, the leftmost first; the line runs as its first letter does."""
    levels = _levels([unicodedata.bidirectional(character) for character in text])
    numbered = groupby(zip(levels, text, strict=True), key=lambda pair: pair[0])
    stretches = [Stretch("".join(character for _, character in pairs), level) for level, pairs in numbered]
    for level in range(max(levels, default=0), 0, -1):
        stretches = _reversed_from(level, stretches)
    return stretches


def _levels(classes: Sequence[str]) -> list[int]:
    """The embedding level of each character (rules P2, I1, I2)."""
    base = next((int(one in _RIGHT_TO_LEFT) for one in classes if one == "L" or one in _RIGHT_TO_LEFT), 0)
    level_of = {"L": 2 * base, "R": 1, "number": 2}
    strong = _strong(classes, base)
    return [
        level_of[one] if one is not None else _level_between(strong[:position], strong[position + 1 :], base)
        for position, one in enumerate(strong)
    ]


def _strong(classes: Sequence[str], base: int) -> list[str | None]:
    """`L`, `R`, `number` for a number in right-to-left text, or None for what takes its direction from around it."""
    strong: list[str | None] = []
    last: str | None = None
    for one in classes:
        if one == _MARK:
            strong.append(strong[-1] if strong else None)
            continue
        if one in _NUMBERS:
            # Numbers run from left to right; among right-to-left text they are an island in it.
            strong.append("number" if last == "R" or (last is None and base) else "L")
            continue
        if one in _RIGHT_TO_LEFT or one == "L":
            last = "L" if one == "L" else "R"
            strong.append(last)
        else:
            strong.append(None)
    return strong


def _level_between(before: Sequence[str | None], after: Sequence[str | None], base: int) -> int:
    """The level of a space or sign: that of its neighbours if they agree, else that of the line (rules N1, N2)."""
    left = next((one for one in reversed(before) if one), None)
    right = next((one for one in after if one), None)
    if left is None or right is None or (left == "L") != (right == "L"):
        return base
    return 2 * base if left == "L" else 1


def _reversed_from(level: int, stretches: Sequence[Stretch]) -> list[Stretch]:
    """Rule L2 for one level: every sequence of stretches of this level or a higher one is turned around."""
    turned: list[Stretch] = []
    for high, group in groupby(stretches, key=lambda one: one.level >= level):
        together = list(group)
        turned += together[::-1] if high else together
    return turned
