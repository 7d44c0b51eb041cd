"""Groups: of schools or of classes, with exactly those of our people in them who belong there."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from sync.outbound.scim.service import Operation, Resource
from sync.outbound.selection import Selection

Kind = Literal["schools", "classes"]
_PREFIX: Mapping[Kind, str] = {"schools": "school:", "classes": "class:"}
"""What externalIds of groups begin with: groups of the other kind, and those without one, are left alone."""
_CHUNK = 100
"""Members that one request adds or takes away: services limit the size of requests."""


@dataclass(frozen=True)
class WantedGroup:
    """A group as it is to be.

    Attributes:
        title: its `displayName`.
        members: sourcedIds.
    """

    title: str
    members: frozenset[str]


@dataclass(frozen=True)
class GroupChange:
    """What has to be done to a group.

    Attributes:
        external_id: `school:` or `class:` and the sourcedId.
        there: as the service has it; None for one that is to be made.
        title: its new `displayName`; None if it stays.
        add: sourcedIds of new members.
        remove: ids, as the service has them, of members who leave it.
    """

    external_id: str
    there: Resource | None
    title: str | None
    add: tuple[str, ...]
    remove: tuple[str, ...]


def wanted_groups(selection: Selection, kind: Kind) -> dict[str, WantedGroup]:
    """The groups of a selection, by externalId."""
    if kind == "schools":
        named = selection.orgs.filter(pl.col("type") == "school").select("sourcedId", pl.col("name").alias("title"))
        pairs = selection.people.select("schools", "sourcedId").explode("schools").drop_nulls().iter_rows()
    else:
        named = selection.classes.select("sourcedId", "title")
        pairs = selection.enrollments.select("class", "person").iter_rows()
    members: dict[str, set[str]] = {}
    for group, person in pairs:
        members.setdefault(group, set()).add(person)
    prefix = _PREFIX[kind]
    return {
        f"{prefix}{sourced_id}": WantedGroup(title or sourced_id, frozenset(members.get(sourced_id, ())))
        for sourced_id, title in named.iter_rows()
    }


def group_changes(
    wanted: Mapping[str, WantedGroup],
    there: Collection[Resource],
    owners: Mapping[str, str],
    selection: Selection,
    kind: Kind,
) -> list[GroupChange]:
    """What makes the groups what they are to be.

    Args:
        wanted: by externalId.
        there: all groups of the service.
        owners: sourcedId by id of an account: members who are not in it were added by others and stay.
        selection: says who and what is in doubt: their memberships stay as they are.
        kind: of groups that are ours.
    """
    held, held_classes = set(selection.held.people), set(selection.held.classes)
    prefix = _PREFIX[kind]
    known = {group["externalId"]: group for group in there if (group.get("externalId") or "").startswith(prefix)}
    changes = [
        GroupChange(name, None, group.title, tuple(sorted(group.members)), ())
        for name, group in sorted(wanted.items())
        if name not in known
    ]
    for name, resource in sorted(known.items()):
        if kind == "classes" and name.removeprefix(prefix) in held_classes:
            continue
        members = {
            owners[member["value"]]: member["value"]
            for member in resource.get("members") or ()
            if member["value"] in owners
        }
        group = wanted.get(name, WantedGroup(resource.get("displayName", ""), frozenset()))
        change = GroupChange(
            external_id=name,
            there=resource,
            title=group.title if group.title != resource.get("displayName") else None,
            add=tuple(sorted(group.members - members.keys())),
            remove=tuple(sorted(members[person] for person in members.keys() - group.members - held)),
        )
        if change.title or change.add or change.remove:
            changes.append(change)
    return changes


def member_operations(add: list[str], remove: tuple[str, ...]) -> list[list[Operation]]:
    """Requests that add and take away members, by ids of the service, each of a size that services take."""
    requests: list[list[Operation]] = []
    for start in range(0, len(add), _CHUNK):
        values = [{"value": member} for member in add[start : start + _CHUNK]]
        requests.append([{"op": "add", "path": "members", "value": values}])
    for start in range(0, len(remove), _CHUNK):
        chunk = remove[start : start + _CHUNK]
        requests.append([{"op": "remove", "path": f"members[value eq {json.dumps(member)}]"} for member in chunk])
    return requests
