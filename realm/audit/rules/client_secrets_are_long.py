from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm, client_breach, is_oidc
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule

_SHORTEST = 16


class ClientSecretsAreLong(Rule):
    """Secrets of clients have sixteen characters or more."""

    severity = Severity.HIGH
    rationale = "A secret that somebody made up can be guessed, and who has it can pose as the application."
    fix = "Make a random secret (`openssl rand -hex 32`) and refer to it from the file: ${file:secrets/NAME}."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """Confidential clients whose secret Keycloak gives out; a masked one says nothing."""
        for client_id, client in realm.clients.items():
            secret = client.get("secret")
            is_known = isinstance(secret, str) and secret.strip("*") != ""
            if is_oidc(client) and not client.get("publicClient") and is_known and len(str(secret)) < _SHORTEST:
                yield client_breach(client_id, f"its secret has fewer than {_SHORTEST} characters", "secret")
