"""Typed calls about people's authenticators: apps and tokens that show one-time codes."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field

from admin_api.connection import AdminConnection

_TYPE = "otp"
_SET_UP = "CONFIGURE_TOTP"


@dataclass(frozen=True)
class NewAuthenticator:
    """An authenticator that somebody is given.

    Attributes:
        label: its name, one of a kind among the person's credentials.
        seed: the key, in Base32 without padding.
        interval: seconds.
        digits: of a code.
        algorithm: as Keycloak names it: `HmacSHA1`.
    """

    label: str
    seed: str = field(repr=False)
    interval: int
    digits: int
    algorithm: str


@dataclass(frozen=True)
class Authenticator:
    """One that somebody has: Keycloak's id and its label, which may be empty."""

    id: str
    label: str


@dataclass(frozen=True)
class AuthenticatorApi:
    """The authenticators of one realm's people, by Keycloak's id of the person."""

    connection: AdminConnection
    realm: str

    def person_type(self, user_id: str) -> str:
        """`staff` or `student`; empty for somebody of another kind. Raises AdminApiError."""
        values = self.connection.get(self._path(user_id)).get("attributes", {}).get("personType", [])
        return values[0] if values else ""

    def of(self, user_id: str) -> list[Authenticator]:
        """Those that somebody has. Raises AdminApiError."""
        stored = self.connection.get(f"{self._path(user_id)}/credentials")
        return [Authenticator(one["id"], one.get("userLabel") or "") for one in stored if one["type"] == _TYPE]

    def give(self, user_id: str, new: NewAuthenticator) -> None:
        """Add one, and ask no longer for one to be set up. Keycloak keeps the seed out of its events.

        Raises AdminApiError.
        """
        content = {"subType": "totp", "digits": new.digits, "counter": 0, "period": new.interval}
        credential = {
            "type": _TYPE,
            "userLabel": new.label,
            "createdDate": int(time.time() * 1000),
            "secretData": json.dumps({"value": new.seed}),
            "credentialData": json.dumps({**content, "algorithm": new.algorithm, "secretEncoding": "BASE32"}),
        }
        asked = self.connection.get(self._path(user_id)).get("requiredActions", [])
        change = {"credentials": [credential], "requiredActions": [action for action in asked if action != _SET_UP]}
        self.connection.put(self._path(user_id), change)

    def remove(self, user_id: str, authenticator: Authenticator) -> None:
        """Take one away. Raises AdminApiError."""
        self.connection.delete(f"{self._path(user_id)}/credentials/{authenticator.id}")

    def _path(self, user_id: str) -> str:
        return f"/admin/realms/{self.realm}/users/{user_id}"
