"""A line of text as glyphs: in the fonts that have them, shaped where the script joins its letters, left to right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import uharfbuzz

from badge_tool.direction import visual_order
from badge_tool.fonts import Font, Weight
from badge_tool.scripts import needs_shaping

ASCENT = 0.95
"""So far above the baseline a glyph may reach, in font sizes; what is taller is drawn smaller."""
DESCENT = 0.34
"""So far below it."""


@dataclass(frozen=True)
class Piece:
    """Glyphs of one font that stand as wide apart as the font has them.

    Attributes:
        font: name under which reportlab knows the font.
        text: characters that stand for the glyphs.
        x: from the line's left end, at font size 1.
        y: above the baseline, at font size 1.
        scale: font size of these glyphs in terms of the line's.
    """

    font: str
    text: str
    x: float
    y: float = 0.0
    scale: float = 1.0


@dataclass(frozen=True)
class Line:
    """A line that is ready to be drawn.

    Attributes:
        pieces: from left to right.
        width: at font size 1, in points.
    """

    pieces: tuple[Piece, ...]
    width: float


def set_line(text: str, weight: Weight) -> Line:
    """Find the glyphs of a line. Characters that no font has are left out."""
    if weight.latin.covers(text) and not needs_shaping(text):
        return Line((Piece(weight.latin.name, text, 0.0),), weight.latin.width(text))
    return _set_in_scripts(text, weight)


@lru_cache(maxsize=1024)
def _set_in_scripts(text: str, weight: Weight) -> Line:
    pieces: list[Piece] = []
    x = 0.0
    for stretch in visual_order(text):
        runs = list(_by_font(stretch.text, weight))
        for font, run in reversed(runs) if stretch.right_to_left else runs:
            if needs_shaping(run) or stretch.right_to_left:
                shaped, width = _shape(font, run, x, right_to_left=stretch.right_to_left)
                pieces += shaped
            else:
                width = font.width(run)
                pieces.append(Piece(font.name, run, x))
            x += width
    return Line(tuple(pieces), x)


def _by_font(text: str, weight: Weight) -> Iterator[tuple[Font, str]]:
    run = ""
    current: Font | None = None
    for character in text:
        font = weight.font_of(character, current)
        if font is None:
            continue
        if current is not None and font is not current:
            yield current, run
            run = ""
        current = font
        run += character
    if current is not None:
        yield current, run


def _shape(font: Font, text: str, x: float, *, right_to_left: bool) -> tuple[list[Piece], float]:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if right_to_left else "ltr"
    buffer.language = "en"  # not the one of this machine: the same text gives the same glyphs everywhere
    uharfbuzz.shape(font.harfbuzz, buffer)
    glyphs = [
        (info.codepoint, position) for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]
    scale = _scale(font, glyphs)
    unit = scale / 1000
    pieces: list[Piece] = []
    begin = x
    natural_end = -1.0
    for glyph, position in glyphs:
        character = font.character_of(glyph, font.harfbuzz.get_glyph_h_advance(glyph))
        left = x + position.x_offset * unit
        above = position.y_offset * unit
        if pieces and above == pieces[-1].y and abs(left - natural_end) < 1e-6:
            pieces[-1] = Piece(font.name, pieces[-1].text + character, pieces[-1].x, above, scale)
        else:
            pieces.append(Piece(font.name, character, left, above, scale))
        natural_end = left + font.harfbuzz.get_glyph_h_advance(glyph) * unit
        x += position.x_advance * unit
    return pieces, x - begin


def _scale(font: Font, glyphs: list[tuple[int, uharfbuzz.GlyphPosition]]) -> float:
    """How much smaller the glyphs have to be to stay within the line: some scripts stack high or hang low."""
    top = bottom = 1.0
    for glyph, position in glyphs:
        extents = font.harfbuzz.get_glyph_extents(glyph)
        if extents is not None:
            upper = extents.y_bearing + position.y_offset
            top = max(top, upper)
            bottom = max(bottom, -(upper + extents.height))
    return min(1.0, 1000 * ASCENT / top, 1000 * DESCENT / bottom)
