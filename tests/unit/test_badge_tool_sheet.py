"""Sheets of badges, read back with decoders and readers that are not ours."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from reportlab.lib.units import mm

from badge_tool import fonts
from badge_tool.cover import Missing
from badge_tool.errors import CodeDoesNotFitError, FontMissingError
from badge_tool.layouts import LAYOUTS, Badge
from badge_tool.sheet import ClassBadges, render
from badge_tool.symbol import SMALLEST_MODULE, symbol_size
from tests.support.printed_badges import badges, sheet, texts


def test_every_font_in_the_pdf_is_embedded() -> None:
    with pymupdf.open(stream=render(sheet(ClassBadges("", badges(12))), LAYOUTS["large-card"])) as document:
        used = {font[:4] for page in range(len(document)) for font in document.get_page_fonts(page)}

    assert {kind for _, _, kind, _ in used} == {"TrueType"}
    assert {"NotoSansArabic", "NotoSansHebrew", "WenQuanYiMicroHei"} <= {
        name.partition("+")[2].partition("-")[0] for _, _, _, name in used
    }
    assert {extension for _, extension, _, _ in used} == {"ttf"}


def test_accents_survive_even_when_the_roster_has_them_decomposed() -> None:
    decomposed = Badge("HB1", "Jose\u0301", "Nun\u0303ez", "KG", "", "jn")

    (page,) = texts(render(sheet(ClassBadges("", (decomposed,)), cover=False), LAYOUTS["large-card"]))

    assert "José" in page
    assert "Nuñez" in page


def test_a_name_that_the_fonts_cannot_write_gives_way_to_the_user_name() -> None:
    badge = Badge("HB1", "𒀭𒈹", "🐉", "KG", "", "xlee.412")

    (page,) = texts(render(sheet(ClassBadges("", (badge,)), cover=False), LAYOUTS["large-card"]))

    assert "xlee.412" in page


def test_badges_are_in_the_order_of_names_without_regard_to_accents() -> None:
    pupils = tuple(Badge("HB1", "A", last, None, "", last) for last in ("Zapata", "Álvarez", "Allen", "Anders"))

    (page,) = texts(render(sheet(ClassBadges("", pupils), cover=False), LAYOUTS["large-card"]))

    order = [line for line in page.splitlines() if line in {"Zapata", "Álvarez", "Allen", "Anders"}]
    assert order == ["Allen", "Álvarez", "Anders", "Zapata"]


def test_each_class_has_a_cover_with_its_checklist_in_the_language_asked_for() -> None:
    first = ClassBadges("Kínder A", badges(2), (Missing("Tom Sawyer", "policy"),))
    second = ClassBadges("Kínder B", badges(1))

    pages = texts(render(sheet(first, second, language="es-MX"), LAYOUTS["avery-22806"]))

    assert len(pages) == 4
    assert "Kínder A" in pages[0]
    assert "2 credenciales" in pages[0]
    assert "17 de agosto de 2026" in pages[0]
    assert "Tom Sawyer" in pages[0]
    assert "Kínder B" in pages[2]


def test_a_long_checklist_goes_on_to_further_pages() -> None:
    pages = texts(render(sheet(ClassBadges("Choir", badges(100))), LAYOUTS["avery-22806"]))

    covers = [page for page in pages if "Handed out" in page]
    assert "Page 1 of 4" in covers[0]
    assert sum(cover.count("Grade 1") for cover in covers) == 100
    assert len(pages) == len(covers) + 9


def test_a_class_whose_title_names_the_grade_does_not_name_it_twice() -> None:
    look = sheet().look

    assert look.detail(Badge("HB1", "A", "B", "KG", "Kindergarten A", "ab")) == "Kindergarten A"
    assert look.detail(Badge("HB1", "A", "B", "02", "Ms. Rivera", "ab")) == "Grade 2 · Ms. Rivera"
    assert look.detail(Badge("HB1", "A", "B", None, "", "ab")) == ""


def test_a_roomy_code_has_more_redundancy_and_a_tight_one_larger_modules() -> None:
    assert symbol_size(56, 70 * mm).level == "H"
    assert symbol_size(56, 32.5 * mm).level == "M"
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
