"""Comparing what files say with what a server has."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from realm.difference import MASKED_BY_KEYCLOAK, FieldChange, FieldPath, differences

SCALARS = st.booleans() | st.integers() | st.text(max_size=5)
FIELDS = st.recursive(
    st.dictionaries(st.sampled_from("abcdef"), SCALARS | st.lists(st.text(max_size=3), max_size=3), max_size=4),
    lambda inner: st.dictionaries(st.sampled_from("abcdef"), inner | SCALARS, max_size=4),
    max_leaves=12,
)


def nothing(path: FieldPath) -> bool:
    return False


def everything(path: FieldPath) -> bool:
    return True


def patched(live: dict[str, Any], changes: tuple[FieldChange, ...]) -> dict[str, Any]:
    """What a server has after it was told of the changes."""
    result = copy.deepcopy(live)
    for change in changes:
        place = result
        for key in change.path[:-1]:
            if not isinstance(place.get(key), dict):
                place[key] = {}
            place = place[key]
        if change.after is None:
            place.pop(change.path[-1], None)
        else:
            place[change.path[-1]] = change.after
    return result


@given(FIELDS, FIELDS)
def test_after_the_changes_nothing_differs(desired: dict[str, Any], live: dict[str, Any]) -> None:
    for owns in (nothing, everything):
        assert differences(desired, patched(live, differences(desired, live, owns)), owns) == ()


@given(FIELDS)
def test_a_resource_does_not_differ_from_itself(fields: dict[str, Any]) -> None:
    assert differences(fields, fields, everything) == ()


@given(FIELDS, FIELDS)
def test_what_the_files_do_not_say_is_left_alone(desired: dict[str, Any], live: dict[str, Any]) -> None:
    extra = {**live, "made by hand": "stays"}
    changes = differences(desired, extra, nothing)
    assert patched(extra, changes)["made by hand"] == "stays"


def test_a_field_that_the_files_own_and_do_not_say_has_to_go() -> None:
    changes = differences({"a": {"b": "1"}}, {"a": {"b": "1", "c": "2"}}, lambda path: path == ("a", "c"))
    assert changes == (FieldChange(("a", "c"), "2", None),)


def test_the_order_of_a_list_is_no_difference() -> None:
    assert differences({"redirectUris": ["x", "y"]}, {"redirectUris": ["y", "x"]}, nothing) == ()


def test_an_absent_value_and_an_empty_one_are_the_same() -> None:
    assert differences({"description": "", "webOrigins": [], "enabled": False}, {}, nothing) == ()


def test_an_empty_list_takes_a_filled_one_away() -> None:
    assert differences({"eventsListeners": []}, {"eventsListeners": ["log"]}, nothing)[0].after == []


def test_a_secret_that_keycloak_does_not_tell_is_no_difference() -> None:
    assert differences({"password": "secret"}, {"password": MASKED_BY_KEYCLOAK}, nothing) == ()
