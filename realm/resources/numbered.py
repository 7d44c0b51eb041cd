"""Lists whose order means something, as mappings from place to item: lists themselves are compared as sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def as_numbered(items: Iterable[Any] | None) -> dict[str, Any]:
    """Items by place: `1`, `2`, ..."""
    return {str(place): item for place, item in enumerate(items or (), 1)}


def in_order(numbered: Mapping[str, Any]) -> list[Any]:
    """The list again."""
    return [numbered[place] for place in sorted(numbered, key=int)]
