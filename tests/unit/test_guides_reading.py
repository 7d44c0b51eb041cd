"""The kit's guides can be read by a twelve-year-old, in both languages."""

from __future__ import annotations

import pytest

from guides.build import TEXTS
from guides.markdown import read_guide
from tests.support.readability import QUITE_EASY, SIXTH_GRADE, ease_of_spanish, grade_of_english, text_of

NAMES = sorted(file.stem for file in (TEXTS / "en").glob("*.md"))


@pytest.mark.parametrize("name", NAMES)
def test_the_english_is_for_sixth_grade_at_most(name: str) -> None:
    assert grade_of_english(text_of(read_guide(TEXTS / "en" / f"{name}.md", "en"))) <= SIXTH_GRADE


@pytest.mark.parametrize("name", NAMES)
def test_the_spanish_is_quite_easy(name: str) -> None:
    assert ease_of_spanish(text_of(read_guide(TEXTS / "es" / f"{name}.md", "es"))) >= QUITE_EASY


def test_the_formulas_know_hard_texts() -> None:
    hard = "The institutional implementation of authentication necessitates comprehensive organizational consideration."
    assert grade_of_english(hard) > SIXTH_GRADE
    duro = "La implementación institucional de autenticación necesita una extraordinaria consideración organizativa."
    assert ease_of_spanish(duro) < QUITE_EASY
