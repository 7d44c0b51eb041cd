from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule

_LONGEST = 3600
_FEWEST = 5


class LockoutsEndByThemselves(Rule):
    """A locked account opens again within the hour, without anybody's help."""

    severity = Severity.HIGH
    rationale = (
        "User names follow a pattern, so a prankster can lock a whole class, or the staff on the morning of a test, by "
        "typing wrong passwords."
    )
    fix = "permanentLockout: false, maxFailureWaitSeconds of 3600 or less, failureFactor of 5 or more."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The realm's settings, while there is protection at all."""
        if not realm.setting("bruteForceProtected"):
            return
        if realm.setting("permanentLockout"):
            yield realm.breach("accounts are locked until an administrator opens them", "permanentLockout")
        elif (realm.setting("maxFailureWaitSeconds") or 0) > _LONGEST:
            seconds = realm.setting("maxFailureWaitSeconds")
            yield realm.breach(f"accounts are locked for up to {seconds} seconds", "maxFailureWaitSeconds")
        failures = realm.setting("failureFactor")
        if failures is not None and failures < _FEWEST:
            yield realm.breach(f"{failures} wrong passwords lock an account", "failureFactor")
