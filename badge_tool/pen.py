"""Drawing on a page in boxes: text that stays inside its box, bars, and QR codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from badge_tool.fitting import LEADING, fit
from badge_tool.fonts import Font, Typeface
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
        font = self.typeface.bold if bold else self.typeface.regular
        fitted = fit(text, font.width, width=box.width, height=box.height, largest=largest, smallest=smallest)
        self.canvas.setFillColor(_color(color))
        self.canvas.setFont(font.name, fitted.size)
        line_height = fitted.size * LEADING
        top = box.y + (box.height + fitted.height) / 2
        for number, line in enumerate(fitted.lines, start=1):
            baseline = top - number * line_height + _BASELINE * line_height
            self.canvas.drawString(_start(box, align, font, fitted.size, line), baseline, line)

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

    def code(self, box: Box, text: str) -> None:
        """Draw a QR code with its quiet zone into a square box. Raises CodeDoesNotFitError."""
        draw_symbol(self.canvas, text, box.x, box.y, box.width)

    def end_page(self) -> None:
        """Go on to the next page."""
        self.canvas.showPage()


def _color(color: str) -> Color:
    return HexColor(color)


def _start(box: Box, align: Align, font: Font, size: float, line: str) -> float:
    spare = box.width - font.width(line) * size
    return box.x + {"left": 0.0, "center": spare / 2, "right": spare}[align]
