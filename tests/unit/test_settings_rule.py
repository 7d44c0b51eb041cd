"""Rules say in the district's words who is meant."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settings import GradeSet, PersonFacts, Rule
from settings.grades import GRADES

TEACHER = PersonFacts("t1", teacher=True, has_schedule=True, has_email=True, employee_type="Teacher")
PUPIL = PersonFacts("s1", student=True, grades=frozenset({"KG"}), schools=frozenset({"CV01"}))


@pytest.mark.parametrize(
    ("rule", "person", "holds"),
    [
        ("teacher and has_schedule and has_email", TEACHER, True),
        ("teacher and has_schedule", dataclasses.replace(TEACHER, has_schedule=False), False),
        ("staff", TEACHER, True),
        ("staff", PUPIL, False),
        ('grade("PK-02")', PUPIL, True),
        ('grade("01-02", "KG")', PUPIL, True),
        ('grade("06-12")', PUPIL, False),
        ('school("CV01")', PUPIL, True),
        ('employee("teacher", "Aide")', TEACHER, True),
        ('person("s1") or person("t1")', PUPIL, True),
        ("not (teacher or student)", PUPIL, False),
        ("everybody", PUPIL, True),
    ],
)
def test_a_rule_holds_of_whom_it_names(rule: str, person: PersonFacts, holds: bool) -> None:
    assert Rule.parse(rule).holds(person) is holds


def test_a_rule_tells_whom_it_names_one_by_one() -> None:
    assert Rule.parse('student and not (person("s1", "s2") or staff and person("t1"))').people == {"s1", "s2", "t1"}
    assert Rule.parse('school("CV01")').people == frozenset()


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "boss",
        "teacher.name",
        "__import__('os')",
        "grade()",
        "grade(5)",
        'grade("5")',
        "1",
        "teacher & staff",
        "teacher if staff else student",
        'school(code="CV01")',
        "(lambda: 1)()",
        "teacher; staff",
    ],
)
def test_anything_else_is_no_rule(rule: str) -> None:
    with pytest.raises(ValueError, match=r"rule|grade|takes texts"):
        Rule.parse(rule)


@given(st.integers(0, len(GRADES) - 1), st.integers(0, len(GRADES) - 1))
def test_a_span_holds_every_grade_between_its_ends(low: int, high: int) -> None:
    low, high = sorted((low, high))

    grades = GradeSet.parse(f"{GRADES[low]}-{GRADES[high]}")

    assert tuple(grades) == GRADES[low : high + 1]
    assert GradeSet.parse(str(grades)) == grades


@pytest.mark.parametrize(
    ("rule", "person", "ways"),
    [
        ("teacher and has_email", TEACHER, []),
        ("teacher and has_email", dataclasses.replace(TEACHER, has_email=False), [["has_email"]]),
        ("teacher and student and has_email", PUPIL, [["teacher", "has_email"]]),
        (
            "student or (teacher and has_schedule and has_email)",
            dataclasses.replace(TEACHER, has_email=False),
            [["has_email"], ["student"]],
        ),
        ('everybody and not employee("Teacher")', TEACHER, [['not employee("Teacher")']]),
        (
            '(teacher or employee("Aide")) and (special_ed or school("CV02"))',
            PUPIL,
            [
                ["teacher", "special_ed"],
                ["teacher", 'school("CV02")'],
                ['employee("Aide")', "special_ed"],
                ['employee("Aide")', 'school("CV02")'],
            ],
        ),
    ],
)
def test_a_rule_says_what_would_have_to_change_for_it_to_hold_the_nearest_first(
    rule: str, person: PersonFacts, ways: list[list[str]]
) -> None:
    judged = Rule.parse(rule).judged(person)

    assert [[condition.text for condition in way.failing] for way in judged.ways] == ways


@pytest.mark.parametrize(
    ("rule", "tree"),
    [
        ("teacher", {"is": "teacher"}),
        ("not teacher", {"not": {"is": "teacher"}}),
        (
            "staff and (teacher or has_email)",
            {"all": [{"is": "staff"}, {"any": [{"is": "teacher"}, {"is": "has_email"}]}]},
        ),
        ('grade("11-12", "KG")', {"is": "grade", "of": ["KG", "11", "12"], "text": "11-12, KG"}),
        ('employee("Nurse")', {"is": "employee", "of": ["Nurse"], "text": "Nurse"}),
    ],
)
def test_keycloak_gets_a_rule_as_a_tree(rule: str, tree: dict[str, object]) -> None:
    assert Rule.parse(rule).tree == tree
