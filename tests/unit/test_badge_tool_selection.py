"""Who was found, and where a badge is handed out."""

from __future__ import annotations

from badge_tool.class_sheets import Place
from badge_tool.selection import Selection, chosen
from settings.badge_sets import BadgeSet
from settings.grades import GradeSet
from tests.support.badge_stand_in import employee, pupil


def test_those_whom_the_policy_gives_none_are_known_by_name() -> None:
    one, other = chosen([pupil("1"), pupil("2", "c9", refusal="policy")])

    assert one.refused is None
    assert other.refused
    assert (other.refused.error, other.refused.name, other.refused.class_sourced_id) == ("policy", "Ana Li", "c9")


def test_somebody_of_two_schools_belongs_to_the_one_that_was_asked_for() -> None:
    people = [pupil("1", schools=("CV01", "CV02"))]

    assert [one.place.campus for one in chosen(people)] == ["CV01"]
    assert [one.place.campus for one in chosen(people, ["CV02"])] == ["CV02"]


def test_a_class_is_handed_out_at_one_school() -> None:
    people = [pupil("1", "c1", schools=("CV09",)), pupil("2", "c1"), pupil("3", "c1"), pupil("4", schools=("CV09",))]

    assert [one.place.campus for one in chosen(people)] == ["CV01", "CV01", "CV01", "CV09"]


def test_employees_are_together_by_kind() -> None:
    (nurse,) = chosen([employee("n", "Nurse")])

    assert nurse.place == Place("CV01", None, "Nurse", None)


def test_a_set_chooses_what_it_says() -> None:
    saved = BadgeSet(campuses=["CV01"], grades=GradeSet.parse("KG-01"), without_badge=True)

    assert Selection.of_set(saved) == Selection(schools=("CV01",), grades=("KG", "01"), without_badge=True)
    assert Selection.of_set(BadgeSet(kind="staff")).wanted.kind == "staff"
