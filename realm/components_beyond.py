"""Components of a live realm that Keycloak does not put there by itself, in the form of files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from realm.difference import same
from realm.resources.component_tree import Component, components_in

_PARTS = "subComponents"
_HEAD = ("name", "providerId", "subType")
"""What says which component is meant."""
Copy = Callable[[Any, tuple[str, ...]], Any]
"""A value as a file may hold it, None for one that it may not; the path tells where it stands."""


def components_beyond(live: Mapping[str, Any], default: Mapping[str, Any], copy: Copy) -> dict[str, Any]:
    """Components by type: Keycloak's own as far as they were changed, all others, each with those below it.

    One of two that nothing tells apart is left out: a file could not say which one it means.
    """
    known = {component.name: component for component in components_in(default)}
    found: dict[tuple[str | int, ...], dict[str, Any]] = {}
    beyond: set[tuple[str | int, ...]] = set()
    for component in components_in(live):
        if component.is_double or (len(component.path) > 2 and component.path[:-3] not in found):
            continue
        base = known.get(component.name)
        config = _config(component, base, copy)
        entry = {key: component.fields[key] for key in _HEAD if key in component.fields}
        found[component.path] = {**entry, **({"config": config} if config else {})}
        if config or base is None:
            beyond |= {component.path[:length] for length in range(2, len(component.path) + 1, 3)}
    return _nested({path: entry for path, entry in found.items() if path in beyond})


def in_one_order(by_type: Mapping[str, Any]) -> dict[str, Any]:
    """The same components in an order that does not change from one reading to the next."""
    return {
        provider_type: sorted(
            ({key: value for key, value in item.items() if key != _PARTS or value} for item in components),
            key=lambda item: (item.get("name", ""), item.get("subType", "")),
        )
        for provider_type, components in by_type.items()
    }


def _config(component: Component, base: Component | None, copy: Copy) -> dict[str, Any]:
    values, usual = component.fields["config"], base.fields["config"] if base else {}
    # An empty list is how a file says that what Keycloak usually puts there is not wanted.
    differing: dict[str, Any] = {key: [] for key in usual if key not in values}
    differing |= {key: value for key, value in values.items() if base is None or not same(value, usual.get(key))}
    said = {key: copy(value, ("components", component.name, "config", key)) for key, value in differing.items()}
    return {
        key: value if isinstance(value, list) else [value]
        for key, value in said.items()
        if value is not None and value != [None]
    }


def _nested(entries: Mapping[tuple[str | int, ...], dict[str, Any]]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for path, entry in entries.items():
        level = entries[path[:-3]].setdefault(_PARTS, {}) if len(path) > 2 else tree
        level.setdefault(str(path[-2]), []).append(entry)
    return tree
