"""What was changed by hand in a live realm: whatever is neither as the files say nor as Keycloak makes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any

from admin_api import AdminEvent
from realm.defaults import beyond_defaults
from realm.difference import FieldChange
from realm.engine import compared
from realm.plan import Create, Delete, Update
from realm.resources import RESOURCE_TYPES, DeletableType, ResourceType, matches
from settings.district import Ownership, RealmSection


@dataclass(frozen=True)
class HandEdit:
    """One resource that is not as the files and Keycloak say.

    Attributes:
        kind: kind of resource, as in a plan.
        name: its name.
        what: `changed`, `removed` or `added`.
        fields: what differs: `before` is the live value, `after` that of the files. Empty where all of it does.
        by: whoever changed it last, as far as admin events tell.
        at: when that was.
    """

    kind: str
    name: str
    what: str
    fields: tuple[FieldChange, ...] = ()
    by: str | None = None
    at: datetime | None = None

    def __str__(self) -> str:
        return f"{self.what} {self.kind} {self.name}"


def hand_edits(
    desired: Mapping[str, Any], live: Mapping[str, Any], managed: Mapping[RealmSection, Ownership]
) -> tuple[HandEdit, ...]:
    """Everything that was changed by hand. Pure.

    Unlike a plan this tells also of what the files do not mention: a client that was added, a field that no file says
    and that is not Keycloak's default.

    Args:
        desired: the files' realm in keyed form.
        live: the server's realm in keyed form.
        managed: as for `realm.engine.compared`; parts that are `ignore` are left out.
    """
    plan = compared(desired, live, managed, realm=live["realm"])
    found: dict[tuple[str, str], HandEdit] = {}
    for change in plan.changes:
        match change:
            case Create(kind, name, _):
                found[kind, name] = HandEdit(kind, name, "removed")
            case Update(kind, name, _, fields):
                found[kind, name] = HandEdit(kind, name, "changed", fields)
            case Delete(kind, name, _):
                found[kind, name] = HandEdit(kind, name, "added")
    beyond = beyond_defaults(live).content
    for resource_type in (kind for kind in RESOURCE_TYPES if managed.get(kind.section) != "ignore"):
        for edit in _unsaid(resource_type, desired, beyond):
            known = found.get((edit.kind, edit.name))
            found[edit.kind, edit.name] = replace(known, fields=(*known.fields, *edit.fields)) if known else edit
    return tuple(found.values())


def with_authors(
    edits: tuple[HandEdit, ...], live: Mapping[str, Any], events: tuple[AdminEvent, ...], names: Mapping[str, str]
) -> tuple[HandEdit, ...]:
    """The same edits, each with who made the last change to it and when.

    Args:
        edits: as `hand_edits` gives them.
        live: the server's realm in keyed form.
        events: newest first, without those of Homeroom's own account.
        names: user names by user id.
    """
    kinds = {kind.kind: kind for kind in RESOURCE_TYPES}
    told = []
    for edit in edits:
        patterns = kinds[edit.kind].event_paths(edit.name, live)
        event = next((event for event in events if _tells_of(event, edit, patterns)), None)
        told.append(replace(edit, by=names.get(event.user_id, event.user_id), at=event.time) if event else edit)
    return tuple(told)


def _tells_of(event: AdminEvent, edit: HandEdit, patterns: tuple[str, ...]) -> bool:
    if edit.what == "removed" and event.operation not in ("DELETE", "ACTION"):
        return False
    if event.path.endswith("/copy") and edit.what != "added":
        return False  # it tells of a new flow, under the path of the one that was copied
    return any(fnmatchcase(event.path, pattern) for pattern in patterns)


def _unsaid(kind: ResourceType, desired: Mapping[str, Any], beyond: Mapping[str, Any]) -> Iterator[HandEdit]:
    said = kind.listed(desired)
    for name, fields in kind.listed(beyond).items():
        if matches(name, (*kind.made_by_sync, *kind.made_variously)):
            continue
        if name not in said:
            is_new = isinstance(kind, DeletableType) and not matches(name, kind.made_by_keycloak)
            changes = () if is_new else tuple(_leaves(fields, {}, ()))
            if is_new or changes:
                yield HandEdit(kind.kind, name, "added" if is_new else "changed", changes)
            continue
        changes = tuple(change for change in _leaves(fields, said[name], ()) if not kind.owns(name, change.path))
        if changes:
            yield HandEdit(kind.kind, name, "changed", changes)


def _leaves(fields: Mapping[str, Any], said: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[FieldChange]:
    """Fields that are there and of which the files say nothing."""
    for key, value in fields.items():
        here = (*path, key)
        if isinstance(value, Mapping):
            below = said.get(key)
            yield from _leaves(value, below if isinstance(below, Mapping) else {}, here)
        elif key not in said and not _is_default_without_protocol(key, value, said):
            yield FieldChange(here, value, None)


def _is_default_without_protocol(key: str, value: Any, said: Mapping[str, Any]) -> bool:
    """Whether it is what Keycloak makes of a client whose protocol nobody says; with a protocol it makes another."""
    if "protocol" in said:
        return False
    return (key, value) == ("protocol", "openid-connect") or (
        key in ("directAccessGrantsEnabled", "publicClient") and value is False
    )
