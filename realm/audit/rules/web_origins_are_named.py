from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm, client_breach
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule


class WebOriginsAreNamed(Rule):
    """Scripts of other sites call Keycloak only from origins that are named."""

    severity = Severity.MEDIUM
    rationale = "With * any page that a person visits may use the token endpoint in the person's browser."
    fix = "Name the application's origin in webOrigins, or leave the list empty."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """Web origins of clients."""
        for client_id, client in realm.clients.items():
            for index, origin in enumerate(client.get("webOrigins") or ()):
                if "*" in origin:
                    yield client_breach(client_id, f"any site is an origin: {origin}", "webOrigins", index)
