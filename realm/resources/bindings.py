"""Which flow serves which purpose of the realm: browser sign-in, registration, direct grant and so on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from realm.plan import Create, Update
from realm.resources.realm_update import update_realm
from realm.resources.resource import Fields, Reference, RefersToResources, ResourceType, Server

BINDINGS = (
    "browserFlow",
    "registrationFlow",
    "directGrantFlow",
    "resetCredentialsFlow",
    "clientAuthenticationFlow",
    "dockerAuthenticationFlow",
    "firstBrokerLoginFlow",
)


class FlowBindings(ResourceType, RefersToResources):
    """The realm's flows by purpose. Bound after flows are made, in one request."""

    kind = "flow bindings"
    section = "flows"
    keys = BINDINGS

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """The one set of bindings, under the realm's name."""
        bindings = {key: realm[key] for key in BINDINGS if key in realm}
        return {realm["realm"]: bindings} if bindings else {}

    def references(self, realm: Mapping[str, Any]) -> Iterator[Reference]:
        """The flows that are bound."""
        return (Reference("flow", realm[key], (key,)) for key in BINDINGS if key in realm)

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """The realm's own."""
        return ("",)

    def create(self, server: Server, change: Create) -> None:
        """A new realm has Keycloak's own bindings: set ours."""
        update_realm(server, server.get(), change.fields)

    def update(self, server: Server, change: Update) -> None:
        """Set those that differ."""
        update_realm(server, server.get(), {field.path[0]: field.after for field in change.changes})
