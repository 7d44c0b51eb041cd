"""Whom badges are printed for, when they are chosen by campus, grade or kind and not named one by one."""

from __future__ import annotations

from collections.abc import Iterable

from admin_api.badge_people import BadgePerson
from badge_tool.errors import NobodyError
from badge_tool.issue import LARGEST_CALL


def chosen(people: Iterable[BadgePerson]) -> tuple[str, ...]:
    """The sourcedIds of those who may have a badge.

    Raises:
        NobodyError: nobody is left, or more than one call issues; says which.
    """
    found = tuple(person.sourced_id for person in people if person.refusal is None)
    if not found:
        raise NobodyError(
            "nobody of those chosen may have a badge; homeroom badges print --help says what is chosen by"
        )
    if len(found) > LARGEST_CALL:
        raise NobodyError(f"{len(found)} people are too many for one PDF; choose a campus or a grade")
    return found
