"""Groups that other resources of a realm mean, although the roster makes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from realm.resources import RESOURCE_TYPES, RefersToResources
from realm.resources.groups import Groups


def with_meant_groups(content: Mapping[str, Any]) -> dict[str, Any]:
    """A realm in keyed form with the groups that it refers to and does not hold, by their names alone."""
    known = Groups().listed(content)
    missing = sorted(
        {
            reference.name
            for kind in RESOURCE_TYPES
            if isinstance(kind, RefersToResources)
            for reference in kind.references(content)
            if reference.kind == Groups.kind and reference.name not in known
        }
    )
    groups = content.get("groups", {})
    for path in missing:
        groups = _with(groups, path.strip("/").split("/"))
    return {**content, "groups": groups} if missing else dict(content)


def _with(groups: Mapping[str, Any], steps: list[str]) -> dict[str, Any]:
    name, *below = steps
    group = groups.get(name, {})
    if below:
        group = {**group, "subGroups": _with(group.get("subGroups", {}), below)}
    return {**groups, name: group}
