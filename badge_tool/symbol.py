"""QR codes as vectors: which symbol for how much room, and its modules as one path."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.main import QRCode
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from badge_tool.errors import CodeDoesNotFitError

QUIET_MODULES = 4
"""White modules around the symbol (ISO/IEC 18004)."""
SMALLEST_MODULE = 0.5 * mm
"""Below this a classroom's webcam does not resolve modules at arm's length."""
COMFORTABLE_MODULE = 1.0 * mm
"""Below this larger modules read better than more redundancy does; see docs/reference/badge-reading.md."""
_LEVELS = {"H": ERROR_CORRECT_H, "Q": ERROR_CORRECT_Q, "M": ERROR_CORRECT_M, "L": ERROR_CORRECT_L}


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
def symbol_size(length: int, side: float) -> SymbolSize:
    """Choose the symbol for an alphanumeric text in a square, quiet zone included.

    It is the one with the most redundancy whose modules are comfortably large; where none is, the one with the largest
    modules, and of these the one with the most redundancy.

    Args:
        length: of the text in characters.
        side: of the square in points.

    Raises:
        CodeDoesNotFitError: even the largest modules are smaller than `SMALLEST_MODULE`.
    """
    sizes = [_size(level, length, side) for level in _LEVELS]
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
    """Draw the QR code of an alphanumeric text into a square, black, with its quiet zone left white.

    Args:
        canvas: where to.
        text: capitals, digits and what else QR's alphanumeric mode has.
        x: left edge of the square, in points.
        y: lower edge.
        side: of the square.

    Raises:
        CodeDoesNotFitError: see `symbol_size`.
    """
    size = symbol_size(len(text), side)
    rows = _modules(text, size)
    # One path for all modules: viewers leave hair lines between shapes that touch, but not inside one shape.
    path = canvas.beginPath()
    for row, modules in enumerate(rows):
        column = 0
        for dark, run in groupby(modules):
            width = len(list(run))
            if dark:
                path.rect(column, len(rows) - 1 - row, width, 1)
            column += width
    margin = (side - size.modules * size.module) / 2
    canvas.saveState()
    canvas.translate(x + margin, y + margin)
    canvas.scale(size.module, size.module)
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def _size(level: str, length: int, side: float) -> SymbolSize:
    # The text does not matter for the version, only how many alphanumeric characters it has.
    version = _code("A" * length, level).best_fit()
    return SymbolSize(level, version, side / (17 + 4 * version + 2 * QUIET_MODULES))


def _modules(text: str, size: SymbolSize) -> list[list[bool]]:
    code = _code(text, size.level, size.version)
    code.make(fit=False)
    return [[bool(module) for module in row] for row in code.modules]


def _code(text: str, level: str, version: int | None = None) -> QRCode[Any]:
    code = QRCode(version=version, error_correction=_LEVELS[level], border=0)
    code.add_data(text)
    return code
