"""Why a condition of a rule fails, in the words of the roster."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from settings import PersonFacts, Rule
from settings.rule import Condition
from sync.explain.explanation import Reason, SourceRow


@dataclass(frozen=True)
class Reasons:
    """What the roster says of a person, for words of rules.

    Attributes:
        facts: of the person.
        user: the person's row.
        enrollments: the person's rows of enrollments.
    """

    facts: PersonFacts
    user: SourceRow
    enrollments: tuple[SourceRow, ...]

    def ways(self, rule: Rule) -> tuple[tuple[Reason, ...], ...]:
        """The ways in which a rule could come to hold, each with the conditions that fail and why they do."""
        return tuple(
            tuple(Reason(condition.text, self._why(condition)) for condition in way.failing)
            for way in rule.judged(self.facts).ways
        )

    def _why(self, condition: Condition) -> str:
        return "; ".join(dict.fromkeys(self._leaf(leaf) for leaf in _leaves(condition)))

    def _leaf(self, condition: Condition) -> str:
        word = condition.text.partition("(")[0]
        say: dict[str, Callable[[], str]] = {
            "student": lambda: self._value("role"),
            "staff": lambda: self._value("role"),
            "teacher": self._teacher,
            "has_schedule": self._schedule,
            "has_email": lambda: self._value("email"),
            "special_ed": lambda: self._value("specialEd"),
            "grade": lambda: self._value("grades"),
            "school": self._schools,
            "employee": lambda: self._value("employeeType"),
            "person": lambda: self._value("sourcedId"),
            "everybody": lambda: "it holds of everybody",
        }
        return say[word]()

    def _value(self, column: str) -> str:
        value = self.user.values.get(column)
        said = f"is {value}" if value else "is empty"
        return f"{column} {said} in {self.user.place}"

    def _schools(self) -> str:
        codes = ", ".join(sorted(self.facts.schools)) or "no school"
        return f"orgSourcedIds in {self.user.place} means {codes}"

    def _teacher(self) -> str:
        if self.facts.teacher:
            return "is a teacher"
        return f"{self._value('role')}, and no enrollment of a current class is as a teacher"

    def _schedule(self) -> str:
        if self.facts.has_schedule:
            return "is in a current class"
        if not self.enrollments:
            return "no row of the enrollments names this person"
        notes = dict.fromkeys(row.note for row in self.enrollments if row.note)
        rows = f"{len(self.enrollments)} rows of the enrollments name this person, and none counts"
        return f"{rows} ({'; '.join(notes)}): {self.enrollments[0].place}"


def _leaves(condition: Condition) -> Iterable[Condition]:
    if not condition.parts:
        yield condition
    for part in condition.parts:
        yield from _leaves(part)
