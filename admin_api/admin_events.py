"""Typed reading of a realm's admin events: who changed what through the admin API or the admin console."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from admin_api.connection import AdminConnection
from admin_api.errors import AdminApiError

_OF_CONFIGURATION = (
    *("AUTHENTICATOR_CONFIG", "AUTH_EXECUTION", "AUTH_EXECUTION_FLOW", "AUTH_FLOW"),
    *("AUTHORIZATION_POLICY", "AUTHORIZATION_RESOURCE", "AUTHORIZATION_RESOURCE_SERVER", "AUTHORIZATION_SCOPE"),
    *("CLIENT", "CLIENT_ROLE", "CLIENT_ROLE_MAPPING", "CLIENT_SCOPE", "CLIENT_SCOPE_CLIENT_MAPPING"),
    *("CLIENT_SCOPE_MAPPING", "COMPONENT", "GROUP", "IDENTITY_PROVIDER", "IDENTITY_PROVIDER_MAPPER", "ORGANIZATION"),
    *("PROTOCOL_MAPPER", "REALM", "REALM_ROLE", "REALM_ROLE_MAPPING", "REALM_SCOPE_MAPPING", "REQUIRED_ACTION"),
    *("REQUIRED_ACTION_CONFIG", "USER_PROFILE"),
)
"""Types of resources that belong to a realm's configuration; the others are about people."""


@dataclass(frozen=True)
class AdminEvent:
    """Something that was changed.

    Attributes:
        time: when.
        operation: `CREATE`, `UPDATE`, `DELETE` or `ACTION`.
        resource_type: as Keycloak names it: `CLIENT`.
        path: address of the resource below the realm; empty for the realm itself.
        realm_id: id of the realm of whoever did it.
        user_id: whoever did it, by Keycloak's id.
    """

    time: datetime
    operation: str
    resource_type: str
    path: str
    realm_id: str
    user_id: str


@dataclass(frozen=True)
class AdminEventsApi:
    """The admin events of one realm."""

    connection: AdminConnection
    realm: str

    def of_configuration(self, most: int = 2000) -> tuple[AdminEvent, ...]:
        """Events that are not about people, newest first, `most` at the most. Raises AdminApiError."""
        answer = self.connection.get(
            f"/admin/realms/{self.realm}/admin-events", {"max": most, "resourceTypes": _OF_CONFIGURATION}
        )
        return tuple(_event(entry) for entry in answer)

    def names(self, events: tuple[AdminEvent, ...]) -> dict[str, str]:
        """User names by user id, of those who did something; ids that may not be looked up are left out."""
        realms = {realm["id"]: realm["realm"] for realm in self._get_or("/admin/realms", [], briefRepresentation=True)}
        found: dict[str, str] = {}
        for realm_id, user_id in {(event.realm_id, event.user_id) for event in events}:
            if realm_id in realms:
                user = self._get_or(f"/admin/realms/{realms[realm_id]}/users/{user_id}", {})
                if "username" in user:
                    found[user_id] = user["username"]
        return found

    def _get_or(self, path: str, otherwise: Any, **query: bool) -> Any:
        try:
            return self.connection.get(path, query)
        except AdminApiError:
            return otherwise


def _event(entry: dict[str, Any]) -> AdminEvent:
    who = entry.get("authDetails", {})
    return AdminEvent(
        time=datetime.fromtimestamp(entry["time"] / 1000, UTC),
        operation=entry["operationType"],
        resource_type=entry["resourceType"],
        path=entry.get("resourcePath") or "",
        realm_id=who.get("realmId", ""),
        user_id=who.get("userId", ""),
    )
