"""Names in the scripts that children's names are written in."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badge_tool.direction import visual_order
from badge_tool.fonts import typeface
from badge_tool.lines import Line, set_line


def _line(text: str) -> Line:
    return set_line(text, typeface().regular)


def _in_visual_order(text: str) -> list[str]:
    return [stretch.text for stretch in visual_order(text)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ana", ["Ana"]),
        ("שרה לוי", ["שרה לוי"]),
        ("שרה Levy", ["Levy", "שרה "]),
        ("Room שרה 3", ["Room ", "3", "שרה "]),
        ("שרה 3 לוי", [" לוי", "3", "שרה "]),
        ("Room 3 (Ana)", ["Room 3 (Ana)"]),
        ("José שרה Levy", ["José ", "שרה", " Levy"]),
        ("", []),
    ],
)
def test_stretches_stand_as_the_bidirectional_algorithm_orders_them(text: str, shown: list[str]) -> None:
    assert _in_visual_order(text) == shown


@given(st.text(st.sampled_from("ab שרعل1 2-()\u05b0é"), max_size=20))
def test_ordering_loses_no_character(text: str) -> None:
    assert sorted("".join(_in_visual_order(text))) == sorted(text)


def test_arabic_letters_are_joined_and_run_from_right_to_left() -> None:
    (piece,) = _line("محمد").pieces

    forms = [unicodedata.decomposition(letter).split()[0] for letter in piece.text]
    assert forms == ["<final>", "<medial>", "<medial>", "<initial>"]
    assert unicodedata.normalize("NFKC", piece.text)[::-1] == "محمد"


def test_each_letter_comes_from_the_font_of_its_script() -> None:
    fonts = [piece.font for piece in _line("Ana 小龍 Ёж").pieces]

    assert fonts == ["NotoSans-Regular", "wqy-microhei", "NotoSans-Regular"]


@pytest.mark.parametrize(
    "name",
    ["Nguyễn Thị", "محمد", "שרה", "李小龍", "김민준", "さくら", "Ёжиков", "प्रिया", "สมชาย", "ខ្មែរ", "ሰላም", "ਗੁਰਪ੍ਰੀਤ"],
)
@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_the_fonts_write_names_of_many_languages(name: str, weight: str) -> None:
    assert getattr(typeface(), weight).covers(name)


def test_a_mark_without_a_composed_letter_stands_above_its_letter() -> None:
    line = _line("q\u0301")

    assert line.width == pytest.approx(_line("q").width)
    assert [piece.text for piece in line.pieces] == ["q", "\u0301"] or len(line.pieces) == 1


def test_a_script_that_hangs_low_is_drawn_smaller_instead_of_into_the_next_line() -> None:
    scales = {piece.scale for piece in _line("ខ្ញុំ").pieces}

    assert max(scales) < 0.7


def test_digits_of_another_script_are_written() -> None:
    assert typeface().regular.covers("٣ ३")


def test_the_same_name_has_the_same_width_each_time() -> None:
    assert _line("فاطمة الزهراء").width == _line("فاطمة الزهراء").width > 0
