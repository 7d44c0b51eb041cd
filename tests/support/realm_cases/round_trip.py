"""What a case of a kind of resource says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Place = tuple[str | int, ...]
"""Where a value stands in what a file says."""
_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class RoundTrip:
    """How resources of one kind are made, changed field by field, and removed.

    Attributes:
        kind: as in a plan.
        needs: name of a file with what the resources refer to; empty for none.
        others: another valid value by the end of a field's path, where its type alone does not tell one.
        fixed: ends of paths of what says which resource is meant, and of what cannot change.
        representation: whose fields the resources have all of; empty where the kind has no representation of its own.
        unsaid: fields of it that are no part of the resource: made up by Keycloak, of old versions, other resources.
        at_once: how many fields are changed by one apply.
        goes: names of the resources that are gone under `full` when no file mentions them.
    """

    kind: str
    needs: str = ""
    others: Mapping[str, Any] = field(default_factory=dict)
    fixed: tuple[str, ...] = ()
    representation: str = ""
    unsaid: frozenset[str] = frozenset()
    at_once: int = 1
    goes: tuple[str, ...] = ()

    @property
    def file(self) -> Path:
        """The resources."""
        return _FOLDER / f"{self.kind.replace(' ', '-')}.yaml"

    @property
    def needed(self) -> Path | None:
        """What they refer to."""
        return _FOLDER / f"{self.needs}.yaml" if self.needs else None

    def changeable(self, content: Mapping[str, Any]) -> list[Place]:
        """Places of what can be changed in the resources."""
        return [place for place in _leaves(content) if not any(_ends(place, pattern) for pattern in self.fixed)]

    def exchange(self, content: Any, place: Place) -> None:
        """Put another valid value at a place."""
        *above, last = place
        for step in above:
            content = content[step]
        special = [value for pattern, value in self.others.items() if _ends(place, pattern)]
        content[last] = special[0] if special else _another(content[last])


def _leaves(value: Any, here: Place = ()) -> Iterator[Place]:
    """Places of single values, and of lists of them."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, (*here, key))
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for index, item in enumerate(value):
            yield from _leaves(item, (*here, index))
    else:
        yield here


def _ends(place: Place, pattern: str) -> bool:
    return f".{'.'.join(map(str, place))}".endswith(f".{pattern}")


def _another(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case list():
            return [*value[:-1], _another(value[-1])] if value else ["another"]
        case "true" | "false":
            return "false" if value == "true" else "true"
        case str() if value.lstrip("-").isdecimal():
            return str(int(value) + 1)
    return f"{value}x"
