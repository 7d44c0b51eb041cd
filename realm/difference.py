"""What differs between the fields that files say and the fields that a live resource has."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from realm.secret_digest import SecretDigest

FieldPath = tuple[str, ...]

MASKED_BY_KEYCLOAK = "**********"
"""What Keycloak answers in place of a secret that it does not give out."""


@dataclass(frozen=True)
class FieldChange:
    """One field that has to change.

    Attributes:
        path: keys from the resource down to the field.
        before: the live value; None if there is none.
        after: the value of the files; None if it has to go.
    """

    path: FieldPath
    before: Any
    after: Any


def differences(
    desired: Mapping[str, Any], live: Mapping[str, Any], owns: Callable[[FieldPath], bool]
) -> tuple[FieldChange, ...]:
    """Fields in which `live` is not as `desired` says, in the order of the files.

    Only fields that `desired` names are compared, and those that `owns` says belong to the files altogether: of them,
    what `desired` does not name has to go. Lists are compared as sets, as Keycloak keeps them; an absent value, false,
    an empty text, an empty list and an empty mapping are the same.
    """
    return tuple(_compare(desired, live, (), owns))


def _compare(
    desired: Mapping[str, Any], live: Mapping[str, Any], path: FieldPath, owns: Callable[[FieldPath], bool]
) -> Iterator[FieldChange]:
    for key, wanted in desired.items():
        here, found = (*path, key), live.get(key)
        if isinstance(wanted, dict):
            yield from _compare(wanted, found if isinstance(found, dict) else {}, here, owns)
        elif not same(wanted, found):
            yield FieldChange(here, found, wanted)
    for key, found in live.items():
        here = (*path, key)
        if key not in desired and not _is_empty(found) and owns(here):
            yield FieldChange(here, found, None)


def same(wanted: Any, found: Any) -> bool:
    """Whether two values of a field are no difference."""
    if _is_empty(wanted) and _is_empty(found):
        return True
    if found == MASKED_BY_KEYCLOAK:
        return True
    if isinstance(found, SecretDigest):
        return isinstance(wanted, str) and found.matches(wanted)
    if isinstance(wanted, list) and isinstance(found, list):
        if any(isinstance(item, SecretDigest) for item in found):
            return len(wanted) == len(found) and all(map(same, wanted, found))
        return sorted(map(_order, wanted)) == sorted(map(_order, found))
    return bool(wanted == found)


def _is_empty(value: Any) -> bool:
    return value is None or value is False or (isinstance(value, str | list | dict) and not value)


def _order(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
