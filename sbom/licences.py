"""Which licences what runs may have: those under which a district may use and pass on the kit as it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from boolean.boolean import AND, OR
from license_expression import LicenseSymbol, get_spdx_licensing

from sbom.document import Component

ALLOWED = frozenset(
    {
        *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT", "MIT-0"),
        *("MIT-CMU", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib"),
        # Whoever changes their files publishes those; we change none.
        *("EPL-2.0", "LGPL-3.0-or-later", "MPL-2.0"),
    }
)
"""SPDX names."""
_CLASSIFIERS = {
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: BSD License": "BSD-3-Clause",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""Of packages that have nothing better."""
READ_BY_HAND = {
    "qrcode": "BSD-3-Clause",  # its second licence is that of a JavaScript library which it once followed, MIT
    "uharfbuzz": "Apache-2.0",  # its metadata say nothing; the file LICENSE does
}
"""Packages whose metadata do not say it, and what their licence files say."""


def not_allowed(component: Component) -> bool:
    """Whether a component may not be in the kit."""
    licences = list(_licences(component))
    return not licences or not all(_is_allowed(licence) for licence in licences)


def _licences(component: Component) -> Iterator[str]:
    if known := READ_BY_HAND.get(component["name"]):
        yield known
        return
    said = [_words(entry) for entry in component.get("licenses", [])]
    better = [words for words in said if not words.startswith("License ::")]
    yield from better or [_CLASSIFIERS.get(words, words) for words in said]


def _words(entry: Component) -> str:
    licence = entry.get("license", {})
    return str(entry.get("expression") or licence.get("id") or licence.get("name"))


def _is_allowed(expression: str) -> bool:
    return _holds(_spdx().parse(expression))


@lru_cache(maxsize=1)
def _spdx() -> Any:
    """The licences that SPDX knows, read once."""
    return get_spdx_licensing()


def _holds(part: object) -> bool:
    match part:
        case AND():
            return all(_holds(argument) for argument in part.args)
        case OR():
            return any(_holds(argument) for argument in part.args)
        case LicenseSymbol():
            return part.key in ALLOWED
    return False
