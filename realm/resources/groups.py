"""Groups and subgroups with their attributes and roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from realm.plan import Create, Delete, Update
from realm.resources.created_together import CreatedTogether
from realm.resources.resource import DeletableType, Fields, Reference, RefersToResources, Server

_PARCEL = 500
"""Groups a request; one tree is never divided."""
_OWN_FIELDS = ("description", "attributes")


class Groups(DeletableType, CreatedTogether, RefersToResources):
    """Groups by path: `/schools`, `/clubs/chess`."""

    kind = "group"
    section = "groups"
    keys = ("groups",)
    made_by_sync = ("/schools", "/schools/*")
    independent = True

    def rank(self, name: str) -> int:
        """A group is made after its parent."""
        return name.count("/")

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Groups by path, parents before children."""
        return dict(_flattened(realm.get("groups", {}), ""))

    def references(self, realm: Mapping[str, Any]) -> Iterator[Reference]:
        """The roles of groups."""
        for path, fields in self.listed(realm).items():
            place = ("groups", *"/subGroups/".join(path.strip("/").split("/")).split("/"))
            yield from (Reference("realm role", role, place) for role in fields.get("realmRoles", ()))
            for client, roles in fields.get("clientRoles", {}).items():
                yield from (Reference("client role", f"{role} of client {client}", place) for role in roles)

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Under its id."""
        group: Mapping[str, Any] = {"subGroups": live.get("groups", {})}
        for step in name.strip("/").split("/"):
            group = group.get("subGroups", {}).get(step, {})
        return (f"groups/{group.get('id', '*')}*",)

    def create(self, server: Server, change: Create) -> None:
        """Make a group below its parent and give it its roles."""
        parent, _, name = change.name.rpartition("/")
        place = ("groups", server.group_uuid(parent), "children") if parent else ("groups",)
        server.post(*place, body={"name": name, **_own(change.fields)})
        self._give(server, change.name, None, change.fields.get("realmRoles", []), [])
        for client, roles in change.fields.get("clientRoles", {}).items():
            self._give(server, change.name, client, roles, [])

    def parcels(self, creates: Sequence[Create]) -> list[tuple[Create, ...]]:
        """Whole trees with the same parent, up to a number."""
        trees: dict[str, list[Create]] = {}
        top_of: dict[str, str] = {}
        for change in creates:
            top = top_of[change.name] = top_of.get(_parent(change.name), change.name)
            trees.setdefault(top, []).append(change)
        open_parcels: dict[str, list[Create]] = {}
        full: list[list[Create]] = []
        for top, tree in trees.items():
            parcel = open_parcels.setdefault(_parent(top), [])
            parcel += tree
            if len(parcel) >= _PARCEL:
                full.append(open_parcels.pop(_parent(top)))
        return [tuple(parcel) for parcel in (*full, *open_parcels.values()) if len(parcel) > 1]

    def create_together(self, server: Server, parcel: Sequence[Create]) -> None:
        """Make trees below their parent, roles and all."""
        made: dict[str, dict[str, Any]] = {}
        tops: list[dict[str, Any]] = []
        for change in parcel:
            group = made[change.name] = {"name": change.name.rpartition("/")[2], "subGroups": [], **change.fields}
            above = made.get(_parent(change.name))
            (tops if above is None else above["subGroups"]).append(group)
        parent = _parent(parcel[0].name)
        server.post(
            "configuration", "groups", body={"parent": server.group_uuid(parent) if parent else None, "groups": tops}
        )

    def update(self, server: Server, change: Update) -> None:
        """Change attributes and roles."""
        if any(field.path[0] in _OWN_FIELDS for field in change.changes):
            live = server.get("groups", server.group_uuid(change.name))
            attributes = {**live.get("attributes", {}), **change.fields.get("attributes", {})}
            own = {**_own(live), **_own(change.fields), "attributes": attributes}
            server.put("groups", live["id"], body={"name": live["name"], **own})
        for field in change.changes:
            if field.path[0] in ("realmRoles", "clientRoles"):
                client = field.path[1] if field.path[0] == "clientRoles" else None
                before, after = set(field.before or ()), set(field.after or ())
                self._give(server, change.name, client, sorted(after - before), sorted(before - after))

    def delete(self, server: Server, change: Delete) -> None:
        """Remove a group and those below it."""
        server.delete("groups", server.group_uuid(change.name))

    def _give(self, server: Server, group: str, client: str | None, added: list[str], removed: list[str]) -> None:
        if not added and not removed:
            return
        kind: tuple[str, ...] = ("realm",) if client is None else ("clients", server.client_uuid(client))
        place = ("groups", server.group_uuid(group), "role-mappings", *kind)
        for names, send in ((added, server.post), (removed, server.delete)):
            if names:
                send(*place, body=[server.role(name, client) for name in names])


def _flattened(groups: Mapping[str, Any], parent: str) -> Iterator[tuple[str, Fields]]:
    for name, group in groups.items():
        path = f"{parent}/{name}"
        yield path, {key: group[key] for key in (*_OWN_FIELDS, "realmRoles", "clientRoles") if key in group}
        yield from _flattened(group.get("subGroups", {}), path)


def _own(fields: Fields) -> dict[str, Any]:
    return {key: fields[key] for key in _OWN_FIELDS if key in fields}


def _parent(path: str) -> str:
    return path.rpartition("/")[0]
