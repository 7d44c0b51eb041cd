"""The fonts of the sheets, found on this machine and embedded into every PDF: Noto Sans, and a font for each script."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

import structlog
import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from badge_tool.errors import FontMissingError
from badge_tool.scripts import script_of

_log = structlog.get_logger("badges")
_PACKAGE = "fonts-noto-core"
_PRIVATE_USE = 0xE000
"""Glyphs that no character has, such as an Arabic letter's form between two others, are called by these characters."""


@dataclass(frozen=True, eq=False)
class Font:
    """A font that reportlab knows.

    Attributes:
        name: under which it is registered.
        face: its tables.
        characters: code points it has a glyph for.
    """

    name: str
    face: TTFont = field(repr=False)
    characters: frozenset[int] = field(repr=False)

    @cached_property
    def harfbuzz(self) -> uharfbuzz.Font:
        """The same for shaping, in units of a thousandth of the font size."""
        font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(self.face.face.filename)))
        font.scale = (1000, 1000)
        return font

    @cached_property
    def _character_of(self) -> dict[int, int]:
        glyph_of = self.face.face.charToGlyph
        return {glyph_of[code]: code for code in sorted(self.characters, reverse=True)}

    def width(self, text: str) -> float:
        """Width of a text at size 1, in points, as its characters stand one beside the other."""
        return pdfmetrics.stringWidth(text, self.name, 1)

    def covers(self, text: str) -> bool:
        """Whether every character has a glyph."""
        return self.characters.issuperset(map(ord, text))

    def character_of(self, glyph: int, advance: float) -> str:
        """A character that reportlab draws as that glyph; the same one each time."""
        known = self._character_of.get(glyph)
        if known is not None:
            return chr(known)
        face = self.face.face
        code = _PRIVATE_USE + glyph
        face.charWidths[code] = advance
        face.charToGlyph[code] = glyph
        return chr(code)


@dataclass(frozen=True, eq=False)
class Weight:
    """Regular or bold: Noto Sans, and the fonts of other scripts, which are read when a text needs them.

    Attributes:
        name: `Regular` or `Bold`.
        latin: Noto Sans itself, for Latin, Greek and Cyrillic letters, digits and signs.
    """

    name: Literal["Regular", "Bold"]
    latin: Font
    _others: dict[str, Font | None] = field(default_factory=dict, repr=False)

    def covers(self, text: str) -> bool:
        """Whether every character can be written."""
        return self.latin.covers(text) or all(self.font_of(character) for character in text)

    def font_of(self, character: str, before: Font | None = None) -> Font | None:
        """The font that writes a character; signs that many scripts share are taken from the font before.

        None if there is none.
        """
        script = script_of(character)
        if script is not None:
            file = script.file_name(self.name)
            if file not in self._others:
                self._others[file] = _optional(file, script.package)
            other = self._others[file]
            return other if other is not None and other.covers(character) else None
        if before is not None and not character.isalnum() and before.covers(character):
            return before
        return self.latin if self.latin.covers(character) else None


@dataclass(frozen=True, eq=False)
class Typeface:
    """The two weights the sheets use."""

    regular: Weight
    bold: Weight


@lru_cache(maxsize=1)
def typeface() -> Typeface:
    """Find and register the fonts, once a process.

    Raises:
        FontMissingError: a file is on none of the usual paths; names the package that has it.
    """
    return Typeface(
        Weight("Regular", _register("NotoSans-Regular.ttf", _PACKAGE)),
        Weight("Bold", _register("NotoSans-Bold.ttf", _PACKAGE)),
    )


def _optional(file: str, package: str) -> Font | None:
    """A script's font; without it names in that script give way to user names."""
    try:
        return _register(file, package)
    except FontMissingError as missing:
        _log.warning("font missing", file=file, package=package, hint=str(missing))
        return None


def _register(file: str, package: str) -> Font:
    path = find(file, font_folders(), package)
    try:
        font = TTFont(path.stem, str(path))
    except TTFError as failure:
        raise FontMissingError(f"the font {path} cannot be read: {failure}; reinstall {package}") from None
    pdfmetrics.registerFont(font)
    return Font(path.stem, font, frozenset(font.face.charToGlyph))


def find(file: str, folders: Iterator[Path], package: str = _PACKAGE) -> Path:
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
        f"the font {file} is not installed (searched {', '.join(searched)}); on Debian it is in the package {package}"
        + (", elsewhere in Google's Noto Sans with static weights" if package == _PACKAGE else "")
    )


def font_folders() -> Iterator[Path]:
    """Where fonts are kept: the user's own, those of XDG, and macOS's."""
    own = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    for base in (own, *shared.split(":"), "/usr/share"):
        yield Path(base).expanduser() / "fonts"
    for folder in ("~/Library/Fonts", "/Library/Fonts"):
        yield Path(folder).expanduser()
