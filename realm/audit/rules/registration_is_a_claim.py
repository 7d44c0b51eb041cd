from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import APP_ACCESS, AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule


class RegistrationIsAClaim(Rule):
    """Nobody signs up: accounts come from the roster and are claimed."""

    severity = Severity.CRITICAL
    rationale = "With Keycloak's own registration anybody on the Internet makes an account in the district."
    fix = "registrationAllowed: false, or a registrationFlow with Homeroom's steps."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The registration flow, while it may be used."""
        flow = str(realm.setting("registrationFlow") or "")
        ours = [name for name in realm.authenticators(flow) if name.startswith("homeroom-") and name != APP_ACCESS]
        if realm.setting("registrationAllowed") and not ours:
            yield realm.breach(
                f"anybody may sign up: the flow {flow!r} has none of Homeroom's steps", "registrationAllowed"
            )
