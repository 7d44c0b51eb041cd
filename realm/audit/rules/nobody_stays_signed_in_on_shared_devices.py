from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule


class NobodyStaysSignedInOnSharedDevices(Rule):
    """There is no "remember me"."""

    severity = Severity.HIGH
    rationale = "A session that outlives the browser belongs to the next pupil who sits down."
    fix = "rememberMe: false."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The realm's setting."""
        if realm.setting("rememberMe"):
            yield realm.breach("people may stay signed in", "rememberMe")
