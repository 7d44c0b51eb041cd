"""Client scopes: named sets of protocol mappers that clients share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from realm.difference import FieldPath
from realm.plan import Create, Delete, Update
from realm.resources.protocol_mappers import KEY, as_list, mapper_providers, update_mappers
from realm.resources.resource import Fields, ProviderUse, ResourceType, Server

KEYCLOAK_SCOPES = frozenset(
    {
        *("acr", "address", "AuthnContextClassRef", "basic", "email", "microprofile-jwt", "offline_access"),
        *("organization", "phone", "profile", "role_list", "roles", "saml_organization", "service_account"),
        "web-origins",
    }
)


class ClientScopes(ResourceType):
    """Client scopes with their mappers."""

    kind = "client scope"
    section = "client-scopes"
    keys = ("clientScopes",)

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Client scopes by name."""
        scopes = realm.get("clientScopes", {})
        return {name: {key: scope[key] for key in scope if key != "id"} for name, scope in scopes.items()}

    def can_be_deleted(self, name: str, fields: Fields) -> bool:
        """All but Keycloak's own."""
        return name not in KEYCLOAK_SCOPES

    def owns(self, name: str, path: FieldPath) -> bool:
        """The list of mappers, unless Keycloak made the scope."""
        return path[0] == KEY and len(path) == 2 and name not in KEYCLOAK_SCOPES

    def providers(self, realm: Mapping[str, Any]) -> Iterator[ProviderUse]:
        """Those of the mappers."""
        for name, scope in realm.get("clientScopes", {}).items():
            yield from mapper_providers(scope, ("clientScopes", name))

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
