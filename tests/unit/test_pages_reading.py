"""What pages say of claiming, questions, recovery and badges can be read by a twelve-year-old, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.readability import QUITE_EASY, SIXTH_GRADE, ease_of_spanish, grade_of_english

MESSAGES = Path(__file__).parents[2] / "themes" / "homeroom" / "login" / "messages"
SUBJECTS = (
    "acceptable",
    "access",
    "account",
    "badge",
    "claim",
    "password",
    "questions",
    "recovery",
    "totp",
    "webauthn",
)


def said(language: str, subject: str) -> str:
    """All that pages say of a subject: messages whose names begin with the word, a paragraph each."""
    lines = (MESSAGES / f"messages_{language}.properties").read_text(encoding="utf-8").splitlines()
    texts = [line.partition("=")[2] for line in lines if re.match(rf"{subject}(?![a-z])", line)]
    assert len(texts) > 3
    return "\n\n".join(re.sub(r"<[^>]+>|\{\d\}", "x", text) for text in texts)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_english_is_for_sixth_grade_at_most(subject: str) -> None:
    assert grade_of_english(said("en", subject)) <= SIXTH_GRADE


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_spanish_is_quite_easy(subject: str) -> None:
    assert ease_of_spanish(said("es", subject)) >= QUITE_EASY
