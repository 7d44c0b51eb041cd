from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule


class UnmanagedAttributesAreRefused(Rule):
    """People have only the attributes that the user profile declares."""

    severity = Severity.MEDIUM
    rationale = (
        "An attribute that nobody declared has no permissions: whoever edits an account may add one that an "
        "application trusts."
    )
    fix = "Declare the attribute in userProfile, and leave unmanagedAttributePolicy out."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The user profile's policy."""
        policy = (realm.setting("userProfile") or {}).get("unmanagedAttributePolicy") or "DISABLED"
        if policy != "DISABLED":
            path = ("userProfile", "unmanagedAttributePolicy")
            yield Breach("user profile", realm.name, path, f"unmanaged attributes are {policy}")
