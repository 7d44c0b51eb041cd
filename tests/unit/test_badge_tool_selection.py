"""Choosing people by campus, grade or kind."""

from __future__ import annotations

import pytest

from admin_api.badge_people import BadgePerson
from badge_tool.errors import NobodyError
from badge_tool.selection import chosen


def _person(sourced_id: str, refusal: str | None = None) -> BadgePerson:
    return BadgePerson(
        sourced_id, "u", "name", "A", "B", "student", "KG", ("CV01",), None, False, None, None, None, refusal
    )


def test_those_whom_the_policy_gives_none_are_not_asked_for() -> None:
    assert chosen([_person("1"), _person("2", "policy"), _person("3")]) == ("1", "3")


def test_nobody_is_an_error() -> None:
    with pytest.raises(NobodyError, match="nobody of those chosen"):
        chosen([_person("2", "policy")])


def test_more_than_a_call_takes_are_refused_before_anything_is_issued() -> None:
    with pytest.raises(NobodyError, match="10001 people are too many"):
        chosen(_person(str(number)) for number in range(10_001))
