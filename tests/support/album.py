"""The pictures of a guide, which the tests keep while they walk through its steps."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect

from guides.build import TEXTS
from guides.markdown import read_guide
from guides.pictures import write_picture

SCREENSHOTS = "HOMEROOM_SCREENSHOTS"
"""Environment variable: the folder of pictures and films. Without it the steps are walked, and nothing is kept."""
_AROUND = 6
"""Between what is pointed at and the ring around it, in CSS pixels."""
_RING, _HALO = "#c2185b", "#ffffff"


@dataclass
class Album:
    """Pictures of one guide in one language.

    Attributes:
        language: such as `es`.
        district: whose pages they show.
        kept: names of the pictures so far.
    """

    language: str
    district: str
    kept: set[str] = field(default_factory=set)

    def keep(self, page: Page, name: str, *, at: Locator | None = None) -> None:
        """Keep what the window shows.

        Args:
            page: has reached the step that the picture is of.
            name: by which guides name it.
            at: what the step is about; it is scrolled to, and ringed.
        """
        if at is not None:
            expect(at).to_be_visible()
            at.evaluate("element => element.scrollIntoView({block: 'center'})")
        png = Image.open(BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")
        if at is not None:
            _ring(png, page, at)
        self.keep_image(png, name)

    def keep_image(self, picture: Image.Image, name: str) -> None:
        """Keep a picture of something that is no page."""
        self.kept.add(name)
        folder = folder_of_pictures(self.language)
        if folder:
            write_picture(picture, folder / f"{name}.png", self.district)


OpenAlbum = Callable[[str], AbstractContextManager[Album]]
"""Opens the album of a guide, by its name."""


@contextmanager
def album_of(guide: str, language: str, district: str) -> Iterator[Album]:
    """An album that has to have exactly the pictures that the guide shows when the context ends."""
    album = Album(language, district)
    yield album
    shown = read_guide(TEXTS / language / f"{guide}.md", language).shown
    assert album.kept == {one.name for one in shown if one.kind == "screenshot"}


def folder_of_pictures(language: str) -> Path | None:
    """Where pictures in a language are kept; None if nobody wants them."""
    folder = os.environ.get(SCREENSHOTS)
    return Path(folder) / language if folder else None


def _ring(png: Image.Image, page: Page, at: Locator) -> None:
    box, window = at.bounding_box(), page.viewport_size
    assert box
    assert window
    scale = png.width / window["width"]
    left, top = box["x"] - _AROUND, box["y"] - _AROUND
    right, bottom = box["x"] + box["width"] + _AROUND, box["y"] + box["height"] + _AROUND
    corners = tuple(round(edge * scale) for edge in (left, top, right, bottom))
    draw = ImageDraw.Draw(png)
    # The light ring around the dark one is seen on dark pages, and on paper without colours.
    for color, width in ((_HALO, 8), (_RING, 4)):
        outset = round((width - 4) / 2 * scale)
        outer = (corners[0] - outset, corners[1] - outset, corners[2] + outset, corners[3] + outset)
        draw.rounded_rectangle(outer, radius=round(12 * scale), outline=color, width=round(width * scale))
