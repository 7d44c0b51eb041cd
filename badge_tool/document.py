"""A PDF to draw on. The same drawing gives the same bytes: nothing is taken from the clock."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from badge_tool.fonts import typeface
from badge_tool.pen import Pen

# Pages stay as zlib leaves them: as ASCII they would be a quarter larger and take longer.
rl_config.useA85 = 0


@contextmanager
def document(
    page: tuple[float, float], *, titles: Sequence[str], author: str, language: str
) -> Iterator[tuple[Pen, io.BytesIO]]:
    """A PDF to be drawn, and where its bytes are afterwards.

    Args:
        page: width and height of the paper in points.
        titles: what it is, part by part, for readers that show it.
        author: name of the district.
        language: of its texts, for screen readers.

    Raises:
        FontMissingError: a font is not installed.
    """
    fonts = typeface()
    file = io.BytesIO()
    # Without a first font of ours every page would name Helvetica, which is not embedded.
    options: dict[str, Any] = {"initialFontName": fonts.regular.latin.name, "lang": language}
    canvas = Canvas(file, pagesize=page, invariant=1, pageCompression=1, **options)
    canvas.setTitle(" · ".join(titles))
    canvas.setAuthor(author)
    canvas.setCreator("Homeroom")
    yield Pen(canvas, fonts), file
    canvas.save()
