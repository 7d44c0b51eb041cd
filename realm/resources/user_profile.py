"""The user profile: which attributes people have, and who may see and edit them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from realm.plan import Create, Update
from realm.resources.resource import Fields, ResourceType, Server

_KEY = "userProfile"
_LISTS = ("attributes", "groups")


class UserProfile(ResourceType):
    """The realm's one profile."""

    kind = "user profile"
    section = "user-profile"
    keys = (_KEY,)
    # An attribute that the files name is theirs altogether, and so is the policy of unmanaged attributes.
    whole = (("unmanagedAttributePolicy",), ("*", "*", "**"))

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """The profile under the realm's name."""
        return {realm["realm"]: realm[_KEY]} if realm.get(_KEY) else {}

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Its own, where Keycloak keeps it."""
        return ("users/profile",)

    def create(self, server: Server, change: Create) -> None:
        """Every realm has a profile from its beginning: bring it to the files'."""
        self._put(server, change.fields)

    def update(self, server: Server, change: Update) -> None:
        """Replace the profile, keeping the attributes and groups of which the files do not speak."""
        self._put(server, change.fields)

    def _put(self, server: Server, fields: Fields) -> None:
        live = server.get("users", "profile")
        body: dict[str, Any] = {key: value for key, value in fields.items() if key not in _LISTS}
        for key in _LISTS:
            wanted = fields.get(key, {})
            body[key] = [*wanted.values(), *(item for item in live.get(key, ()) if item["name"] not in wanted)]
        server.put("users", "profile", body=body)
