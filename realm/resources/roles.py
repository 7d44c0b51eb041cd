"""Roles: of the realm, of clients, and what composite roles contain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from realm.plan import Create, Delete, Update
from realm.resources.clients import KEYCLOAK_CLIENTS
from realm.resources.resource import DeletableType, Fields, Reference, RefersToResources, ResourceType, Server, id_in

_FIELDS = ("description", "attributes")
_SEPARATOR = " of client "
_PROTECTION = "uma_protection"


class RealmRoles(DeletableType):
    """Roles of the realm, without what they contain."""

    kind = "realm role"
    section = "roles"
    keys = ("roles",)
    made_by_keycloak = ("offline_access", "uma_authorization", "default-roles-*")
    made_by_sync = ("access:*",)
    independent = True

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Roles by name."""
        return {name: _own_fields(role) for name, role in realm.get("roles", {}).get("realm", {}).items()}

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Under its name or its id."""
        known = live.get("roles", {}).get("realm", {})
        return (f"roles/{name}", f"roles/{quote(name, safe='')}", f"roles-by-id/{id_in(known, name)}")

    def create(self, server: Server, change: Create) -> None:
        """Make a role."""
        server.post("roles", body={"name": change.name, **change.fields})

    def update(self, server: Server, change: Update) -> None:
        """Change description and attributes."""
        server.put("roles", change.name, body=_updated(change.name, server.get("roles", change.name), change))

    def delete(self, server: Server, change: Delete) -> None:
        """Remove a role from the realm and from everybody who has it."""
        server.delete("roles", change.name)


class ClientRoles(DeletableType, RefersToResources):
    """Roles of clients, named `launch of client library`."""

    kind = "client role"
    section = "roles"
    keys = ("roles",)
    made_by_keycloak = (*(f"*{_SEPARATOR}{client}" for client in KEYCLOAK_CLIENTS), f"{_PROTECTION}{_SEPARATOR}*")
    independent = True

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Roles by `role of client id`, without the one that comes with a client's authorization settings."""
        by_client = realm.get("roles", {}).get("client", {})
        return {
            f"{name}{_SEPARATOR}{client}": _own_fields(role)
            for client, roles in by_client.items()
            for name, role in _named(roles).items()
            if name != _PROTECTION
        }

    def references(self, realm: Mapping[str, Any]) -> Iterator[Reference]:
        """The clients whose roles they are."""
        for client in realm.get("roles", {}).get("client", {}):
            yield Reference("client", client, ("roles", "client", client))

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Under its client's id and its name."""
        role, client = name.split(_SEPARATOR, 1)
        return (f"clients/{id_in(live.get('clients', {}), client)}/roles/{quote(role, safe='')}",)

    def create(self, server: Server, change: Create) -> None:
        """Make a role of a client."""
        name, client = change.name.split(_SEPARATOR, 1)
        server.post("clients", server.client_uuid(client), "roles", body={"name": name, **change.fields})

    def update(self, server: Server, change: Update) -> None:
        """Change description and attributes."""
        name, client = change.name.split(_SEPARATOR, 1)
        place = ("clients", server.client_uuid(client), "roles", name)
        server.put(*place, body=_updated(name, server.get(*place), change))

    def delete(self, server: Server, change: Delete) -> None:
        """Remove a role from its client and from everybody who has it."""
        name, client = change.name.split(_SEPARATOR, 1)
        server.delete("clients", server.client_uuid(client), "roles", name)


class Composites(ResourceType, RefersToResources):
    """What a composite role contains: one of the realm, or one of a client, named `launch of client library`."""

    kind = "composite role"
    section = "roles"
    keys = ("roles",)
    independent = True

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """What each composite role contains, by the role's name: `{"realm": [...], "client": {id: [...]}}`."""
        return {name: role["composites"] for name, _, role in _all(realm) if role.get("composites")}

    def references(self, realm: Mapping[str, Any]) -> Iterator[Reference]:
        """The roles that are contained."""
        for _, place, role in _all(realm):
            path, contained = (*place, "composites"), role.get("composites") or {}
            yield from (Reference("realm role", name, path) for name in contained.get("realm", ()))
            for client, roles in contained.get("client", {}).items():
                yield from (Reference("client role", f"{name}{_SEPARATOR}{client}", path) for name in roles)

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Under its name or its id."""
        role, _, client = name.partition(_SEPARATOR)
        roles = live.get("roles", {})
        known = _named(roles.get("client", {}).get(client, {})) if client else roles.get("realm", {})
        owner = f"clients/{id_in(live.get('clients', {}), client)}/" if client else ""
        by_id = f"roles-by-id/{id_in(known, role)}/composites*"
        return (f"{owner}roles/{quote(role, safe='')}/composites*", by_id)

    def create(self, server: Server, change: Create) -> None:
        """Put roles into a role that has none."""
        added = [server.role(name, None) for name in change.fields.get("realm", ())]
        for client, names in change.fields.get("client", {}).items():
            added += [server.role(name, client) for name in names]
        server.post(*_place(server, change.name), "composites", body=added)

    def update(self, server: Server, change: Update) -> None:
        """Put in what is missing, take out what is too much."""
        place = _place(server, change.name)
        for field in change.changes:
            client = field.path[1] if field.path[0] == "client" else None
            added, removed = _moved(field.before, field.after)
            for names, send in ((added, server.post), (removed, server.delete)):
                if names:
                    send(*place, "composites", body=[server.role(name, client) for name in names])


def _all(realm: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...], Mapping[str, Any]]]:
    """Roles of the realm and of clients with their names and places."""
    roles = realm.get("roles", {})
    for name, role in roles.get("realm", {}).items():
        yield name, ("roles", "realm", name), role
    for client, of_client in roles.get("client", {}).items():
        for name, role in _named(of_client).items():
            yield f"{name}{_SEPARATOR}{client}", ("roles", "client", client, name), role


def _place(server: Server, name: str) -> tuple[str, ...]:
    role, _, client = name.partition(_SEPARATOR)
    return ("clients", server.client_uuid(client), "roles", role) if client else ("roles", role)


def _moved(before: Iterable[str] | None, after: Iterable[str] | None) -> tuple[list[str], list[str]]:
    old, new = set(before or ()), set(after or ())
    return sorted(new - old), sorted(old - new)


def _named(roles: Any) -> Mapping[str, Any]:
    return roles if isinstance(roles, dict) else {role["name"]: role for role in roles}


def _own_fields(role: Mapping[str, Any]) -> Fields:
    return {key: role[key] for key in _FIELDS if key in role}


def _updated(name: str, live: Mapping[str, Any], change: Update) -> dict[str, Any]:
    attributes = {**live.get("attributes", {}), **change.fields.get("attributes", {})}
    return {"name": name, "description": live.get("description", ""), **change.fields, "attributes": attributes}
