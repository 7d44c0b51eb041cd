"""Policies and permissions of a resource server in a form that can be compared and read.

Keycloak exports what a policy consists of as JSON inside texts (`roles: '[{"id": "teacher", "required": true}]'`).
Opened, it is a mapping by name where order means nothing, and `closed` makes the texts again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Values = Mapping[str, Any]

_KEYED = {"roles": "id", "clientScopes": "id", "groups": "path"}
"""Keys of `config` that hold a list of things, and by what these are told apart."""
_LISTS = frozenset({"applyPolicies", "clients", "resources", "scopes", "users"})
"""Keys of `config` that hold a list of names."""
_SHORTHANDS = {
    "resources": "resources",
    "scopes": "scopes",
    "policies": "applyPolicies",
    "resourceType": "defaultResourceType",
}
"""Keys of a policy that say the same as a key of its `config`."""
_DEFAULTS = {"logic": "POSITIVE", "decisionStrategy": "UNANIMOUS"}
_NOT_FIELDS = frozenset({"id", "owner", "resourcesData", "scopesData", "config", *_SHORTHANDS})


def opened(policy: Values) -> dict[str, Any]:
    """A policy or permission as Keycloak exports it, with `config` taken apart and Keycloak's defaults left out."""
    config = {**policy.get("config", {})}
    for shorthand, key in _SHORTHANDS.items():
        if policy.get(shorthand):
            config.setdefault(key, policy[shorthand])
    fields = {key: value for key, value in without_defaults(policy).items() if key not in _NOT_FIELDS}
    return {**fields, "config": {key: _opened(key, value) for key, value in config.items()}}


def without_defaults(policy: Values) -> dict[str, Any]:
    """A policy without what Keycloak takes for said where it is not."""
    return {key: value for key, value in policy.items() if value != _DEFAULTS.get(key)}


def closed(policy: Values) -> dict[str, Any]:
    """The same as Keycloak takes it."""
    return {**_DEFAULTS, **policy, "config": {key: _closed(value) for key, value in policy["config"].items()}}


def by_dependency(policies: Mapping[str, Values]) -> dict[str, Values]:
    """Opened policies by name, each after those of the same mapping that it applies."""
    found: dict[str, Values] = {}

    def visit(name: str) -> None:
        if name in found or name in visiting:
            return
        visiting.add(name)
        for applied in policies[name]["config"].get("applyPolicies", ()):
            if applied in policies:
                visit(applied)
        found[name] = policies[name]

    visiting: set[str] = set()
    for name in policies:
        visit(name)
    return found


def _opened(key: str, value: Any) -> Any:
    if value in ("true", "false"):
        return value == "true"
    if key not in _KEYED and key not in _LISTS:
        return value
    items = _parsed(value)
    if not isinstance(items, list):
        return value
    if key in _LISTS:
        return sorted(map(str, items))
    return dict(sorted(_named(item, _KEYED[key]) for item in items))


def _named(item: Any, key: str) -> tuple[str, dict[str, Any]]:
    """One thing of a list by its name; a policy for a group may name it by id, and the other keys may be absent."""
    if not isinstance(item, dict):
        return str(item), {key: item}
    name = str(item.get(key) or item.get("id"))
    return name, {key: name, **{other: value for other, value in item.items() if other not in (key, "id")}}


def _parsed(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return None


def _closed(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return json.dumps(list(value.values()))
    return json.dumps(value) if isinstance(value, list) else str(value)
