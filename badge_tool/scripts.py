"""Scripts whose letters Noto Sans does not have, or has without what joins them: which font writes each."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True)
class Script:
    """Blocks of Unicode that one font writes.

    Attributes:
        name: of the script, as it is in the names of Noto's files; also those of a regular and a bold weight.
        blocks: first and last code point of each block.
        file: name of the font's file where it is not Noto's; it has one weight.
        package: Debian's package of it.
        joins: whether letters change, join or move with their neighbours, so that they need shaping.
    """

    name: str
    blocks: tuple[tuple[int, int], ...]
    file: str = ""
    package: str = "fonts-noto-core"
    joins: bool = True

    def file_name(self, weight: str) -> str:
        """Name of the file, for `Regular` or `Bold`."""
        return self.file or f"NotoSans{self.name}-{weight}.ttf"


SCRIPTS = (
    Script("Armenian", ((0x0530, 0x058F),), joins=False),
    Script("Hebrew", ((0x0590, 0x05FF), (0xFB1D, 0xFB4F))),
    Script("Arabic", ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE))),
    Script("Devanagari", ((0x0900, 0x097F), (0xA8E0, 0xA8FF))),
    Script("Bengali", ((0x0980, 0x09FF),)),
    Script("Gurmukhi", ((0x0A00, 0x0A7F),)),
    Script("Gujarati", ((0x0A80, 0x0AFF),)),
    Script("Tamil", ((0x0B80, 0x0BFF),)),
    Script("Telugu", ((0x0C00, 0x0C7F),)),
    Script("Kannada", ((0x0C80, 0x0CFF),)),
    Script("Malayalam", ((0x0D00, 0x0D7F),)),
    Script("Sinhala", ((0x0D80, 0x0DFF),)),
    Script("Thai", ((0x0E00, 0x0E7F),)),
    Script("Lao", ((0x0E80, 0x0EFF),)),
    Script("Myanmar", ((0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F))),
    Script("Georgian", ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)), joins=False),
    Script("Ethiopic", ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)), joins=False),
    Script("Cherokee", ((0x13A0, 0x13FF), (0xAB70, 0xABBF)), joins=False),
    Script("Khmer", ((0x1780, 0x17FF), (0x19E0, 0x19FF))),
    Script(
        "Han, Kana and Hangul",
        ((0x1100, 0x11FF), (0x2E80, 0xA48F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF)),
        file="wqy-microhei.ttc",
        package="fonts-wqy-microhei",
        joins=False,
    ),
)

_BLOCKS = sorted(
    ((first, last, script) for script in SCRIPTS for first, last in script.blocks), key=lambda block: block[0]
)
_FIRSTS = [first for first, _, _ in _BLOCKS]
_MARKS = ((0x0300, 0x036F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x200C, 0x200F), (0x20D0, 0x20FF), (0xFE20, 0xFE2F))
_NEEDS_SHAPING = re.compile(
    "[{}]".format(
        "".join(
            f"\\U{first:08x}-\\U{last:08x}"
            for first, last in (*_MARKS, *(block for script in SCRIPTS if script.joins for block in script.blocks))
        )
    )
)


def script_of(character: str) -> Script | None:
    """The script that a character belongs to; None for what Noto Sans writes: Latin, Greek, Cyrillic, signs."""
    position = bisect_right(_FIRSTS, ord(character)) - 1
    if position < 0:
        return None
    _, last, script = _BLOCKS[position]
    return script if ord(character) <= last else None


def needs_shaping(text: str) -> bool:
    """Whether glyphs depend on their neighbours: joined scripts, and marks that no composed letter has."""
    return _NEEDS_SHAPING.search(text) is not None
