"""Drawing on a page in boxes: text that stays inside its box, bars, pictures, and QR codes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from badge_tool.fitting import LEADING, Measure, fit
from badge_tool.fonts import Typeface, Weight
from badge_tool.lines import Line, set_line
from badge_tool.pictures import Picture
from badge_tool.symbol import draw_symbol
from badge_tool.text_operators import TextOperators

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
    _texts: TextOperators = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_texts", TextOperators(self.canvas))

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
        lines, size = _set(text, weight, box.width, box.height, largest, smallest)
        top = box.y + (box.height + len(lines) * size * LEADING) / 2
        self._write_lines(lines, size, box, top, align, color)

    def paragraph(self, box: Box, text: str, *, size: float, bold: bool = False, color: str = BLACK) -> float:
        """Write a text of one size from the upper edge of a box down, ragged right; how high it came to be."""
        weight = self.typeface.bold if bold else self.typeface.regular
        lines, size = _set(text, weight, box.width, box.height, size, size)
        self._write_lines(lines, size, box, box.y + box.height, "left", color)
        return len(lines) * size * LEADING

    def _write_lines(
        self, lines: tuple[Line, ...], size: float, box: Box, top: float, align: Align, color: str
    ) -> None:
        self.canvas.addLiteral(_fill(color))
        line_height = size * LEADING
        for number, line in enumerate(lines, start=1):
            baseline = top - number * line_height + _BASELINE * line_height
            self._write(line, _start(box, align, line.width * size), baseline, size)

    def _write(self, line: Line, x: float, baseline: float, size: float) -> None:
        for piece in line.pieces:
            self._texts.draw(piece, x + piece.x * size, baseline + piece.y * size, size * piece.scale)

    def bar(self, box: Box, color: str, *, radius: float = 0) -> None:
        """Fill a box, with round corners if a radius is given."""
        self.canvas.addLiteral(_fill(color))
        self._rectangle(box, radius, stroke=0, fill=1)

    def frame(self, box: Box, color: str, *, line: float = 0.75, radius: float = 0) -> None:
        """Draw the outline of a box; `line` is its width in points."""
        self.canvas.setStrokeColor(_color(color))
        self.canvas.setLineWidth(line)
        self._rectangle(box, radius, stroke=1, fill=0)

    def _rectangle(self, box: Box, radius: float, *, stroke: int, fill: int) -> None:
        if not radius:
            self.canvas.rect(box.x, box.y, box.width, box.height, stroke, fill)
            return
        self.canvas.saveState()
        self.canvas.translate(box.x, box.y)
        self.canvas.drawPath(_round_rectangle(box.width, box.height, radius), stroke, fill)
        self.canvas.restoreState()

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
def _fill(color: str) -> str:
    """The operator that sets the color of texts and areas."""
    return "{:.4f} {:.4f} {:.4f} rg".format(*_color(color))


@lru_cache(maxsize=64)
def _color(color: str) -> tuple[float, float, float]:
    """Red, green and blue, 0 to 1: without the opacity of reportlab's own colors, which would be set each time."""
    found = HexColor(color)
    return found.red, found.green, found.blue


@lru_cache(maxsize=256)
def _round_rectangle(width: float, height: float, radius: float) -> PDFPathObject:
    """Kept, as a checklist has the same box on each line, and its curves are many numbers to write."""
    path = PDFPathObject()
    path.roundRect(0, 0, width, height, radius)
    return path


@lru_cache(maxsize=1024)
def _set(
    text: str, weight: Weight, width: float, height: float, largest: float, smallest: float
) -> tuple[tuple[Line, ...], float]:
    """The lines of a text in a box and their font size; kept, as most texts of a badge are on the next one too."""
    fitted = fit(text, _width_in(weight), width=width, height=height, largest=largest, smallest=smallest)
    return tuple(set_line(line, weight) for line in fitted.lines), fitted.size


@lru_cache(maxsize=8)
def _width_in(weight: Weight) -> Measure:
    return lambda text: set_line(text, weight).width


def _start(box: Box, align: Align, width: float) -> float:
    spare = box.width - width
    return box.x + {"left": 0.0, "center": spare / 2, "right": spare}[align]
