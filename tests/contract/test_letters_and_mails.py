"""A code that comes by mail is explained in the words of one that comes on paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from badge_tool.letters.words import LANGUAGES, letter_words_in

MESSAGES = Path(__file__).parents[2] / "themes" / "homeroom" / "email" / "messages"


def mailed(language: str) -> dict[str, str]:
    """The sentences of the mail, without what their names begin with."""
    lines = (MESSAGES / f"messages_{language}.properties").read_text(encoding="utf-8").splitlines()
    texts = dict(line.split("=", 1) for line in lines if line.startswith("claimCode"))
    return {key.removeprefix("claimCode"): text for key, text in texts.items()}


def printed(language: str) -> dict[str, str]:
    """The sentences of the letter, by the same names, with the places of the mail's values."""
    words = letter_words_in(language)
    assert words
    texts = {
        "Subject": words.title,
        "Intro.student": words.student.intro,
        "Intro.staff": words.staff.intro,
        "Code": words.code,
        "Until": words.until,
        "Type": words.type_code,
        "BirthDate": words.birth_date,
        "Password.student": words.student.password,
        "Password.staff": words.staff.password,
        **{f"Rule.{number}": rule for number, rule in enumerate(words.rules, start=1)},
        "Help": words.help,
        "AtSchool": words.at_school,
        "Guides": words.guides,
    }
    places = {"{name}": "{0}", "{district}": "{1}", "{}": "{0}"}
    for written, place in places.items():
        texts = {key: text.replace(written, place) for key, text in texts.items()}
    return texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_says_what_the_letter_says(language: str) -> None:
    mail = mailed(language)
    opening = mail.pop("Open").removesuffix(".")

    assert mail == printed(language)
    words = letter_words_in(language)
    assert words
    # The letter has a square to scan besides.
    assert words.open.replace("{}", "{0}").startswith(opening)
