from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm, client_breach
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule


class ClientsHaveFullScopeOff(Rule):
    """No client's tokens hold all roles of a person."""

    severity = Severity.MEDIUM
    rationale = (
        "With full scope, every application reads everything that a person may do, and a token given to one "
        "application "
        "carries power elsewhere."
    )
    fix = "fullScopeAllowed: false, and a client scope with the roles that the application needs."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """All clients, Keycloak's own too."""
        for client_id, client in realm.clients.items():
            if client.get("fullScopeAllowed"):
                yield client_breach(client_id, "full scope is allowed", "fullScopeAllowed")
