from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm, client_attribute, client_breach, is_oidc
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule


class PublicClientsUsePkce(Rule):
    """Clients without a secret prove with PKCE (S256) that a code is theirs."""

    severity = Severity.HIGH
    rationale = "Without it, whoever gets hold of the code of a sign-in is signed in."
    fix = "attributes: {pkce.code.challenge.method: S256}."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """Public clients with the authorization code flow."""
        for client_id, client in realm.clients.items():
            uses_codes = is_oidc(client) and client.get("publicClient") and client.get("standardFlowEnabled")
            key = "pkce.code.challenge.method"
            if uses_codes and client_attribute(client, key) != "S256":
                yield client_breach(client_id, "it has no secret and need not use PKCE", "attributes", key)
