"""How a district's letters look, by its settings."""

from __future__ import annotations

from badge_tool.letters.letter import LetterLook
from badge_tool.letters.words import LetterWords, letter_words_in
from badge_tool.look_of import look_of
from badge_tool.pictures import Picture
from settings import District


def letter_words_of(district: District, language: str | None) -> LetterWords:
    """The language that was asked for, else the first of the district's that letters speak, else English."""
    for wanted in (*([language] if language else ()), *district.languages, "en"):
        words = letter_words_in(wanted)
        if words is not None:
            return words
    raise ValueError("letters do not speak English")


def letter_look_of(district: District, server: str, language: str | None, logo: Picture | None = None) -> LetterLook:
    """What is the same in every letter of a district.

    Args:
        district: its settings.
        server: address of Keycloak as browsers see it.
        language: of the checklists; None for the district's first.
        logo: printed beside its name.
    """
    identify = district.claim.identify
    words = letter_words_of(district, language)
    return LetterLook(
        look_of(district, words.checklist, logo),
        f"{server}/realms/{district.realm}/claim",
        district.help_contact,
        district.languages[0].partition("-")[0],
        (identify.students == "both", identify.staff == "both"),
        district.guides,
    )
