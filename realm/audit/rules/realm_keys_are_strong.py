from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule

_SHORTEST = 2048
_TYPE = "org.keycloak.keys.KeyProvider"


class RealmKeysAreStrong(Rule):
    """The realm's RSA keys have 2048 bits or more."""

    severity = Severity.HIGH
    rationale = "Who can compute the key signs tokens and assertions for anybody."
    fix = "keySize: [2048] or more for the key provider; then take the old key out after the longest session."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """Key providers that say a size."""
        for name, component in realm.components(_TYPE):
            sizes = (component.get("config") or {}).get("keySize") or []
            if component.get("providerId", "").startswith("rsa"):
                for size in sizes:
                    if str(size).isdecimal() and int(size) < _SHORTEST:
                        yield Breach("component", name, ("components", _TYPE, name), f"its key has {size} bits")
