from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule


class AccountNamesAreNotChangedByTheirOwners(Rule):
    """Nobody changes the name that they sign in with."""

    severity = Severity.HIGH
    rationale = (
        "Applications know people by user name and e-mail address: a student who takes a name or an address that was a "
        "teacher's gets what was the teacher's there."
    )
    fix = "editUsernameAllowed: false, and `edit: [admin]` for username and email in the user profile."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The realm's setting, and the user profile where people sign in with an e-mail address."""
        if realm.setting("editUsernameAllowed"):
            yield realm.breach("people may change their user names", "editUsernameAllowed")
        if not (realm.setting("loginWithEmailAllowed") or realm.setting("registrationEmailAsUsername")):
            return
        profile = (realm.setting("userProfile") or {}).get("attributes") or {}
        if "user" in ((profile.get("email") or {}).get("permissions") or {}).get("edit", ()):
            yield Breach(
                "user profile",
                realm.name,
                ("userProfile", "attributes", "email", "permissions", "edit"),
                "people sign in with an e-mail address, and may change it themselves",
            )
