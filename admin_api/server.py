"""What Keycloak says of itself as a server."""

from __future__ import annotations

import re
from dataclasses import dataclass

from admin_api.connection import AdminConnection

_COUNTERS = ("eventsListener", "homeroom-metrics")
"""The provider of the extension that says its version."""
_DIGITS = r"\d+(?:\.\d+)+"


@dataclass(frozen=True)
class ServerApi:
    """Facts of the server that answers."""

    connection: AdminConnection

    def versions(self) -> tuple[str, str]:
        """Versions of Keycloak and of the extension in it; empty if it does not say. Raises AdminApiError."""
        said = self.connection.get("/admin/serverinfo")
        spi, provider = _COUNTERS
        extension = said.get("providers", {}).get(spi, {}).get("providers", {}).get(provider, {})
        keycloak = re.match(_DIGITS, said.get("systemInfo", {}).get("version", ""))
        return keycloak[0] if keycloak else "", extension.get("operationalInfo", {}).get("version", "")
