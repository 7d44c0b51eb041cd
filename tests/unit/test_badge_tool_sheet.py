"""Sheets of badges, read back with decoders and readers that are not ours."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pymupdf
import pytest
import zxingcpp
from PIL import Image
from reportlab.lib.units import mm

from badge_tool import fonts
from badge_tool.cover import Missing
from badge_tool.errors import CodeDoesNotFitError, FontMissingError
from badge_tool.layouts import LAYOUTS, Badge, Layout, Look
from badge_tool.sheet import ClassBadges, Sheet, render
from badge_tool.symbol import SMALLEST_MODULE, symbol_size
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
)


def _badges(count: int, title: str = "Ms. Rivera") -> tuple[Badge, ...]:
    chance = random.Random(4)  # noqa: S311 - examples, the same ones each time
    return tuple(
        Badge(
            code=str(BadgeCode(UUID(int=chance.getrandbits(128)), chance.randbytes(16))),
            first_name=NAMES[number % len(NAMES)][0],
            last_name=NAMES[number % len(NAMES)][1],
            grade="01",
            class_title=title,
            username=f"pupil{number:03}",
        )
        for number in range(count)
    )


def _sheet(*classes: ClassBadges, cover: bool = True, language: str = "en") -> Sheet:
    look = Look("Cedar Valley Schools", "#14532d", words_in(language))
    return Sheet(look, classes, date(2026, 8, 17), date(2027, 6, 30), cover)


def _pictures(pdf: bytes, dpi: int) -> Iterator[Image.Image]:
    with pymupdf.open(stream=pdf) as document:
        for page in document:
            picture = page.get_pixmap(dpi=dpi)
            yield Image.frombytes("RGB", (picture.width, picture.height), picture.samples)


def _texts(pdf: bytes) -> Sequence[str]:
    with pymupdf.open(stream=pdf) as document:
        return [page.get_text() for page in document]


def _is_code(drawing: dict[str, Any]) -> bool:
    return len(drawing["items"]) > 100


def _with_quiet_zone(drawing: dict[str, Any]) -> pymupdf.Rect:
    module = min(item[1].height for item in drawing["items"])
    left, top, right, bottom = drawing["rect"]
    return pymupdf.Rect(left - 4 * module, top - 4 * module, right + 4 * module, bottom + 4 * module)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_every_code_on_a_sheet_is_read_at_150_dpi(layout: Layout) -> None:
    badges = _badges(26)

    pdf = render(_sheet(ClassBadges("Ms. Rivera", badges)), layout)

    read = [code.text for picture in _pictures(pdf, 150) for code in zxingcpp.read_barcodes(picture)]
    assert sorted(read) == sorted(badge.code for badge in badges)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_no_text_touches_another_or_the_quiet_zone_of_a_code(layout: Layout) -> None:
    badges = _badges(len(NAMES))

    pdf = render(
        _sheet(ClassBadges("Ms. Rivera-Featherstonehaugh, first and second period", badges), cover=False), layout
    )

    with pymupdf.open(stream=pdf) as document:
        for page in document:
            spans = [
                pymupdf.Rect(
                    span["bbox"][0], span["origin"][1] - span["size"] * 0.7, span["bbox"][2], span["origin"][1]
                )
                for block in page.get_text("dict")["blocks"]
                for line in block.get("lines", [])
                for span in line["spans"]
            ]
            codes = [_with_quiet_zone(drawing) for drawing in page.get_drawings() if _is_code(drawing)]
            assert len(codes) == min(len(badges), layout.grid.columns * layout.grid.rows)
            boxes = spans + codes
            touching = [
                (one, other)
                for number, one in enumerate(boxes)
                for other in boxes[number + 1 :]
                if not (pymupdf.Rect(one) & other).is_empty
            ]
            assert touching == []
            assert all(page.rect.contains(box) for box in boxes)


def test_the_avery_sheet_puts_each_badge_on_its_label() -> None:
    layout = LAYOUTS["avery-22806"]

    with pymupdf.open(stream=render(_sheet(ClassBadges("", _badges(12)), cover=False), layout)) as document:
        (page,) = document
        size = (page.rect.width, page.rect.height)
        codes = [drawing["rect"] for drawing in page.get_drawings() if _is_code(drawing)]

    labels = [
        pymupdf.Rect(45 + column * 189, 45 + row * 186, 45 + column * 189 + 144, 45 + row * 186 + 144)
        for row in range(4)
        for column in range(3)
    ]
    assert size == (612, 792)
    assert all(sum(label.contains(code) for code in codes) == 1 for label in labels)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_the_same_sheet_gives_the_same_bytes(layout: Layout) -> None:
    sheet = _sheet(ClassBadges("Ms. Rivera", _badges(3)))

    assert render(sheet, layout) == render(sheet, layout)


def test_every_font_in_the_pdf_is_embedded() -> None:
    with pymupdf.open(stream=render(_sheet(ClassBadges("", _badges(8))), LAYOUTS["large-card"])) as document:
        used = {font[:4] for page in range(len(document)) for font in document.get_page_fonts(page)}

    assert {kind for _, _, kind, _ in used} == {"TrueType"}
    assert all("NotoSans" in name for _, _, _, name in used)
    assert {extension for _, extension, _, _ in used} == {"ttf"}


def test_accents_survive_even_when_the_roster_has_them_decomposed() -> None:
    decomposed = Badge("HB1", "Jose\u0301", "Nun\u0303ez", "KG", "", "jn")

    (page,) = _texts(render(_sheet(ClassBadges("", (decomposed,)), cover=False), LAYOUTS["large-card"]))

    assert "José" in page
    assert "Nuñez" in page


def test_a_name_that_the_fonts_cannot_write_gives_way_to_the_user_name() -> None:
    badge = Badge("HB1", "小龍", "李", "KG", "", "xlee.412")

    (page,) = _texts(render(_sheet(ClassBadges("", (badge,)), cover=False), LAYOUTS["large-card"]))

    assert "xlee.412" in page


def test_badges_are_in_the_order_of_names_without_regard_to_accents() -> None:
    pupils = tuple(Badge("HB1", "A", last, None, "", last) for last in ("Zapata", "Álvarez", "Allen", "Anders"))

    (page,) = _texts(render(_sheet(ClassBadges("", pupils), cover=False), LAYOUTS["large-card"]))

    order = [line for line in page.splitlines() if line in {"Zapata", "Álvarez", "Allen", "Anders"}]
    assert order == ["Allen", "Álvarez", "Anders", "Zapata"]


def test_each_class_has_a_cover_with_its_checklist_in_the_language_asked_for() -> None:
    first = ClassBadges("Kínder A", _badges(2), (Missing("Tom Sawyer", "policy"),))
    second = ClassBadges("Kínder B", _badges(1))

    pages = _texts(render(_sheet(first, second, language="es-MX"), LAYOUTS["avery-22806"]))

    assert len(pages) == 4
    assert "Kínder A" in pages[0]
    assert "2 credenciales" in pages[0]
    assert "17 de agosto de 2026" in pages[0]
    assert "Tom Sawyer" in pages[0]
    assert "Kínder B" in pages[2]


def test_a_long_checklist_goes_on_to_further_pages() -> None:
    pages = _texts(render(_sheet(ClassBadges("Choir", _badges(100))), LAYOUTS["avery-22806"]))

    covers = [page for page in pages if "Handed out" in page]
    assert "Page 1 of 4" in covers[0]
    assert sum(cover.count("Grade 1") for cover in covers) == 100
    assert len(pages) == len(covers) + 9


def test_a_class_whose_title_names_the_grade_does_not_name_it_twice() -> None:
    look = _sheet().look

    assert look.detail(Badge("HB1", "A", "B", "KG", "Kindergarten A", "ab")) == "Kindergarten A"
    assert look.detail(Badge("HB1", "A", "B", "02", "Ms. Rivera", "ab")) == "Grade 2 · Ms. Rivera"
    assert look.detail(Badge("HB1", "A", "B", None, "", "ab")) == ""


def test_a_roomy_code_has_more_redundancy_and_a_tight_one_larger_modules() -> None:
    assert symbol_size(56, 70 * mm).level == "H"
    assert symbol_size(56, 32.5 * mm).level == "Q"
    tight = symbol_size(56, 22 * mm)
    assert tight.modules == 29
    assert tight.module >= SMALLEST_MODULE


def test_a_code_that_no_camera_could_read_is_not_printed() -> None:
    with pytest.raises(CodeDoesNotFitError, match=r"0\.41 mm"):
        symbol_size(56, 15 * mm)


def test_a_missing_font_is_named_with_its_package(tmp_path: Path) -> None:
    with pytest.raises(FontMissingError, match=r"NotoSans-Regular\.ttf.*fonts-noto-core"):
        fonts.find("NotoSans-Regular.ttf", iter([tmp_path]))


def test_a_font_is_found_below_the_folder_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "fonts" / "noto" / "NotoSans-Regular.ttf"
    place.parent.mkdir(parents=True)
    place.touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert fonts.find("NotoSans-Regular.ttf", fonts.font_folders()) == place
