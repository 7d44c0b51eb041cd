"""Text into a box: as large as it can be, on as many lines as that takes, and never outside."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

LEADING = 1.16
"""Distance of two lines of text, in font sizes."""
_STEP = 0.25
_WORTH_A_LINE = 1.15
"""A further line has to make the text larger by this, or it only leaves a short end below."""
_ELLIPSIS = "…"
_BREAKS = re.compile(r"[^\s-]*-+|[^\s-]+")

Measure = Callable[[str], float]
"""Width of a text at font size 1."""


@dataclass(frozen=True)
class Fitted:
    """Text that fits.

    Attributes:
        lines: from top to bottom.
        size: font size in points.
    """

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        """Height of all lines in points."""
        return len(self.lines) * self.size * LEADING


def fit(text: str, measure: Measure, *, width: float, height: float, largest: float, smallest: float) -> Fitted:
    """Find the largest font size at which a text fits a box, on few lines rather than on many that are hardly larger.

    Lines break at spaces and after hyphens. A text that is too long even at the smallest size is broken inside words,
    and what is left over then is cut off with an ellipsis.

    Args:
        text: any text; runs of white space count as one space.
        measure: width of a text at size 1, in points.
        width: of the box, in points.
        height: of the box, in points; at least one line of the smallest size is assumed to fit.
        largest: font size wanted, in points.
        smallest: font size that can still be read, in points.
    """
    most_lines = max(1, int(height / (smallest * LEADING)))
    best: Fitted | None = None
    for count in range(1, most_lines + 1):
        limit = min(largest, height / (count * LEADING))
        if best is not None and best.size * _WORTH_A_LINE >= limit:
            break
        candidate = _largest_on(count, text, measure, width, limit, smallest)
        if candidate is not None and (best is None or candidate.size > best.size * _WORTH_A_LINE):
            best = candidate
    if best is not None:
        return best
    lines = _fill(_pieces(text, measure, width / smallest), measure, width / smallest)
    if len(lines) > most_lines:
        lines = [*lines[: most_lines - 1], _cut(lines[most_lines - 1], measure, width / smallest)]
    return Fitted(tuple(lines), smallest)


def _largest_on(
    count: int, text: str, measure: Measure, width: float, largest: float, smallest: float
) -> Fitted | None:
    words = _words(text)
    if count == 1:
        # Most texts: one measurement says what the size has to be.
        line = "".join(words).rstrip()
        size = _step_down(largest, width / max(measure(line), 1e-9))
        return Fitted((line,), size) if size >= smallest else None
    size = largest
    while size >= smallest:
        lines = _fill(words, measure, width / size)
        if len(lines) <= count and all(measure(line) <= width / size for line in lines):
            return Fitted(tuple(lines), size)
        size -= _STEP
    return None


def _step_down(largest: float, size: float) -> float:
    """The largest size that is whole steps below `largest` and no larger than `size`."""
    return largest - max(0, math.ceil((largest - size) / _STEP + 1e-9)) * _STEP


def _words(text: str) -> list[str]:
    """Parts between which a line may break; those before a space end with it."""
    return [part for word in text.split() for part in _with_space(_BREAKS.findall(word))]


def _with_space(parts: list[str]) -> list[str]:
    return [*parts[:-1], parts[-1] + " "]


def _fill(parts: list[str], measure: Measure, width: float) -> list[str]:
    lines: list[str] = []
    line = ""
    for part in parts:
        if line and measure((line + part).rstrip()) > width:
            lines.append(line.rstrip())
            line = part
        else:
            line += part
    return [*lines, line.rstrip()] if line else [*lines, ""]


def _pieces(text: str, measure: Measure, width: float) -> list[str]:
    """The words, those too wide for a line cut into pieces that are not."""
    pieces: list[str] = []
    for word in _words(text):
        piece = ""
        for character in word:
            if piece and measure((piece + character).rstrip()) > width:
                pieces.append(piece)
                piece = ""
            piece += character
        pieces.append(piece)
    return pieces


def _cut(line: str, measure: Measure, width: float) -> str:
    while line and measure(line.rstrip() + _ELLIPSIS) > width:
        line = line[:-1]
    return line.rstrip() + _ELLIPSIS
