"""Scope mappings: the roles that may appear in tokens of a client, or of clients that use a client scope."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from realm.plan import Create, Update
from realm.resources.resource import Fields, Reference, RefersToResources, ResourceType, Server, id_in

_SCOPE = "client scope "
_CLIENT = "client "


class ScopeMappings(ResourceType, RefersToResources):
    """Roles by what they are mapped to, named `client scope homeroom-staff` or `client library`."""

    kind = "scope mappings of"
    section = "client-scopes"
    keys = ("scopeMappings", "clientScopeMappings")
    independent = True

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Roles by owner: `{"realm": [...], "client": {id: [...]}}`."""
        found: dict[str, dict[str, Any]] = {}
        for mapping in realm.get("scopeMappings", {}).values():
            found.setdefault(_owner(mapping), {})["realm"] = mapping["roles"]
        for client, mappings in realm.get("clientScopeMappings", {}).items():
            for mapping in mappings.values():
                found.setdefault(_owner(mapping), {}).setdefault("client", {})[client] = mapping["roles"]
        return dict(found)

    def references(self, realm: Mapping[str, Any]) -> Iterator[Reference]:
        """The owners and the roles."""
        for key, mapping in realm.get("scopeMappings", {}).items():
            path = ("scopeMappings", key)
            kind = "client scope" if "clientScope" in mapping else "client"
            yield Reference(kind, key, path)
            yield from (Reference("realm role", role, path) for role in mapping["roles"])
        for client, mappings in realm.get("clientScopeMappings", {}).items():
            for key, mapping in mappings.items():
                place = ("clientScopeMappings", client, key)
                for role in mapping["roles"]:
                    yield Reference("client role", f"{role} of client {client}", place)

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Under its owner's id."""
        if name.startswith(_SCOPE):
            return (f"client-scopes/{id_in(live.get('clientScopes', {}), name.removeprefix(_SCOPE))}/scope-mappings*",)
        return (f"clients/{id_in(live.get('clients', {}), name.removeprefix(_CLIENT))}/scope-mappings*",)

    def create(self, server: Server, change: Create) -> None:
        """Map roles to an owner that has none."""
        self._send(server, change.name, None, change.fields.get("realm", []), [])
        for client, roles in change.fields.get("client", {}).items():
            self._send(server, change.name, client, roles, [])

    def update(self, server: Server, change: Update) -> None:
        """Map what is missing, unmap what is too much."""
        for field in change.changes:
            client = field.path[1] if field.path[0] == "client" else None
            before, after = set(field.before or ()), set(field.after or ())
            self._send(server, change.name, client, sorted(after - before), sorted(before - after))

    def _send(self, server: Server, owner: str, client: str | None, added: list[str], removed: list[str]) -> None:
        if owner.startswith(_SCOPE):
            place: tuple[str, ...] = ("client-scopes", server.scope_uuid(owner.removeprefix(_SCOPE)), "scope-mappings")
        else:
            place = ("clients", server.client_uuid(owner.removeprefix(_CLIENT)), "scope-mappings")
        kind: tuple[str, ...] = ("realm",) if client is None else ("clients", server.client_uuid(client))
        for names, send in ((added, server.post), (removed, server.delete)):
            if names:
                send(*place, *kind, body=[server.role(name, client) for name in names])


def _owner(mapping: Mapping[str, Any]) -> str:
    return f"{_SCOPE}{mapping['clientScope']}" if "clientScope" in mapping else f"{_CLIENT}{mapping['client']}"
