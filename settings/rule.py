"""The language in which a district says who may open an application or gets a role.

`teacher and has_schedule and has_email`, `student and grade("KG-12")`, `employee("Registrar") or person("1234")`:
Python's own and, or, not and brackets over a few words about a person, and nothing else.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product
from typing import Annotated, Any

from pydantic import BeforeValidator, JsonValue, PlainSerializer, WithJsonSchema

from settings.grades import GradeSet


@dataclass(frozen=True)
class PersonFacts:
    """What rules can ask about one person.

    Attributes:
        sourced_id: the person's id in the roster.
        student: is a student; otherwise staff.
        teacher: teaches, by role in the roster or by an enrolment as teacher.
        has_schedule: is enrolled in a class of a current or coming term.
        has_email: has an e-mail address.
        special_ed: carries the special-ed mark.
        grades: grade codes; empty for staff.
        schools: codes of the schools.
        employee_type: as the roster names it; empty for students.
    """

    sourced_id: str
    student: bool = False
    teacher: bool = False
    has_schedule: bool = False
    has_email: bool = False
    special_ed: bool = False
    grades: frozenset[str] = field(default_factory=frozenset)
    schools: frozenset[str] = field(default_factory=frozenset)
    employee_type: str = ""


_WORDS: dict[str, Callable[[PersonFacts], bool]] = {
    "everybody": lambda _: True,
    "student": lambda facts: facts.student,
    "staff": lambda facts: not facts.student,
    "teacher": lambda facts: facts.teacher,
    "has_schedule": lambda facts: facts.has_schedule,
    "has_email": lambda facts: facts.has_email,
    "special_ed": lambda facts: facts.special_ed,
}


def _grade(*spans: str) -> Callable[[PersonFacts], bool]:
    wanted = GradeSet.parse(",".join(spans)).grades
    return lambda facts: not wanted.isdisjoint(facts.grades)


def _school(*codes: str) -> Callable[[PersonFacts], bool]:
    return lambda facts: not facts.schools.isdisjoint(codes)


def _employee(*types: str) -> Callable[[PersonFacts], bool]:
    wanted = {name.casefold() for name in types}
    return lambda facts: facts.employee_type.casefold() in wanted


def _person(*sourced_ids: str) -> Callable[[PersonFacts], bool]:
    return lambda facts: facts.sourced_id in sourced_ids


_FUNCTIONS: dict[str, Callable[..., Callable[[PersonFacts], bool]]] = {
    "grade": _grade,
    "school": _school,
    "employee": _employee,
    "person": _person,
}


@dataclass(frozen=True)
class Condition:
    """A rule, or a part of one, held against a person.

    Attributes:
        text: as a rule has it.
        holds: whether it holds.
        parts: what it consists of, if it joins others by `and`, `or` or `not`.
        joined_by: the word, or empty.
    """

    text: str
    holds: bool
    parts: tuple[Condition, ...] = ()
    joined_by: str = ""

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways in which it could come to hold, the nearest first; none if it holds."""
        nearest = sorted(self._ways(), key=lambda way: len(way.failing) / (len(way.failing) + way.holding))
        return () if self.holds else tuple(nearest)

    def _ways(self) -> tuple[Way, ...]:
        if self.joined_by == "or":
            return tuple(way for part in self.parts for way in part._ways())
        if self.joined_by == "and":
            every = product(*(part._ways() for part in self.parts))
            return tuple(
                Way(tuple(c for way in ways for c in way.failing), sum(way.holding for way in ways)) for ways in every
            )
        return (Way((), 1) if self.holds else Way((self,), 0),)


@dataclass(frozen=True)
class Way:
    """A way in which a rule could come to hold.

    Attributes:
        failing: the conditions that would all have to change.
        holding: how many conditions need not.
    """

    failing: tuple[Condition, ...]
    holding: int


