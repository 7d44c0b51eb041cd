"""The fonts of the sheets: Noto Sans, found on this machine and embedded into every PDF."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from badge_tool.errors import FontMissingError

_FILES = {"regular": "NotoSans-Regular.ttf", "bold": "NotoSans-Bold.ttf"}


@dataclass(frozen=True)
class Font:
    """A font that reportlab knows.

    Attributes:
        name: under which it is registered.
        characters: code points it has a glyph for.
    """

    name: str
    characters: frozenset[int]

    def width(self, text: str) -> float:
        """Width of a text at size 1, in points."""
        return pdfmetrics.stringWidth(text, self.name, 1)

    def covers(self, text: str) -> bool:
        """Whether every character has a glyph."""
        return self.characters.issuperset(map(ord, text))


@dataclass(frozen=True)
class Typeface:
    """The two weights the sheets use."""

    regular: Font
    bold: Font


@lru_cache(maxsize=1)
def typeface() -> Typeface:
    """Find and register the fonts, once a process.

    Raises:
        FontMissingError: a file is on none of the usual paths; names the package that has it.
    """
    return Typeface(**{weight: _register(file) for weight, file in _FILES.items()})


def _register(file: str) -> Font:
    path = find(file, font_folders())
    try:
        font = TTFont(path.stem, str(path))
    except TTFError as failure:
        raise FontMissingError(f"the font {path} cannot be read: {failure}; reinstall fonts-noto-core") from None
    pdfmetrics.registerFont(font)
    return Font(path.stem, frozenset(font.face.charToGlyph))


def find(file: str, folders: Iterator[Path]) -> Path:
    """The font file of that name in the folders or below them.

    Raises:
        FontMissingError: it is in none of them.
    """
    searched: list[str] = []
    for folder in folders:
        found = next(iter(sorted(folder.rglob(file))), None)
        if found is not None:
            return found
        searched.append(str(folder))
    raise FontMissingError(
        f"the font {file} is not installed (searched {', '.join(searched)}); on Debian it is in the package "
        "fonts-noto-core, elsewhere in Google's Noto Sans with static weights"
    )


def font_folders() -> Iterator[Path]:
    """Where fonts are kept: the user's own, those of XDG, and macOS's."""
    own = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    for base in (own, *shared.split(":"), "/usr/share"):
        yield Path(base).expanduser() / "fonts"
    for folder in ("~/Library/Fonts", "/Library/Fonts"):
        yield Path(folder).expanduser()
