from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule

_MOST = 30


class BruteForceProtectionIsOn(Rule):
    """Guessing passwords is slowed down."""

    severity = Severity.HIGH
    rationale = "Pupils' passwords are short and follow patterns; without a limit they are guessed in minutes."
    fix = "bruteForceProtected: true, with a failureFactor of 30 or less."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The realm's settings."""
        if not realm.setting("bruteForceProtected"):
            yield realm.breach("passwords may be guessed without limit", "bruteForceProtected")
        elif (realm.setting("failureFactor") or 0) > _MOST:
            failures = realm.setting("failureFactor")
            yield realm.breach(f"{failures} wrong passwords in a row are free", "failureFactor")
