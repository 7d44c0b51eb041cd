"""How a district's cards look, by its settings."""

from __future__ import annotations

from badge_tool.cards.card import CardLook
from badge_tool.cards.words import card_words_in
from badge_tool.look_of import look_of
from badge_tool.pictures import Picture
from badge_tool.typed_address import typed_address
from settings import District


def card_look_of(district: District, server: str, language: str | None, logo: Picture | None = None) -> CardLook:
    """What is the same on every card of a district.

    Args:
        district: its settings.
        server: address of Keycloak as browsers see it.
        language: of the cards; None for the district's first.
        logo: printed beside its name.
    """
    own = district.languages[0]
    words = card_words_in(language or own)
    return CardLook(
        look_of(district, words.checklist, logo),
        words,
        typed_address(f"{server}/realms/{district.realm}/portal"),
        district.help_contact if own.startswith(words.checklist.language) else "",
    )
