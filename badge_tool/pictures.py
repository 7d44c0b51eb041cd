"""Pictures on badges: the district's logo, and photos of people from a folder."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError
from reportlab.lib.utils import ImageReader

from badge_tool.errors import PictureError

_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp"})
_LARGEST_FILE = 20 * 1024 * 1024
_LARGEST_PICTURE = 50_000_000
"""Pixels; what has more is no photo of a person and would take the memory of the machine."""
_PHOTO_SIDE = 420
"""Longer side of a printed photo in pixels: 300 dots an inch on the largest badge."""
_LOGO_SIDE = 600


@dataclass(frozen=True)
class Picture:
    """A picture as it goes into the PDF.

    Attributes:
        content: a JPEG, or a PNG where parts are transparent.
        width: in pixels.
        height: in pixels.
    """

    content: bytes = field(repr=False)
    width: int
    height: int

    @cached_property
    def reader(self) -> ImageReader:
        """The same for reportlab."""
        return ImageReader(io.BytesIO(self.content))


@dataclass
class PhotoFolder:
    """Photos in files that are named by sourcedId: `4711.jpg`.

    Attributes:
        path: the folder.
        left_out: what was wrong with the photos that were asked for and cannot be printed.
    """

    path: Path
    left_out: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.path.is_dir():
            raise PictureError(f"{self.path} is not a folder; name the one with the photos with --photos")

    @cached_property
    def _files(self) -> Mapping[str, Path]:
        return {file.stem: file for file in sorted(self.path.iterdir()) if file.suffix.lower() in _ENDINGS}

    def of(self, sourced_id: str) -> Picture | None:
        """Somebody's photo; None if there is none, or none that can be printed."""
        file = self._files.get(sourced_id)
        if file is None:
            return None
        try:
            return read_picture(file, _PHOTO_SIDE)
        except PictureError as wrong:
            self.left_out.append(str(wrong))
            return None


def read_logo(file: Path) -> Picture:
    """The district's logo, a PNG or JPEG. Raises PictureError."""
    return read_picture(file, _LOGO_SIDE)


def read_picture(file: Path, side: int) -> Picture:
    """Read a picture, upright, and no larger than it is printed.

    Args:
        file: a JPEG, PNG or WebP.
        side: pixels that the longer side has at most.

    Raises:
        PictureError: it is no picture or too large, in bytes or in pixels; names the file.
    """
    try:
        if file.stat().st_size > _LARGEST_FILE:
            raise PictureError(f"{file}: {file.stat().st_size // 2**20} MB are too much for a picture on a badge")
        with Image.open(file, formats=("JPEG", "PNG", "WEBP")) as image:
            if image.width * image.height > _LARGEST_PICTURE:
                raise PictureError(f"{file}: {image.width} x {image.height} pixels are too many for a badge")
            image.draft("RGB", (side, side))
            return _reduced(ImageOps.exif_transpose(image), side)
    except UnidentifiedImageError:
        raise PictureError(f"{file}: this is not a JPEG, PNG or WebP picture") from None
    except (OSError, ValueError, SyntaxError) as failure:
        raise PictureError(f"{file}: this picture cannot be read: {failure}") from None


def _reduced(image: Image.Image, side: int) -> Picture:
    transparent = image.has_transparency_data
    reduced = image.convert("RGBA" if transparent else "RGB")
    reduced.thumbnail((side, side), Image.Resampling.LANCZOS)
    content = io.BytesIO()
    if transparent:
        reduced.save(content, "PNG")
    else:
        reduced.save(content, "JPEG", quality=85)
    return Picture(content.getvalue(), reduced.width, reduced.height)
