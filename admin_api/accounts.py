"""Typed reading of one person's account: what Keycloak itself has of somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from admin_api.connection import AdminConnection
from admin_api.errors import AdminApiError, NotFoundError


@dataclass(frozen=True)
class Credential:
    """Something that somebody signs in with.

    Attributes:
        type: `password`, `otp`, `badge`, ...
        created: since when; None where Keycloak does not say.
        label: the name that the person gave it.
    """

    type: str
    created: datetime | None
    label: str


@dataclass(frozen=True)
class Account:
    """An account.

    Attributes:
        id: Keycloak's id.
        username: user name.
        first_name: given name.
        last_name: family name.
        email: empty if there is none.
        enabled: may sign in.
        attributes: values by name.
        required_actions: what is asked for at the next sign-in.
        groups: paths.
        roles: realm roles that are given directly.
        launch: client ids whose role `launch` is given directly, not by an access profile.
        credentials: what the person signs in with.
        locked: whether too many failures keep the account locked at the moment.
        signed_in: the last sign-in that an event tells of; None if none does.
        events_kept: whether sign-ins leave events at all; None if that may not be asked.
    """

    id: str
    username: str
    first_name: str
    last_name: str
    email: str
    enabled: bool
    attributes: dict[str, list[str]]
    required_actions: tuple[str, ...]
    groups: tuple[str, ...]
    roles: tuple[str, ...]
    launch: tuple[str, ...]
    credentials: tuple[Credential, ...]
    locked: bool
    signed_in: datetime | None
    events_kept: bool | None


@dataclass(frozen=True)
class AccountsApi:
    """The accounts of one realm."""

    connection: AdminConnection
    realm: str

    def of_username(self, username: str) -> Account | None:
        """The account of a username; None if there is none. Raises AdminApiError."""
        found = self.connection.get(f"{self._path}/users", {"username": username, "exact": True})
        return self._account(found[0]) if found else None

    def search(self, words: str, most: int = 20) -> list[Account]:
        """Accounts by username, e-mail address or name, as the admin console finds them. Raises AdminApiError."""
        found = self.connection.get(f"{self._path}/users", {"search": words, "max": most})
        return [self._account(user) for user in found]

    def _account(self, user: dict[str, Any]) -> Account:
        path = f"{self._path}/users/{user['id']}"
        roles = self.connection.get(f"{path}/role-mappings")
        kept, signed_in = self._last_sign_in(user["id"])
        return Account(
            id=user["id"],
            username=user["username"],
            first_name=user.get("firstName", ""),
            last_name=user.get("lastName", ""),
            email=user.get("email", ""),
            enabled=user["enabled"],
            attributes=user.get("attributes", {}),
            required_actions=tuple(user.get("requiredActions", ())),
            groups=tuple(sorted(group["path"] for group in self.connection.get(f"{path}/groups"))),
            roles=tuple(sorted(role["name"] for role in roles.get("realmMappings", ()))),
            launch=tuple(
                sorted(
                    client
                    for client, mapping in roles.get("clientMappings", {}).items()
                    if any(role["name"] == "launch" for role in mapping["mappings"])
                )
            ),
            credentials=tuple(_credential(record) for record in self.connection.get(f"{path}/credentials")),
            locked=self._locked(user["id"]),
            signed_in=signed_in,
            events_kept=kept,
        )

    def _locked(self, user_id: str) -> bool:
        try:
            status = self.connection.get(f"{self._path}/attack-detection/brute-force/users/{user_id}")
        except NotFoundError:
            return False
        return bool(status.get("disabled"))

    def _last_sign_in(self, user_id: str) -> tuple[bool | None, datetime | None]:
        try:
            config = self.connection.get(f"{self._path}/events/config")
            events = self.connection.get(f"{self._path}/events", {"type": "LOGIN", "user": user_id, "max": 1})
        except AdminApiError:
            return None, None
        kept = bool(config.get("eventsEnabled"))
        return kept, _time(events[0]["time"]) if events else None

    @property
    def _path(self) -> str:
        return f"/admin/realms/{self.realm}"


def _credential(record: dict[str, Any]) -> Credential:
    created = record.get("createdDate")
    return Credential(record["type"], _time(created) if created else None, record.get("userLabel") or "")


def _time(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
