from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule


class OfflineTokensEnd(Rule):
    """Offline tokens have a last day."""

    severity = Severity.MEDIUM
    rationale = "An offline token that is used now and then never ends, though the person left the district years ago."
    fix = "offlineSessionMaxLifespanEnabled: true."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The realm's setting."""
        if not realm.setting("offlineSessionMaxLifespanEnabled"):
            yield realm.breach("offline tokens have no end", "offlineSessionMaxLifespanEnabled")
