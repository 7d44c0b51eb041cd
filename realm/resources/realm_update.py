"""Changes of fields of the realm itself, none of which takes others with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from realm.resources.resource import Server

_TOGETHER = ("otpPolicy", "webAuthnPolicyPasswordless", "webAuthnPolicy")
"""Beginnings of the keys of fields of which Keycloak forgets those that are not sent together with the others."""
_ALWAYS = ("oauth2DeviceCodeLifespan", "oauth2DevicePollingInterval")
"""Fields that Keycloak sets back to its defaults whenever they are not sent."""


def update_realm(server: Server, live: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    """Change fields of a realm.

    Keycloak's answer to a request that names just one field is to set back settings of CIBA, of pushed authorization
    requests and of devices, which it takes from the attributes and the fields of the same request. So these go along.

    Args:
        server: where.
        live: the realm as the server answers it.
        changes: the fields and what they are to be; `attributes` all of them.

    Raises:
        AdminApiError: the server refused it.
    """
    families = {family_of(key) for key in changes} - {None}
    attributes = changes.get("attributes", live.get("attributes") or {})
    kept = {key: value for key, value in live.items() if family_of(key) in families or key in _ALWAYS}
    if "attributes" in changes:
        # They are attributes too, and the field is what counts.
        kept |= {key: int(attributes[key]) for key in _ALWAYS if key in attributes}
    server.put(body={"realm": server.realm, **kept, **changes, "attributes": attributes})


def family_of(key: str) -> str | None:
    """What the fields have in common that go together with a field."""
    return next((beginning for beginning in _TOGETHER if key.startswith(beginning)), None)
