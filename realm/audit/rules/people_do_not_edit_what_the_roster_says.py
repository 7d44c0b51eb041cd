from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule

ROSTER_ATTRIBUTES = (
    *("disabledAt", "employeeType", "grade", "personType"),
    *("rosterAttributes", "rosterHash", "schools", "sourcedId", "specialEd"),
)


class PeopleDoNotEditWhatTheRosterSays(Rule):
    """Attributes of the roster are edited by administrators only."""

    severity = Severity.CRITICAL
    rationale = (
        "Who may open what follows from these attributes: whoever edits the own grade or school edits the own access."
    )
    fix = "`permissions: {edit: [admin]}` for the attribute in the user profile."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The user profile."""
        attributes = (realm.setting("userProfile") or {}).get("attributes") or {}
        for name in ROSTER_ATTRIBUTES:
            if "user" in ((attributes.get(name) or {}).get("permissions") or {}).get("edit", ()):
                path = ("userProfile", "attributes", name, "permissions", "edit")
                yield Breach("user profile", realm.name, path, f"people may edit their own {name}")
