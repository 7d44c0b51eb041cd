"""Screenshots that the browser tests keep: PNG files that say when they were taken and of whose pages.

<folder>/<language>/<name>.png      text chunks `Creation Time` (ISO 8601, UTC) and `Author` (the district's name)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from PIL import Image, PngImagePlugin, UnidentifiedImageError

CREATED, OF_DISTRICT = "Creation Time", "Author"
"""The text chunks."""
_MAKE = "script/guides takes all of them anew"


class UnusableError(Exception):
    """A screenshot or film that a guide names cannot be used; the message says why, without a full stop."""


@dataclass(frozen=True)
class Wanted:
    """What pictures have to be.

    Attributes:
        district: name of the district whose pages they show.
        not_before: older ones are refused; None takes any.
    """

    district: str
    not_before: datetime | None = None

    def check(self, name: str, taken: str, district: str) -> None:
        """Raises UnusableError for a picture of these properties."""
        try:
            moment = datetime.fromisoformat(taken)
        except ValueError:
            raise UnusableError(f"{name} does not say when it was taken; {_MAKE}") from None
        if self.not_before and moment < self.not_before:
            day, limit = moment.date(), self.not_before.date()
            raise UnusableError(f"{name} was taken on {day}, before {limit}, and may be out of date; {_MAKE}")
        if district != self.district:
            raise UnusableError(f"{name} shows pages of {district or 'nobody'}, not of {self.district}; {_MAKE}")


@dataclass(frozen=True)
class Picture:
    """A screenshot.

    Attributes:
        file: a PNG.
        name: by which guides name it.
        width, height: in pixels.
    """

    file: Path
    name: str
    width: int
    height: int

    @property
    def shape(self) -> Literal["tall", "wide"]:
        """Of a phone or of a larger screen."""
        return "tall" if self.height > self.width else "wide"


def write_picture(png: Image.Image, file: Path, district: str) -> None:
    """Keep a screenshot.

    Args:
        png: as the browser took it.
        file: to write.
        district: name of the district whose page it shows.
    """
    written = PngImagePlugin.PngInfo()
    written.add_text(CREATED, datetime.now(UTC).isoformat(timespec="seconds"))
    written.add_itxt(OF_DISTRICT, district)
    file.parent.mkdir(parents=True, exist_ok=True)
    png.save(file, "PNG", pnginfo=written, optimize=True)


def find_picture(folder: Path, language: str, name: str, wanted: Wanted) -> Picture:
    """A screenshot by its name.

    Raises:
        UnusableError: there is none, or it is not as wanted.
    """
    file = folder / language / f"{name}.png"
    if not file.is_file():
        raise UnusableError(f"there is no screenshot {name} in {file.parent}; {_MAKE}")
    try:
        with Image.open(file) as png:
            png.load()  # text chunks may follow the pixels
            size, texts = png.size, dict(getattr(png, "text", {}))
    except (OSError, UnidentifiedImageError) as failure:
        raise UnusableError(f"{file} cannot be read: {failure}") from None
    wanted.check(name, texts.get(CREATED, ""), texts.get(OF_DISTRICT, ""))
    return Picture(file, name, *size)
