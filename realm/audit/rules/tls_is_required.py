from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule


class TlsIsRequired(Rule):
    """Keycloak refuses plain http from other machines."""

    severity = Severity.HIGH
    rationale = "Passwords and badges over plain http are read by anybody in the same network."
    fix = "sslRequired: external, or all."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The realm's setting."""
        if str(realm.setting("sslRequired") or "none").lower() == "none":
            yield realm.breach("sign-ins over plain http are accepted", "sslRequired")
