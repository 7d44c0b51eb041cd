from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule

_UV = "webAuthnPolicyPasswordlessUserVerificationRequirement"


class PasskeysKnowTheirOwner(Rule):
    """Passkeys ask for a finger, a face or a PIN."""

    severity = Severity.HIGH
    rationale = (
        "After a passkey nobody is asked for a password or a code. One that does not ask who holds the device lets in "
        "whoever picks it up."
    )
    fix = f"{_UV}: required; or second_factor.passkeys: false in district.yaml."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The policy of passkeys, where they sign in."""
        if realm.setting("webAuthnPolicyPasswordlessPasskeysEnabled") and realm.setting(_UV) != "required":
            yield realm.breach("passkeys sign in whoever holds the device", _UV)
