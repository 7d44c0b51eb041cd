"""Sheets of badges, read back with decoders and readers that are not ours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.units import mm

from badge_tool import fonts
from badge_tool.cover import Missing
from badge_tool.errors import CodeDoesNotFitError, FontMissingError
from badge_tool.layouts import LAYOUTS, Badge
from badge_tool.policy_rules import policy_rules
from badge_tool.sheet import ClassBadges, render, render_checklists
from badge_tool.symbol import SMALLEST_MODULE, symbol_size
from settings.badges import BadgePolicy
from tests.support.printed_badges import badges, is_code, sheet, texts


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


def test_a_cover_says_where_and_when_the_district_lets_badges_sign_in() -> None:
    policy = BadgePolicy.model_validate({"hours": ["Mon-Fri 07:00-17:30"], "networks": ["10.20.0.0/16"]})
    one = sheet(ClassBadges("Kínder A", badges(1)), language="es")

    (cover, _) = texts(render(replace(one, rules=policy_rules(policy, one.look.words)), LAYOUTS["avery-22806"]))

    assert "Solo sirven a estas horas: lun-vie 07:00-17:30." in cover
    assert "Solo sirven en la escuela" in cover
    assert policy_rules(BadgePolicy(), one.look.words) == ()


def test_a_checklist_with_pins_says_that_it_is_kept_apart() -> None:
    (pupil,) = badges(1)

    (with_pin, _) = texts(render(sheet(ClassBadges("A", (replace(pupil, pin="4711"),))), LAYOUTS["avery-22806"]))
    (without, _) = texts(render(sheet(ClassBadges("A", (pupil,))), LAYOUTS["avery-22806"]))

    assert "Never keep it together with the badges" in with_pin
    assert "Never keep it together" not in without


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


def _namesakes(*titles: str) -> tuple[Badge, ...]:
    return tuple(Badge("HB1", "Ana", "Li", "02", title, f"ana{number}") for number, title in enumerate(titles))


def test_badges_of_namesakes_are_numbered_and_the_checklist_says_whose_is_which() -> None:
    people = _namesakes("Ms. Rivera", "Ms. Rivera")

    cover, page = texts(render(sheet(ClassBadges("Ms. Rivera", people)), LAYOUTS["large-card"]))

    assert "No. 1 · Grade 2 · Ms. Rivera" in page
    assert "No. 2 · Grade 2 · Ms. Rivera" in page
    assert "No. 1 · Grade 2 · ana0" in cover
    assert "No. 2 · Grade 2 · ana1" in cover


def test_namesakes_in_different_classes_are_told_apart_by_the_class() -> None:
    people = _namesakes("Ms. Rivera", "Mr. Chen")

    assert "No. 1" not in "".join(texts(render(sheet(ClassBadges("", people)), LAYOUTS["large-card"])))


def test_last_names_that_are_cut_to_a_letter_make_namesakes() -> None:
    people = tuple(Badge("HB1", "Ana", last, "02", "Ms. Rivera", last) for last in ("Li", "Lopez"))
    private = sheet(ClassBadges("Ms. Rivera", people))
    private = replace(private, look=replace(private.look, full_names=False))

    cover, page = texts(render(private, LAYOUTS["large-card"]))

    assert "Lopez" not in page
    assert "L." in page
    assert "No. 2 · Grade 2 · Ms. Rivera" in page
    assert "Ana Lopez" in cover


@pytest.mark.parametrize("name", ["avery-22806", "id-card"])
def test_the_same_sheet_gives_the_same_bytes_whatever_was_drawn_before(name: str) -> None:
    one, another = sheet(ClassBadges("Ms. Rivera", badges(12))), sheet(ClassBadges("x", badges(3, names=[("ق", "ل")])))

    first = render(one, LAYOUTS[name])
    render(another, LAYOUTS[name])

    assert render(one, LAYOUTS[name]) == first


def test_checklists_of_cards_are_letter_pages_without_a_code() -> None:
    layout = LAYOUTS["id-card"]
    assert layout.checklist_page

    pdf = render_checklists(sheet(ClassBadges("Ms. Rivera", badges(3))), layout.checklist_page)

    with pymupdf.open(stream=pdf) as document:
        assert [page.rect.br for page in document] == [LETTER]
        assert "Handed out" in document[0].get_text()
        assert not [drawing for drawing in document[0].get_drawings() if is_code(drawing)]


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
