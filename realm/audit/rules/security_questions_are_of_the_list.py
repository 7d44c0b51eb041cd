from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule

_OWN = "homeroom.questions.own"


class SecurityQuestionsAreOfTheList(Rule):
    """Nobody makes up security questions."""

    severity = Severity.MEDIUM
    rationale = (
        "A recovery shows people's questions to whoever types their username. One that is in no list tells that there "
        "is the account, and often whose it is."
    )
    fix = "questions.own_questions: false in district.yaml; put good ones into questions.list."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The policy as the live realm has it."""
        if realm.attribute("homeroom.questions.enabled") == "true" and realm.attribute(_OWN) == "true":
            problem = "people make up security questions, which show that there is their account"
            yield realm.breach(problem, "attributes", _OWN, setting=("questions", "own_questions"))
