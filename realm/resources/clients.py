"""Clients: the applications that Keycloak signs people in to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from realm.plan import Create, Delete, Update
from realm.resources.protocol_mappers import KEY, as_list, mapper_providers, update_mappers
from realm.resources.realm_settings import OUR_ATTRIBUTES
from realm.resources.resource import (
    DeletableType,
    Fields,
    ProviderUse,
    Reference,
    RefersToResources,
    Server,
    UsesProviders,
    id_in,
)

KEYCLOAK_CLIENTS = (
    *("account", "account-console", "admin-cli", "admin-permissions", "broker", "realm-management"),
    "security-admin-console",
)
_SCOPE_LISTS = {"defaultClientScopes": "default-client-scopes", "optionalClientScopes": "optional-client-scopes"}
OVERRIDES = "authenticationFlowBindingOverrides"
_AUTHORIZATION = "authorizationServicesEnabled"
_NOT_FIELDS = frozenset({"id", "access", "authorizationSettings"})
_NOT_MANAGED = "admin-permissions"
"""Keycloak makes this client when admin permissions are switched on, and refuses to have it changed."""


class Clients(DeletableType, RefersToResources, UsesProviders):
    """Clients with their mappers, scopes and flow overrides."""

    kind = "client"
    section = "clients"
    keys = ("clients",)
    made_by_keycloak = KEYCLOAK_CLIENTS
    independent = True
    whole = ((KEY, "*"), (OVERRIDES, "*"), ("attributes", OUR_ATTRIBUTES))

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Clients by client id; flow overrides by alias, as files name flows."""
        aliases = {flow.get("id"): alias for alias, flow in realm.get("authenticationFlows", {}).items()}
        found: dict[str, Fields] = {}
        for client_id, client in realm.get("clients", {}).items():
            if client_id == _NOT_MANAGED:
                continue
            fields = {key: value for key, value in client.items() if key not in _NOT_FIELDS}
            if client.get("authorizationSettings"):
                fields.setdefault(_AUTHORIZATION, True)
            if OVERRIDES in fields:
                fields[OVERRIDES] = {key: aliases.get(flow, flow) for key, flow in fields[OVERRIDES].items()}
            found[client_id] = fields
        return found

    def references(self, realm: Mapping[str, Any]) -> Iterator[Reference]:
        """Client scopes and flows."""
        for client_id, client in realm.get("clients", {}).items():
            for key in _SCOPE_LISTS:
                for index, scope in enumerate(client.get(key, ())):
                    yield Reference("client scope", scope, ("clients", client_id, key, index))
            for key, flow in client.get(OVERRIDES, {}).items():
                yield Reference("flow", flow, ("clients", client_id, OVERRIDES, key))

    def providers(self, realm: Mapping[str, Any]) -> Iterator[ProviderUse]:
        """Those of the mappers."""
        for client_id, client in realm.get("clients", {}).items():
            yield from mapper_providers(client, ("clients", client_id))

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Under its id."""
        return (f"clients/{id_in(live.get('clients', {}), name)}*",)

    def create(self, server: Server, change: Create) -> None:
        """Make a client with everything that belongs to it."""
        body = as_list(change.fields)
        if OVERRIDES in body:
            body[OVERRIDES] = {key: server.flow_uuid(alias) for key, alias in body[OVERRIDES].items()}
        uuid = str(uuid4())  # Keycloak takes ours, so that nobody has to ask for it
        server.post("clients", body={**body, "id": uuid})
        server.remembered(("client", change.name), lambda: uuid)

    def update(self, server: Server, change: Update) -> None:
        """Change fields, mappers and scopes."""
        owner = ("clients", server.client_uuid(change.name))
        body: dict[str, Any] = {}
        for field in change.changes:
            key = field.path[0]
            if key in _SCOPE_LISTS:
                self._set_scopes(server, owner, key, field.after or [])
            elif key == OVERRIDES:
                flow = "" if field.after is None else server.flow_uuid(field.after)
                body.setdefault(key, {})[field.path[1]] = flow
            elif key != KEY:
                # An empty text is how Keycloak is told to forget an attribute.
                value = "" if field.after is None else field.after
                body[key] = value if len(field.path) == 1 else {**body.get(key, {}), field.path[1]: value}
        if body and "webOrigins" in change.fields:
            # Keycloak makes web origins of redirect addresses whenever it is not told any.
            body["webOrigins"] = change.fields["webOrigins"]
        if body:
            if _AUTHORIZATION not in body and not change.fields.get("publicClient"):
                # A body without it is how Keycloak is told to drop all authorization settings.
                known = change.fields if _AUTHORIZATION in change.fields else server.get(*owner)
                body[_AUTHORIZATION] = known.get(_AUTHORIZATION, False)
            server.put(*owner, body={"clientId": change.name, **body})
        update_mappers(server, owner, change.fields.get(KEY, {}), change.changes)

    def delete(self, server: Server, change: Delete) -> None:
        """Remove a client with its roles."""
        server.delete("clients", server.client_uuid(change.name))

    def _set_scopes(self, server: Server, owner: tuple[str, str], key: str, wanted: list[str]) -> None:
        place = (*owner, _SCOPE_LISTS[key])
        live = {scope["name"]: scope["id"] for scope in server.get(*place)}
        for name in live.keys() - set(wanted):
            server.delete(*place, live[name])
        for name in (name for name in wanted if name not in live):
            server.put(*place, server.scope_uuid(name))
