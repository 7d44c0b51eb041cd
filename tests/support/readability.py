"""How hard a text is to read, by formulas that were made for the language."""

from __future__ import annotations

import re
from itertools import pairwise

from guides.guide import Guide
from guides.markdown import plain_text

SIXTH_GRADE = 6.0
"""Of `grade_of_english`: twelve-year-olds."""
QUITE_EASY = 65.0
"""Of `ease_of_spanish`: what primary schools read."""

_SENTENCE = re.compile(r"[.!?:]+(?:\s|$)|\n\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_SPANISH_WEAK = "iuü"
_SPANISH_VOWELS = "aeiouáéíóúü"


def text_of(guide: Guide) -> str:
    """Headings and paragraphs of a guide, without what pictures show."""
    blocks = [[one for one in token.children or [] if one.type != "image"] for token in guide.tokens]
    return "\n\n".join(text for block in blocks if (text := plain_text(block).strip()))


def grade_of_english(text: str) -> float:
    """Flesch-Kincaid: the school year in which a text of English is understood."""
    words = _WORD.findall(text)
    syllables = sum(map(_english_syllables, words))
    return 0.39 * len(words) / _sentences(text) + 11.8 * syllables / len(words) - 15.59


def ease_of_spanish(text: str) -> float:
    """Szigriszt-Pazos, 0 to 100. By the scale INFLESZ 65 to 80 is quite easy."""
    words = _WORD.findall(text)
    syllables = sum(map(_spanish_syllables, words))
    return 206.835 - 62.3 * syllables / len(words) - len(words) / _sentences(text)


def _sentences(text: str) -> int:
    return sum(1 for part in _SENTENCE.split(text) if part and _WORD.search(part))


def _english_syllables(word: str) -> int:
    """Groups of vowels, without the silent e at the end."""
    word = word.lower()
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith("le") and groups > 1
    return max(1, groups - silent)


def _spanish_syllables(word: str) -> int:
    """Vowels, two of which are one syllable if one of them is weak and without an accent."""
    vowels = re.sub(r"qu(?=[eiéí])|gu(?=[eiéí])", "x", word.lower())
    vowels = re.sub(r"y$", "i", vowels)
    count = sum(one in _SPANISH_VOWELS for one in vowels)
    joined = sum(
        a in _SPANISH_VOWELS and b in _SPANISH_VOWELS and (a in _SPANISH_WEAK or b in _SPANISH_WEAK)
        for a, b in pairwise(vowels)
    )
    return max(1, count - joined)
