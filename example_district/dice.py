"""Chance that comes out the same on every machine and in every version of Python."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

Choice = TypeVar("Choice")


class Dice:
    """A few dozen draws that depend on nothing but the labels.

    The labels name what is decided, such as (seed, campus, "s", 42): one person's draws never depend on how many
    others were drawn before. There are 512 bits to draw from, enough for some forty draws among a few thousand.
    """

    def __init__(self, *labels: int | str) -> None:
        digest = blake2b("/".join(map(str, labels)).encode(), digest_size=64).digest()
        self._left = int.from_bytes(digest)

    def below(self, limit: int) -> int:
        """A number from 0 to `limit` - 1."""
        self._left, drawn = divmod(self._left, limit)
        return drawn

    def percent(self, share: int) -> bool:
        """Whether something happens that happens in `share` of 100 cases."""
        return self.below(100) < share

    def pick(self, choices: Sequence[Choice]) -> Choice:
        """One of the choices, all as likely."""
        return choices[self.below(len(choices))]

    def pick_early(self, choices: Sequence[Choice]) -> Choice:
        """One of the choices, the first ones more likely, as common names are."""
        return choices[min(self.below(len(choices)), self.below(len(choices)))]
