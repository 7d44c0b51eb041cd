"""What a run is going to do, and what is said when there is nothing to do."""

from __future__ import annotations

import pytest

from badge_tool.asked import Asked
from badge_tool.errors import NobodyError
from badge_tool.print_plan import plan
from badge_tool.selection import Selection
from tests.support.badge_stand_in import PeopleOfADistrict, pupil

CAMPUS = Selection(schools=("CV01",))
NEWCOMERS = Selection(schools=("CV01",), without_badge=True)


def test_people_and_classes_that_are_named_are_asked_for_as_they_are() -> None:
    planned = plan(PeopleOfADistrict.of(), Selection(classes=("c1",)), "none", "badges")

    assert [one.asked for one in planned.rounds] == [Asked(classes=("c1",))]


def test_those_who_may_have_none_are_known_and_not_asked_for() -> None:
    people = PeopleOfADistrict.of(pupil("1", "c1"), pupil("3", refusal="policy"), pupil("2", refusal="policy"))

    planned = plan(people, CAMPUS, "class", "badges")

    assert [one.asked.people for one in planned.rounds] == [("1",)]
    assert [one.sourced_id for one in planned.refused] == ["2", "3"]
    assert planned.files == 1


def test_nobody_of_that_name_is_an_error() -> None:
    with pytest.raises(NobodyError, match="nobody is chosen: check the campuses"):
        plan(PeopleOfADistrict.of(), CAMPUS, "none", "badges")
    with pytest.raises(NobodyError, match="nobody is chosen"):
        plan(PeopleOfADistrict.of(), NEWCOMERS, "none", "badges")


def test_nobody_who_may_have_one_is_an_error_that_says_why() -> None:
    with pytest.raises(NobodyError, match="2: the district's policy"):
        plan(PeopleOfADistrict.of(pupil("2", refusal="policy")), CAMPUS, "none", "badges")


def test_a_long_list_of_reasons_is_cut() -> None:
    people = PeopleOfADistrict.of(*(pupil(str(number), refusal="policy") for number in range(100)))

    with pytest.raises(NobodyError, match=r"and 80 others$"):
        plan(people, CAMPUS, "none", "badges")


@pytest.mark.parametrize("others", [(), (pupil("2", refusal="policy"),)])
def test_nothing_is_to_do_where_everybody_has_a_badge(others: tuple[object, ...]) -> None:
    people = PeopleOfADistrict.of(pupil("1", has_badge=True), *others)  # type: ignore[arg-type]

    assert plan(people, NEWCOMERS, "campus", "badges").rounds == ()


def test_a_named_class_that_nobody_is_in_is_said() -> None:
    planned = plan(PeopleOfADistrict.of(pupil("1", "c1")), Selection(classes=("c1", "c7")), "class", "badges")

    assert [(one.sourced_id, one.error) for one in planned.refused] == [("c7", "not_allowed")]
