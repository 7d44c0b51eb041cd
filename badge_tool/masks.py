"""Which of QR's eight masks: the one whose symbol has the fewest shapes that mislead readers (ISO/IEC 18004, 7.8.3).

A symbol is one integer here, a bit a module, row by row from the upper left and the lowest bit first. So one operation
looks at all modules at once, which is some fifty times quicker than a look at each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_RUN_POINTS, _LONGER_RUN_POINTS, _BLOCK_POINTS, _FINDER_POINTS, _BALANCE_POINTS = 3, 1, 3, 40, 10
_FINDER = 11
"""Modules of the shape that looks like a finder pattern, with the light ones before or after it."""


def best_mask(symbols: Sequence[int], side: int) -> int:
    """The number of the symbol with the fewest penalty points; of equal ones the first.

    Args:
        symbols: the same text under each mask, dark modules 1.
        side: modules a side.
    """
    points = [penalty(symbol, side) for symbol in symbols]
    return points.index(min(points))


def penalty(symbol: int, side: int) -> int:
    """Penalty points of a symbol: runs, blocks, false finder patterns, and how far it is from half dark."""
    across, down = _places(side, 1), _places(side, side)
    same_across = across.pairs ^ ((symbol ^ symbol >> 1) & across.pairs)
    same_down = down.pairs ^ ((symbol ^ symbol >> side) & down.pairs)
    blocks = same_across & same_across >> side & same_down
    return (
        _run_points(same_across, 1)
        + _run_points(same_down, side)
        + _BLOCK_POINTS * blocks.bit_count()
        + _FINDER_POINTS * (_false_finders(symbol, across) + _false_finders(symbol, down))
        + _BALANCE_POINTS * _unbalance(symbol.bit_count(), side)
    )


@dataclass(frozen=True)
class _Places:
    """Where shapes of a row, or of a column, can begin.

    Attributes:
        step: bits from a module to the next one.
        all: every module.
        pairs: modules that have a next one.
        finders: modules from which a false finder pattern has room.
    """

    step: int
    all: int
    pairs: int
    finders: int


@lru_cache(maxsize=64)
def _places(side: int, step: int) -> _Places:
    def room_for(length: int) -> int:
        last = side - length
        return sum(
            1 << row * side + column
            for row in range(side)
            for column in range(side)
            if (column if step == 1 else row) <= last
        )

    return _Places(step, (1 << side * side) - 1, room_for(2), room_for(_FINDER))


def _run_points(same: int, step: int) -> int:
    """Five modules of a colour in line, and each that makes the run longer; `same`: those whose next is like them."""
    fours = same & same >> step
    fives = fours & fours >> 2 * step
    begins = fives & ~(fives << step)
    return _LONGER_RUN_POINTS * fives.bit_count() + (_RUN_POINTS - _LONGER_RUN_POINTS) * begins.bit_count()


def _false_finders(symbol: int, places: _Places) -> int:
    """Modules dark and light as 1:1:3:1:1, with four light ones before or after them."""
    step = places.step
    light = symbol ^ places.all
    core = symbol & symbol >> 2 * step & symbol >> 3 * step & symbol >> 4 * step & symbol >> 6 * step
    core &= light >> step & light >> 5 * step
    two_light = light & light >> step
    four_light = two_light & two_light >> 2 * step
    after, before = core & four_light >> 7 * step, four_light & core >> 4 * step
    return ((after | before) & places.finders).bit_count()


def _unbalance(dark: int, side: int) -> int:
    """By how many whole steps of 5 % the dark modules are more or fewer than half."""
    return int(abs(dark / side**2 * 100 - 50) / 5)
