"""Drawing on a page in boxes: text that stays inside its box, bars, pictures, and QR codes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from badge_tool.fitting import LEADING, Measure, fit
from badge_tool.fonts import Typeface, Weight
from badge_tool.lines import Line, set_line
from badge_tool.pictures import Picture
from badge_tool.symbol import draw_symbol

Align = Literal["left", "center", "right"]
BLACK = "#111111"
GREY = "#555555"
PALE = "#bbbbbb"
WHITE = "#ffffff"
_BASELINE = 0.27
"""How far the baseline is above the lower edge of a line, in line heights; Noto Sans's descenders fit below it."""


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, in points from its lower left corner.

    Attributes:
        x: left edge.
        y: lower edge.
        width: in points.
        height: in points.
    """

    x: float
    y: float
    width: float
    height: float

    def within(self, x: float, y: float, width: float, height: float) -> Box:
        """A box inside this one; `y` is counted from this one's upper edge down to the new one's upper edge."""
        return Box(self.x + x, self.y + self.height - y - height, width, height)


@dataclass(frozen=True)
class Pen:
    """What layouts draw with.

    Attributes:
        canvas: the PDF being made.
        typeface: its fonts.
    """

    canvas: Canvas
    typeface: Typeface
    _forms: dict[Picture, str] = field(default_factory=dict, repr=False)

    def text(
        self,
        box: Box,
        text: str,
        *,
        largest: float,
        smallest: float,
        bold: bool = False,
        color: str = BLACK,
        align: Align = "center",
    ) -> None:
        """Write a text as large as the box allows, in its vertical middle."""
        weight = self.typeface.bold if bold else self.typeface.regular
        fitted = fit(text, _width_in(weight), width=box.width, height=box.height, largest=largest, smallest=smallest)
        self.canvas.setFillColor(_color(color))
        line_height = fitted.size * LEADING
        top = box.y + (box.height + fitted.height) / 2
        for number, text_line in enumerate(fitted.lines, start=1):
            line = set_line(text_line, weight)
            baseline = top - number * line_height + _BASELINE * line_height
            self._write(line, _start(box, align, line.width * fitted.size), baseline, fitted.size)

    def _write(self, line: Line, x: float, baseline: float, size: float) -> None:
        for piece in line.pieces:
            self.canvas.setFont(piece.font, size * piece.scale)
            self.canvas.drawString(x + piece.x * size, baseline + piece.y * size, piece.text)

    def bar(self, box: Box, color: str, *, radius: float = 0) -> None:
        """Fill a box, with round corners if a radius is given."""
        self.canvas.setFillColor(_color(color))
        self.canvas.roundRect(box.x, box.y, box.width, box.height, radius, stroke=0, fill=1)

    def frame(self, box: Box, color: str, *, line: float = 0.75, radius: float = 0) -> None:
        """Draw the outline of a box; `line` is its width in points."""
        self.canvas.setStrokeColor(_color(color))
        self.canvas.setLineWidth(line)
        self.canvas.roundRect(box.x, box.y, box.width, box.height, radius, stroke=1, fill=0)

    def cut(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a line to cut along."""
        self.canvas.saveState()
        self.canvas.setStrokeColor(_color(PALE))
        self.canvas.setLineWidth(0.5)
        self.canvas.setDash(3, 3)
        self.canvas.line(x1, y1, x2, y2)
        self.canvas.restoreState()

    def mark(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a crop mark: thin and solid, outside of what is kept."""
        self.canvas.setStrokeColor(_color(GREY))
        self.canvas.setLineWidth(0.4)
        self.canvas.line(x1, y1, x2, y2)

    def picture(self, box: Box, picture: Picture, *, radius: float = 0) -> None:
        """Fill a box with a photo: its middle, as much as the box's shape shows of it."""
        scale = max(box.width / picture.width, box.height / picture.height)
        width, height = picture.width * scale, picture.height * scale
        self.canvas.saveState()
        outline = self.canvas.beginPath()
        outline.roundRect(box.x, box.y, box.width, box.height, radius)
        self.canvas.clipPath(outline, stroke=0, fill=0)
        x, y = box.x + (box.width - width) / 2, box.y + (box.height - height) / 2
        self.canvas.drawImage(picture.reader, x, y, width, height, mask="auto")
        self.canvas.restoreState()

    def logo(self, box: Box, picture: Picture) -> None:
        """Draw a logo, whole, as large as the box allows; the PDF holds it once, on however many badges."""
        if picture not in self._forms:
            self._forms[picture] = f"logo{len(self._forms)}"
            self.canvas.beginForm(self._forms[picture], 0, 0, picture.width, picture.height)
            self.canvas.drawImage(picture.reader, 0, 0, picture.width, picture.height, mask="auto")
            self.canvas.endForm()
        scale = min(box.width / picture.width, box.height / picture.height)
        x = box.x + (box.width - picture.width * scale) / 2
        y = box.y + (box.height - picture.height * scale) / 2
        self.canvas.saveState()
        self.canvas.transform(scale, 0, 0, scale, x, y)
        self.canvas.doForm(self._forms[picture])
        self.canvas.restoreState()

    @contextmanager
    def upside_down(self, page: tuple[float, float]) -> Iterator[None]:
        """Draw on the page as if it lay the other way round."""
        self.canvas.saveState()
        self.canvas.translate(*page)
        self.canvas.rotate(180)
        yield
        self.canvas.restoreState()

    def code(self, box: Box, text: str) -> None:
        """Draw a QR code with its quiet zone into a square box. Raises CodeDoesNotFitError."""
        draw_symbol(self.canvas, text, box.x, box.y, box.width)

    def end_page(self) -> None:
        """Go on to the next page."""
        self.canvas.showPage()


@lru_cache(maxsize=64)
def _color(color: str) -> Color:
    return HexColor(color)


@lru_cache(maxsize=8)
def _width_in(weight: Weight) -> Measure:
    return lambda text: set_line(text, weight).width


def _start(box: Box, align: Align, width: float) -> float:
    spare = box.width - width
    return box.x + {"left": 0.0, "center": spare / 2, "right": spare}[align]
