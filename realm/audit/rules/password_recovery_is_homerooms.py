from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import APP_ACCESS, AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule


class PasswordRecoveryIsHomerooms(Rule):
    """Forgotten passwords are recovered with Homeroom's steps."""

    severity = Severity.HIGH
    rationale = (
        "Keycloak's own recovery trusts whoever reads the mailbox: young pupils have none, and an employee's mailbox "
        "is opened by the very password."
    )
    fix = "resetPasswordAllowed: false, or a resetCredentialsFlow with Homeroom's steps."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The flow that recovers passwords, while it may be used."""
        flow = str(realm.setting("resetCredentialsFlow") or "")
        ours = [name for name in realm.authenticators(flow) if name.startswith("homeroom-") and name != APP_ACCESS]
        if realm.setting("resetPasswordAllowed") and not ours:
            yield realm.breach(f"the flow {flow!r} has none of Homeroom's steps", "resetPasswordAllowed")
