from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule


class AdminEventsHoldNoPersonalDetails(Rule):
    """Admin events say what was changed by whom, not what was in it."""

    severity = Severity.MEDIUM
    rationale = (
        "The details of an admin event are the whole representation: names, addresses and attributes of pupils, kept "
        "beside the accounts and read by whoever reads events."
    )
    fix = "adminEventsDetailsEnabled: false."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The realm's setting."""
        if realm.setting("adminEventsEnabled") and realm.setting("adminEventsDetailsEnabled"):
            yield realm.breach("admin events keep what was changed in full", "adminEventsDetailsEnabled")
