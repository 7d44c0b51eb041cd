"""Client scopes that every new client gets, by default or on request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from realm.plan import Create, Update
from realm.resources.resource import Fields, Reference, RefersToResources, ResourceType, Server

DEFAULT_SCOPES = {
    "defaultDefaultClientScopes": "default-default-client-scopes",
    "defaultOptionalClientScopes": "default-optional-client-scopes",
}


class DefaultScopes(ResourceType, RefersToResources):
    """The realm's two lists of client scopes."""

    kind = "default client scopes"
    section = "client-scopes"
    keys = tuple(DEFAULT_SCOPES)

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Both lists, under the realm's name."""
        lists = {key: realm[key] for key in DEFAULT_SCOPES if key in realm}
        return {realm["realm"]: lists} if lists else {}

    def references(self, realm: Mapping[str, Any]) -> Iterator[Reference]:
        """The scopes in the lists."""
        for key in DEFAULT_SCOPES:
            for index, name in enumerate(realm.get(key, ())):
                yield Reference("client scope", name, (key, index))

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Under its two lists."""
        return tuple(f"{place}*" for place in DEFAULT_SCOPES.values())

    def create(self, server: Server, change: Create) -> None:
        """A new realm has Keycloak's own lists: bring them to ours."""
        for key, wanted in change.fields.items():
            self._set(server, key, wanted)

    def update(self, server: Server, change: Update) -> None:
        """Bring the lists that differ to ours."""
        for field in change.changes:
            self._set(server, field.path[0], field.after or [])

    def _set(self, server: Server, key: str, wanted: list[str]) -> None:
        place = DEFAULT_SCOPES[key]
        found = {scope["name"]: scope["id"] for scope in server.get(place)}
        for name in found.keys() - set(wanted):
            server.delete(place, found[name])
        for name in (name for name in wanted if name not in found):
            server.put(place, server.scope_uuid(name))