@dataclass(frozen=True)
class Rule:
    """A rule that has been understood.

    Attributes:
        text: as it was written.
        holds: whether it holds of a person.
    """

    text: str
    holds: Callable[[PersonFacts], bool] = field(compare=False, repr=False)

    @classmethod
    def parse(cls, text: str) -> Rule:
        """Understand a rule.

        Raises:
            ValueError: the text is no rule; says which word is not known and which ones are.
        """
        try:
            tree = ast.parse(text.strip(), mode="eval").body
        except SyntaxError as failure:
            raise ValueError(f"{text!r} is not a rule: {failure.msg}") from None
        return cls(text, _meaning(tree))

    @property
    def people(self) -> frozenset[str]:
        """Those whom the rule names one by one, by sourcedId."""
        calls = (node for node in ast.walk(ast.parse(self.text.strip(), mode="eval")) if isinstance(node, ast.Call))
        named = (call.args for call in calls if isinstance(call.func, ast.Name) and call.func.id == "person")
        return frozenset(_text(argument, "person") for arguments in named for argument in arguments)

    @property
    def tree(self) -> dict[str, JsonValue]:
        """The rule as Keycloak carries it, to explain it and to choose announcements by it.

        `{"all": [...]}`, `{"any": [...]}`, `{"not": ...}` and words: `{"is": "teacher"}`,
        `{"is": "grade", "of": ["06", "07"], "text": "06-07"}`, grades one by one in `of`.
        """
        return _tree(ast.parse(self.text.strip(), mode="eval").body)

    def judged(self, facts: PersonFacts) -> Condition:
        """The rule with each of its parts held against a person."""
        return _judged(ast.parse(self.text.strip(), mode="eval").body, facts)


def _meaning(node: ast.expr) -> Callable[[PersonFacts], bool]:
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            all_of = [_meaning(value) for value in values]
            return lambda facts: all(holds(facts) for holds in all_of)
        case ast.BoolOp(op=ast.Or(), values=values):
            any_of = [_meaning(value) for value in values]
            return lambda facts: any(holds(facts) for holds in any_of)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            inner = _meaning(operand)
            return lambda facts: not inner(facts)
        case ast.Name(id=word) if word in _WORDS:
            return _WORDS[word]
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in _FUNCTIONS and arguments:
            return _FUNCTIONS[name](*[_text(argument, name) for argument in arguments])
    known = ", ".join([*_WORDS, *(f'{name}("...")' for name in _FUNCTIONS)])
    raise ValueError(f"{ast.unparse(node)!r} is not known in a rule; known are {known}, with and, or, not and brackets")


def _tree(node: ast.expr) -> dict[str, JsonValue]:
    match node:
        case ast.BoolOp(op=op, values=values):
            return {"all" if isinstance(op, ast.And) else "any": [_tree(value) for value in values]}
        case ast.UnaryOp(operand=operand):
            return {"not": _tree(operand)}
        case ast.Call(func=ast.Name(id=name), args=arguments):
            texts = [_text(argument, name) for argument in arguments]
            of = list(GradeSet.parse(",".join(texts))) if name == "grade" else texts
            return {"is": name, "of": [*of], "text": ", ".join(texts)}
    return {"is": ast.unparse(node)}


def _judged(node: ast.expr, facts: PersonFacts) -> Condition:
    text = ast.unparse(node).replace("'", '"')
    parts: tuple[Condition, ...] = ()
    joined_by = ""
    match node:
        case ast.BoolOp(op=op, values=values):
            parts = tuple(_judged(value, facts) for value in values)
            joined_by = "and" if isinstance(op, ast.And) else "or"
        case ast.UnaryOp(operand=operand):
            parts = (_judged(operand, facts),)
            joined_by = "not"
    return Condition(text, _meaning(node)(facts), parts, joined_by)


def _text(argument: ast.expr, name: str) -> str:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    raise ValueError(f"{name}() takes texts in quotation marks, not {ast.unparse(argument)}")


def _from_setting(value: Any) -> Rule:
    if isinstance(value, Rule):
        return value
    if not isinstance(value, str):
        raise ValueError("a rule is written as text, such as `teacher and has_email`")
    return Rule.parse(value)


RuleSetting = Annotated[
    Rule,
    BeforeValidator(_from_setting),
    PlainSerializer(lambda rule: rule.text),
    WithJsonSchema({"type": "string", "description": "Who: `teacher and has_schedule and has_email`"}),
]
