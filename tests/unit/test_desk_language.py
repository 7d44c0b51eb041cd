"""The languages of the desk."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from desk.language import accepted, choose, load

LANGUAGES = load(["en", "es"])


def test_every_language_has_every_text_with_the_same_blanks() -> None:
    english, *others = LANGUAGES

    for language in others:
        assert list(language.texts) == list(english.texts)
        for key, text in language.texts.items():
            assert re.findall(r"{\w*}", text) == re.findall(r"{\w*}", english.texts[key]), key


def test_a_district_gets_those_of_its_languages_that_the_desk_speaks() -> None:
    assert [language.code for language in load(["es", "vi", "en"])] == ["es", "en"]
    assert [language.code for language in load(["vi"])] == ["en"]


def test_the_first_wish_that_can_be_met_is_met() -> None:
    assert choose(LANGUAGES, ["", "vi", "es-MX", "en"]).code == "es"
    assert choose(LANGUAGES, ["vi"]).code == "en"


def test_the_browsers_wishes_are_ordered_by_weight() -> None:
    assert accepted("en;q=0.3, es-MX, vi;q=0, fr;q=x, es;q=0.9") == ["es-MX", "es", "en"]


@given(st.text(max_size=60))
def test_any_header_is_understood_or_left_out(header: str) -> None:
    assert choose(LANGUAGES, accepted(header)) in LANGUAGES


def test_one_and_many_are_counted_apart() -> None:
    assert LANGUAGES[0].count("pupils", 1) == "1 student"
    assert LANGUAGES[0].count("pupils", 0) == "0 students"
