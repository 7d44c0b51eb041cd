"""Sets up the example people: passwords, authenticator apps, badges, claim codes."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from admin_api import AdminConnection, BadgeApi, ClaimApi, RosterApi
from homeroom.demo.cast import Cast, Part
from homeroom.demo.document import DemoPerson, Examples
from homeroom.demo.errors import DemoError

_OTP_SECRET_BYTES = 20
_WORDS = (
    "acorn", "banjo", "canoe", "daisy", "ember", "fiddle", "gecko", "harbor", "igloo", "jigsaw", "kettle", "lantern",
    "maple", "nectar", "otter", "pebble", "quilt", "raven", "saddle", "tulip", "umbrella", "velvet", "walnut", "yonder",
)  # fmt: skip


@dataclass(frozen=True)
class SignUp:
    """Gives people of one realm what they sign in with. Doing it again replaces what was given before.

    Attributes:
        connection: to Keycloak.
        realm: the realm's name.
    """

    connection: AdminConnection
    realm: str

    def all(self, cast: Cast) -> Examples:
        """Set up everybody of a cast. Raises DemoError, AdminApiError."""
        wanted = {part.sourced_id for part in cast.parts}
        ids = {
            person.sourced_id: person.id
            for person in RosterApi(self.connection, self.realm).people()
            if person.sourced_id in wanted
        }
        badges = self._badges([part.sourced_id for part in cast.parts if part.has_badge])
        codes = self._claim_codes([part.sourced_id for part in cast.parts if part.has_claim_code])
        people = tuple(
            self._claiming(part, ids[part.sourced_id], codes[part.sourced_id])
            if part.has_claim_code
            else self._one(part, ids[part.sourced_id], badges)
            for part in cast.parts
        )
        return Examples(people=people, classes=cast.classes)

    def _one(self, part: Part, user_id: str, badges: Mapping[str, str]) -> DemoPerson:
        path = f"/admin/realms/{self.realm}/users/{user_id}"
        password = example_password()
        self.connection.put(f"{path}/reset-password", {"type": "password", "value": password, "temporary": False})
        totp_secret = self._authenticator(path) if part.has_authenticator else None
        user = self._claimed(path) if part.kind != "pupil" else self.connection.get(path)
        return DemoPerson(
            who=part.who,
            kind=part.kind,
            name=f"{user['firstName']} {user['lastName']}",
            sourced_id=part.sourced_id,
            username=user["username"],
            password=password,
            totp_secret=totp_secret,
            badge=badges.get(part.sourced_id),
        )

    def _claimed(self, path: str) -> dict[str, Any]:
        """Say of somebody's account that it was claimed and the rules agreed to; the account."""
        rules = self.connection.get(f"/admin/realms/{self.realm}")["attributes"].get(
            "homeroom.acceptable-use.version", ""
        )
        user: dict[str, Any] = self.connection.get(path)
        claimed = {"acceptableUse": [rules], "claimedAt": [datetime.now(UTC).isoformat(timespec="seconds")]}
        self.connection.put(path, {**user, "attributes": {**user.get("attributes", {}), **claimed}})
        return user

    def _claiming(self, part: Part, user_id: str, code: str) -> DemoPerson:
        user = self.connection.get(f"/admin/realms/{self.realm}/users/{user_id}")
        return DemoPerson(
            who=part.who,
            kind=part.kind,
            name=f"{user['firstName']} {user['lastName']}",
            sourced_id=part.sourced_id,
            username=user["username"],
            claim_code=code,
        )

    def _authenticator(self, path: str) -> str:
        """Put an authenticator app in place of those that are there; its secret in Base32."""
        for credential in self.connection.get(f"{path}/credentials"):
            if credential["type"] == "otp":
                self.connection.delete(f"{path}/credentials/{credential['id']}")
        # Keycloak takes the characters of the text as the key's bytes.
        text = secrets.token_hex(_OTP_SECRET_BYTES // 2)
        otp = {
            "type": "otp",
            "userLabel": "Example",
            "secretData": json.dumps({"value": text}),
            "credentialData": json.dumps(
                {"subType": "totp", "digits": 6, "counter": 0, "period": 30, "algorithm": "HmacSHA1"}
            ),
        }
        user = self.connection.get(path)
        pending = [action for action in user.get("requiredActions", []) if action != "CONFIGURE_TOTP"]
        self.connection.put(path, {**user, "requiredActions": pending, "credentials": [otp]})
        return base64.b32encode(text.encode()).decode()

    def _badges(self, people: Sequence[str]) -> dict[str, str]:
        """Issue badges; the codes by sourcedId."""
        api = BadgeApi(self.connection, self.realm)
        answer = api.issue(people=people)
        if answer.refused:
            refused = answer.refused[0]
            raise DemoError(f"Keycloak gives no badge to {refused.sourced_id}: {refused.error}")
        api.activate([badge.credential_id for badge in answer.issued])
        return {badge.sourced_id: badge.code for badge in answer.issued}

    def _claim_codes(self, people: Sequence[str]) -> dict[str, str]:
        """Open accounts to be claimed, anew if they were; the codes by sourcedId."""
        answer = ClaimApi(self.connection, self.realm).reset(people, reopen_second_factor=True)
        if answer.refused:
            refused = answer.refused[0]
            raise DemoError(f"Keycloak gives no claim code to {refused.sourced_id}: {refused.error}")
        return {claim.sourced_id: claim.code for claim in answer.issued}


def example_password() -> str:
    """Something that can be typed without looking twice, and that employees may have: `tulip-otter-4821`."""
    # Different ones: a word that is said twice is guessed quickly, and refused.
    one, other = secrets.SystemRandom().sample(_WORDS, 2)
    return f"{one}-{other}-{secrets.randbelow(9000) + 1000}"
