"""Badges of people with hard names, and what is on a page that they were printed on."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import pymupdf
from PIL import Image

from badge_tool.layouts import Badge, Look
from badge_tool.pictures import Picture
from badge_tool.sheet import ClassBadges, Sheet
from badge_tool.token import BadgeCode
from badge_tool.words import words_in

NAMES = (
    ("Ana", "Álvarez"),
    ("Zoë", "O\u2019Brien"),
    ("X", "Li"),
    ("Nguyễn Thị Minh", "Phương"),
    ("Mary-Elizabeth Josephine", "Featherstonehaugh-Cholmondeley"),
    ("Wolfeschlegelsteinhausenbergerdorff", "Adolph"),
    ("Maximiliano Alejandro", "Rodríguez-Hernández de la Torre y Guðmundsdóttir"),
    ("Þóra", "Ødegård"),
    ("فاطمة الزهراء", "عبد الرحمن"),
    ("小龍", "李"),
    ("שרה", "לוי"),
    ("Алексей", "Ёжиков"),
)


def badges(
    count: int, title: str = "Ms. Rivera", names: Sequence[tuple[str, str]] = NAMES, photo: Picture | None = None
) -> tuple[Badge, ...]:
    """So many badges, the same ones each time."""
    chance = random.Random(4)  # noqa: S311 - examples
    return tuple(
        Badge(
            code=str(BadgeCode(UUID(int=chance.getrandbits(128)), chance.randbytes(16))),
            first_name=names[number % len(names)][0],
            last_name=names[number % len(names)][1],
            grade="01",
            class_title=title,
            username=f"pupil{number:03}",
            photo=photo,
        )
        for number in range(count)
    )


def sheet(*classes: ClassBadges, cover: bool = True, language: str = "en", logo: Picture | None = None) -> Sheet:
    """A sheet of Cedar Valley's."""
    look = Look("Cedar Valley Schools", "#14532d", words_in(language), logo=logo)
    return Sheet(look, classes, date(2026, 8, 17), date(2027, 6, 30), cover)


def pictures(pdf: bytes, dpi: int) -> Iterator[Image.Image]:
    """The pages as pictures."""
    with pymupdf.open(stream=pdf) as document:
        for page in document:
            picture = page.get_pixmap(dpi=dpi)
            yield Image.frombytes("RGB", (picture.width, picture.height), picture.samples)


def texts(pdf: bytes) -> Sequence[str]:
    """The text of each page."""
    with pymupdf.open(stream=pdf) as document:
        return [page.get_text() for page in document]


def is_code(drawing: dict[str, Any]) -> bool:
    """Whether a drawing is a QR code: nothing else has as many rectangles."""
    return len(drawing["items"]) > 100


def module_side(drawing: dict[str, Any]) -> float:
    """Side of a module of a QR code, in points."""
    return float(min(item[1].height for item in drawing["items"]))


def with_quiet_zone(drawing: dict[str, Any]) -> pymupdf.Rect:
    """A QR code and the four modules around it that have to stay white."""
    module = module_side(drawing)
    left, top, right, bottom = drawing["rect"]
    return pymupdf.Rect(left - 4 * module, top - 4 * module, right + 4 * module, bottom + 4 * module)


def words_on(page: pymupdf.Page) -> list[pymupdf.Rect]:
    """Where text stands, from the baseline to the height of capitals; also upside down."""
    boxes = []
    for block in page.get_text("dict")["blocks"]:
        for line in block.get("lines", []):
            for span in line["spans"]:
                if not span["text"].strip():
                    continue
                baseline, height = span["origin"][1], span["size"] * 0.7
                top, bottom = (baseline, baseline + height) if line["dir"][0] < 0 else (baseline - height, baseline)
                boxes.append(pymupdf.Rect(span["bbox"][0], top, span["bbox"][2], bottom))
    return boxes
