from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule

_PRIVATE = (
    "birthDate",
    "claimedAt",
    "disabledAt",
    "personType",
    "rosterAttributes",
    "rosterHash",
    "sourcedId",
    "specialEd",
)


class PrivateMarksAreHiddenFromPeople(Rule):
    """Marks that are for policies are not shown on a person's own pages."""

    severity = Severity.MEDIUM
    rationale = (
        "A classmate looks over the shoulder: special education and ids of the student information system stay private."
    )
    fix = "`permissions: {view: [admin]}` for the attribute in the user profile."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The user profile."""
        attributes = (realm.setting("userProfile") or {}).get("attributes") or {}
        for name in _PRIVATE:
            if "user" in ((attributes.get(name) or {}).get("permissions") or {}).get("view", ()):
                path = ("userProfile", "attributes", name, "permissions", "view")
                yield Breach("user profile", realm.name, path, f"people see their own {name}")
