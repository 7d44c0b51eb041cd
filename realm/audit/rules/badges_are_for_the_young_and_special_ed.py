from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule

_YOUNG = frozenset({"IT", "PR", "PK", "TK", "KG", "01", "02", "03", "04", "05"})


class BadgesAreForTheYoungAndSpecialEd(Rule):
    """Badges sign in pupils up to grade 5 and special-ed students."""

    severity = Severity.INFO
    rationale = (
        "Whoever finds a badge has the account. That is fitting for a young pupil's account and less so for those of "
        "older students and of employees."
    )
    fix = "Narrow badges.grades, or set badges.staff to false, in district.yaml; or keep it knowingly."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The policy as the live realm has it."""
        grades = [grade.strip() for grade in realm.attribute("homeroom.badge.grades").split(",") if grade.strip()]
        older = [grade for grade in grades if grade not in _YOUNG]
        if older:
            problem = f"badges sign in grades {', '.join(older)} too"
            yield realm.breach(problem, "attributes", "homeroom.badge.grades", setting=("badges", "grades"))
        if realm.attribute("homeroom.badge.staff") == "true":
            problem = "badges sign in employees too"
            yield realm.breach(problem, "attributes", "homeroom.badge.staff", setting=("badges", "staff"))
