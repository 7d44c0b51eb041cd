"""Client scopes: named sets of protocol mappers that clients share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from realm.plan import Create, Delete, Update
from realm.resources.protocol_mappers import KEY, as_list, mapper_providers, update_mappers
from realm.resources.resource import DeletableType, Fields, ProviderUse, Server, UsesProviders, id_in


class ClientScopes(DeletableType, UsesProviders):
    """Client scopes with their mappers."""

    kind = "client scope"
    section = "client-scopes"
    keys = ("clientScopes",)
    made_by_keycloak = (
        *("acr", "address", "AuthnContextClassRef", "basic", "email", "microprofile-jwt", "offline_access"),
        *("organization", "phone", "profile", "role_list", "roles", "saml_organization", "service_account"),
        "web-origins",
    )
    whole = ((KEY, "*"),)

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Client scopes by name."""
        scopes = realm.get("clientScopes", {})
        return {name: {key: scope[key] for key in scope if key != "id"} for name, scope in scopes.items()}

    def providers(self, realm: Mapping[str, Any]) -> Iterator[ProviderUse]:
        """Those of the mappers."""
        for name, scope in realm.get("clientScopes", {}).items():
            yield from mapper_providers(scope, ("clientScopes", name))

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Under its id."""
        return (f"client-scopes/{id_in(live.get('clientScopes', {}), name)}*",)

    def create(self, server: Server, change: Create) -> None:
        """Make a client scope with its mappers."""
        server.post("client-scopes", body=as_list(change.fields))

    def update(self, server: Server, change: Update) -> None:
        """Change fields and mappers."""
        owner = ("client-scopes", server.scope_uuid(change.name))
        if any(field.path[0] != KEY for field in change.changes):
            live = server.get(*owner)
            attributes = {**live.get("attributes", {}), **change.fields.get("attributes", {})}
            server.put(*owner, body={**live, **as_list(change.fields), "attributes": attributes})
        update_mappers(server, owner, change.fields.get(KEY, {}), change.changes)

    def delete(self, server: Server, change: Delete) -> None:
        """Remove a client scope."""
        server.delete("client-scopes", server.scope_uuid(change.name))
