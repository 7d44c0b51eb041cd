"""The realm itself: settings, attributes, policies, headers, themes, languages, events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from realm.plan import Create, Update
from realm.representation import fields_of
from realm.resources.bindings import BINDINGS
from realm.resources.default_scopes import DEFAULT_SCOPES
from realm.resources.realm_update import family_of, update_realm
from realm.resources.resource import Fields, ResourceType, Server

_SETTING_TYPES = ("string", "boolean", "integer", {"list": "string"}, {"map": "string"})
NO_LONGER = frozenset(
    {
        *("identityFederationEnabled", "otpSupportedApplications", "passwordCredentialGrantAllowed"),
        *("requiredCredentials", "social", "socialProviders", "updateProfileOnInitialSocialLogin"),
    }
)
"""Keys of old representations that Keycloak reads and forgets, or works out from others."""
_NOT_SETTINGS = {
    *BINDINGS,
    *DEFAULT_SCOPES,
    *("codeSecret", "certificate", "defaultGroups", "defaultRoles", "id", "keycloakVersion", "privateKey", "publicKey"),
    *NO_LONGER,
}
SETTINGS = tuple(key for key, kind in fields_of("RealmRepresentation").items() if kind in _SETTING_TYPES)
OUR_ATTRIBUTES = "homeroom.*"
"""Attributes of ours, on a realm and on a client, belong to the files altogether."""


class RealmSettings(ResourceType):
    """The fields of a realm that are not resources of their own."""

    kind = "realm"
    section = "settings"
    keys = tuple(key for key in SETTINGS if key not in _NOT_SETTINGS)
    whole = (("attributes", OUR_ATTRIBUTES),)

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """The one realm, under its own name."""
        return {realm["realm"]: {key: realm[key] for key in self.keys if key in realm}}

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """The realm's own, and that of the events' configuration."""
        return ("", "events/config")

    def create(self, server: Server, change: Create) -> None:
        """Make the realm with its settings in one request; those that go together follow when Keycloak's are known."""
        fields = {key: value for key, value in change.fields.items() if family_of(key) is None}
        server.connection.post("/admin/realms", {"enabled": True, **fields})

    def update(self, server: Server, change: Update) -> None:
        """Change the fields that differ; mappings whole, because Keycloak replaces them."""
        live = server.get()
        body: dict[str, Any] = {}
        for field in change.changes:
            key = field.path[0]
            if len(field.path) == 1:
                body[key] = field.after
                continue
            values = body.setdefault(key, dict(live.get(key) or {}))
            values.pop(field.path[1], None)
            if field.after is not None:
                values[field.path[1]] = field.after
        update_realm(server, live, body)
