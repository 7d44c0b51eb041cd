from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule

_IDLE = 4 * 3600
_LONGEST = 16 * 3600


class SessionsEndSoonAfterTheLastClick(Rule):
    """A session ends after four hours without a click, and with the day."""

    severity = Severity.MEDIUM
    rationale = "Devices are shared: the next one at a laptop that was left open is the one before."
    fix = "ssoSessionIdleTimeout of 14400 or less, ssoSessionMaxLifespan of 57600 or less."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The realm's settings."""
        for key, most in (("ssoSessionIdleTimeout", _IDLE), ("ssoSessionMaxLifespan", _LONGEST)):
            seconds = realm.setting(key) or 0
            if seconds > most:
                yield realm.breach(f"{key} is {seconds} seconds", key)
