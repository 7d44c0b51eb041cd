"""Names as they are printed and sorted."""

from __future__ import annotations

import unicodedata

from badge_tool.fonts import Typeface

_JOINERS = "\u200c\u200d"
"""Persian and the scripts of India write with them."""


def composed(name: str) -> str:
    """Marks and letters as one character where there is one, and without signs that steer the direction of text."""
    whole = unicodedata.normalize("NFC", " ".join(name.split()))
    return "".join(letter for letter in whole if letter in _JOINERS or unicodedata.category(letter) not in {"Cf", "Cc"})


def writable(first_name: str, last_name: str, username: str, fonts: Typeface) -> tuple[str, str]:
    """First and last name with letters composed; a name in a script that the fonts lack gives way to the user name."""
    first, last = composed(first_name), composed(last_name)
    if fonts.bold.covers(first) and fonts.regular.covers(first + last):
        return first, last
    return username, ""


def by_name(first_name: str, last_name: str, username: str) -> tuple[str, str, str]:
    """What people are sorted by: last name, first name, user name."""
    return _sort_key(last_name), _sort_key(first_name), username


def _sort_key(name: str) -> str:
    """Letters without accents and case: Álvarez stands between Allen and Anders."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name.casefold()) if letter.isalnum())
