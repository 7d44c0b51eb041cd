"""What is behind the badge: a classroom, and a child in a shirt."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

Grey = npt.NDArray[np.float32]
"""Brightness of pixels, 0 to 255, by row and column."""


def draw_room(size: tuple[int, int], shirt: str, chance: np.random.Generator) -> Grey:
    """Draw it: a wall with posters and windows, and in front of it the child."""
    width, height = size
    room = Image.new("L", size, int(chance.integers(110, 190)))
    pen = ImageDraw.Draw(room)
    for _ in range(8):
        left, top = chance.uniform(-0.1, 0.9) * width, chance.uniform(-0.1, 0.8) * height
        extent = chance.uniform(0.08, 0.3, 2) * width
        pen.rectangle((left, top, left + extent[0], top + extent[1]), fill=int(chance.integers(40, 250)))
    room = room.filter(ImageFilter.GaussianBlur(width / 200))
    child = Image.new("L", size)
    pen = ImageDraw.Draw(child)
    middle = width * chance.uniform(0.4, 0.6)
    pen.rounded_rectangle(
        (middle - 0.27 * width, 0.5 * height, middle + 0.27 * width, 1.4 * height), radius=width / 8, fill=255
    )
    room.paste(_cloth(size, shirt, chance), mask=child)
    head = (middle - 0.09 * width, 0.12 * height, middle + 0.09 * width, 0.12 * height + 0.23 * width)
    ImageDraw.Draw(room).ellipse(head, fill=int(chance.integers(90, 200)))
    return np.asarray(room.filter(ImageFilter.GaussianBlur(width / 900)), dtype=np.float32)


def _cloth(size: tuple[int, int], shirt: str, chance: np.random.Generator) -> Image.Image:
    width, height = size
    rows, columns = np.indices((height, width)) / (width / chance.uniform(35, 90))
    dark, light = chance.uniform(10, 70), chance.uniform(180, 245)
    patterns = {
        "plain": np.zeros((height, width)),
        "stripes": rows % 1 < 0.5,
        "checks": (rows % 1 < 0.5) ^ (columns % 1 < 0.5),
        "dots": (rows % 1 - 0.5) ** 2 + (columns % 1 - 0.5) ** 2 < 0.08,
        "pixels": chance.integers(0, 2, (200, 200))[rows.astype(int) % 200, columns.astype(int) % 200],
    }
    return Image.fromarray(np.where(patterns[shirt], light, dark).astype(np.uint8))
