"""Required actions: what somebody may have to do at the next sign-in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from realm.plan import Create, Update
from realm.resources.resource import Fields, ProviderUse, ResourceType, Server, UsesProviders


class RequiredActions(ResourceType, UsesProviders):
    """Required actions by alias. Keycloak makes them; the files switch them on, off and by default."""

    kind = "required action"
    section = "required-actions"
    keys = ("requiredActions",)

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Required actions by alias."""
        return dict(realm.get("requiredActions", {}))

    def providers(self, realm: Mapping[str, Any]) -> Iterator[ProviderUse]:
        """Their providers, of the alias's name unless another is given."""
        for alias, action in realm.get("requiredActions", {}).items():
            yield ProviderUse("required-action", action.get("providerId", alias), ("requiredActions", alias))

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Under its alias."""
        return (f"authentication/required-actions/{name}*",)

    def create(self, server: Server, change: Create) -> None:
        """Register an action that the realm does not know yet, then set its fields."""
        provider = change.fields.get("providerId", change.name)
        name = change.fields.get("name", provider)
        server.post("authentication", "register-required-action", body={"providerId": provider, "name": name})
        self._put(server, provider, change.fields)

    def update(self, server: Server, change: Update) -> None:
        """Set its fields."""
        self._put(server, change.name, change.fields)

    def _put(self, server: Server, alias: str, fields: Fields) -> None:
        place = ("authentication", "required-actions", alias)
        live = server.get(*place)
        config = {**(live.get("config") or {}), **fields.get("config", {})}
        server.put(*place, body={**live, **fields, "config": config})
