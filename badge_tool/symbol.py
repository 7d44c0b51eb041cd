"""QR codes as vectors: which symbol for how much room, and its modules as one path."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from badge_tool.errors import CodeDoesNotFitError
from badge_tool.modules import LEVELS, is_alphanumeric, modules, smallest_version

QUIET_MODULES = 4
"""White modules around the symbol (ISO/IEC 18004)."""
SMALLEST_MODULE = 0.5 * mm
"""Below this a classroom's webcam does not resolve modules at arm's length."""
COMFORTABLE_MODULE = 1.0 * mm
"""Below this larger modules read better than more redundancy does; see docs/reference/badge-reading.md."""
_DARK = re.compile("1+")


@dataclass(frozen=True)
class SymbolSize:
    """A choice of symbol.

    Attributes:
        level: error correction, `H` (30 % may be lost) to `L` (7 %).
        version: of QR, 1 to 40.
        module: side of a module in points.
    """

    level: str
    version: int
    module: float

    @property
    def modules(self) -> int:
        """Modules a side, without the quiet zone."""
        return 17 + 4 * self.version


@lru_cache(maxsize=64)
def symbol_size(length: int, side: float, *, alphanumeric: bool = True) -> SymbolSize:
    """Choose the symbol for a text in a square, quiet zone included.

    It is the one with the most redundancy whose modules are comfortably large; where none is, the one with the largest
    modules, and of these the one with the most redundancy.

    Args:
        length: of the text in bytes.
        side: of the square in points.
        alphanumeric: whether QR's alphanumeric mode has all of its characters.

    Raises:
        CodeDoesNotFitError: even the largest modules are smaller than `SMALLEST_MODULE`.
    """
    sizes = [_size(level, length, side, alphanumeric=alphanumeric) for level in LEVELS]
    for size in sizes:
        if size.module >= COMFORTABLE_MODULE:
            return size
    largest = max(sizes, key=lambda size: size.module)
    if largest.module < SMALLEST_MODULE:
        raise CodeDoesNotFitError(
            f"a code of {length} characters has modules of {largest.module / mm:.2f} mm in a square of "
            f"{side / mm:.0f} mm; they need {SMALLEST_MODULE / mm} mm to be read"
        )
    return largest


def draw_symbol(canvas: Canvas, text: str, x: float, y: float, side: float) -> None:
    """Draw the QR code of a text into a square, black, with its quiet zone left white.

    Args:
        canvas: where to.
        text: of capitals and digits best, which take less room.
        x: left edge of the square, in points.
        y: lower edge.
        side: of the square.

    Raises:
        CodeDoesNotFitError: see `symbol_size`.
    """
    size = symbol_size(len(text.encode()), side, alphanumeric=is_alphanumeric(text))
    margin = (side - size.modules * size.module) / 2
    canvas.saveState()
    canvas.transform(size.module, 0, 0, size.module, x + margin, y + margin)
    canvas.setFillGray(0)
    # One path for all modules: viewers leave hair lines between shapes that touch, but not inside one shape. Written as
    # it is in the file: reportlab's own path takes ten times as long to format whole numbers.
    canvas.addLiteral(f"{_rectangles(modules(text, size.level, size.version))} f")
    canvas.restoreState()


def _rectangles(rows: list[str]) -> str:
    """A rectangle for each run of dark modules, a module being 1 wide, as operators of PDF."""
    operators = _operators(len(rows))
    return " ".join([operators[run.span()] for run in _DARK.finditer("0".join(rows))])


@lru_cache(maxsize=16)
def _operators(side: int) -> dict[tuple[int, int], str]:
    """The operators of all rectangles that there can be: formatting them anew takes longer than all else of a symbol.

    By the places of the first module and of the one after the last, counted row by row from the top, with a light
    module between two rows.
    """
    return {
        (row * (side + 1) + start, row * (side + 1) + end): f"{start} {side - 1 - row} {end - start} 1 re"
        for row in range(side)
        for start in range(side)
        for end in range(start + 1, side + 1)
    }


def _size(level: str, length: int, side: float, *, alphanumeric: bool) -> SymbolSize:
    version = smallest_version(length, level, alphanumeric=alphanumeric)
    return SymbolSize(level, version, side / (17 + 4 * version + 2 * QUIET_MODULES))
