"""Text as operators of PDF, written once for each text and size: most texts of a badge are on the next one, too."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from badge_tool.lines import Piece


@dataclass(frozen=True)
class TextOperators:
    """The texts of one PDF.

    Attributes:
        canvas: the PDF.
    """

    canvas: Canvas
    _known: dict[tuple[str, float, str], str] = field(default_factory=dict, repr=False)

    def draw(self, piece: Piece, x: float, baseline: float, size: float) -> None:
        """Write the glyphs of a piece.

        Args:
            piece: what is written.
            x: its left end on the page, in points.
            baseline: in points above the lower edge of the page.
            size: font size in points.
        """
        key = (piece.font, size, piece.text)
        operators = self._known.get(key)
        if operators is None:
            operators = self._known[key] = self._operators(*key)
        self.canvas.addLiteral(f"BT {x:.3f} {baseline:.3f} Td {operators} ET")

    def _operators(self, font_name: str, size: float, text: str) -> str:
        """As reportlab's `ttfonts` says that a font is used whose glyphs are spread over subsets."""
        font = pdfmetrics.getFont(font_name)
        if not isinstance(font, TTFont):
            raise TypeError(f"{font_name} is no TrueType font, and those are all that sheets are drawn with")
        document = vars(self.canvas)["_doc"]  # which reportlab has no public name for
        return " ".join(
            f"{font.getSubsetInternalName(subset, document)} {size:.3f} Tf <{glyphs.hex()}> Tj"
            for subset, glyphs in font.splitString(text, document)
        )
