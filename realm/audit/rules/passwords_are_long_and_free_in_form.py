from __future__ import annotations

import re
from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule

_SHORTEST = 8
_BY_KIND = "homeroom-password"
"""Our own part of a policy: the length follows from the kind of person, 8 at least."""
_COMPOSITION = frozenset({"digits", "lowerCase", "specialChars", "upperCase"})
_PART = re.compile(r"([\w-]+)(?:\((.*?)\))?")


class PasswordsAreLongAndFreeInForm(Rule):
    """Passwords have eight characters or more, and no rules of composition."""

    severity = Severity.MEDIUM
    rationale = (
        "Length is what makes a password hard to guess. Rules of composition lead to Password1! and to slips of paper "
        "(NIST SP 800-63B, 5.1.1.2)."
    )
    fix = (
        "passwordPolicy: homeroom-password, or length(8) or longer, without digits, lowerCase, upperCase, specialChars "
        "and forced changes."
    )

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The realm's policy."""
        policy = str(realm.setting("passwordPolicy") or "")
        parts = {found[1]: found[2] for part in policy.split(" and ") if (found := _PART.fullmatch(part.strip()))}
        length = parts.get("length") or ""
        if "length" not in parts and _BY_KIND not in parts:
            yield realm.breach("passwords may have any length", "passwordPolicy")
        elif length.isdecimal() and int(length) < _SHORTEST:
            yield realm.breach(f"passwords may have {length} characters", "passwordPolicy")
        rules = sorted(_COMPOSITION & parts.keys())
        if rules:
            yield realm.breach(f"passwords have to have {', '.join(rules)}", "passwordPolicy")
        if "forceExpiredPasswordChange" in parts:
            yield realm.breach("passwords have to be changed after a while", "passwordPolicy")
