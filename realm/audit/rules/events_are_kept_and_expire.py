from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule

_KINDS = {
    "eventsEnabled": ("sign-ins", "eventsExpiration"),
    "adminEventsEnabled": ("changes by administrators", "adminEventsExpiration"),
}


class EventsAreKeptAndExpire(Rule):
    """Sign-ins and changes by administrators are recorded, and forgotten after a while."""

    severity = Severity.MEDIUM
    rationale = (
        "Without events nobody can tell who changed a setting or used an account; events that never expire are a "
        "record of when every child was at a computer, and fill the database."
    )
    fix = (
        "eventsEnabled and adminEventsEnabled: true; eventsExpiration, and the attribute adminEventsExpiration, in "
        "seconds."
    )

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """Both kinds of events."""
        for switch, (what, expiry) in _KINDS.items():
            if not realm.setting(switch):
                yield realm.breach(f"{what} are not recorded", switch)
            elif not int(realm.setting(expiry) or realm.attribute(expiry) or 0) > 0:
                path = (expiry,) if switch == "eventsEnabled" else ("attributes", expiry)
                yield realm.breach(f"records of {what} are kept for ever", *path)
