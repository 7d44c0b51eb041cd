"""Who stands on which cover, in which order, and who is named there as having got none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from admin_api.badges import Issue, IssuedBadge
from admin_api.recipients import Refused
from badge_tool.class_sheets import Arrangement, Order, Place, sheet_of
from badge_tool.layouts import Look
from badge_tool.sheet import Sheet
from badge_tool.words import words_in

RIVERA = Place("CV01", "c1", "Ms. Rivera", "01")
CHEN = Place("CV01", "c2", "Mr. Chen", "KG")
OLDER = Place("CV01", "c9", "Mr. Okafor", "09")


def _issued(name: str, grade: str = "01") -> IssuedBadge:
    return IssuedBadge(
        sourced_id=name,
        user_id=f"id-{name}",
        credential_id=f"new-{name}",
        code="HB1",
        username=name,
        first_name=name.title(),
        last_name="Li",
        grade=grade,
    )


def _sheet(
    issued: list[str], places: dict[str, Place], refused: tuple[Refused, ...] = (), order: Order = "class"
) -> Sheet:
    badges = tuple(_issued(name, places[name].grade or "") for name in issued)
    look = Look("Cedar Valley", "#14532d", words_in("en"))
    return sheet_of(
        Issue(badges, refused), look, Arrangement(date(2026, 8, 17), order=order, title="CV01"), places=places
    )


def _names(sheet: Sheet) -> dict[str, list[str]]:
    return {one.title: [badge.username for badge in one.badges] for one in sheet.classes}


PLACES = {"ana": RIVERA, "ben": CHEN, "cleo": RIVERA}


def test_each_class_of_a_campus_has_its_own_cover() -> None:
    sheet = _sheet(["ana", "ben", "cleo"], PLACES)

    assert _names(sheet) == {"Ms. Rivera": ["ana", "cleo"], "Mr. Chen": ["ben"]}
    assert [one.campus for one in sheet.classes] == ["CV01", "CV01"]


def test_classes_of_the_same_title_at_two_campuses_are_two() -> None:
    sheet = _sheet(["ana", "ben"], {"ana": RIVERA, "ben": RIVERA._replace(campus="CV02")})

    assert [one.campus for one in sheet.classes] == ["CV01", "CV02"]


def test_grades_come_from_the_lowest_up() -> None:
    assert list(_names(_sheet(["ana", "ben", "cleo"], PLACES, order="grade"))) == ["Kindergarten", "Grade 1"]


def test_all_by_name_is_one_list_under_the_title_of_the_campus() -> None:
    sheet = _sheet(["ana", "ben", "cleo"], PLACES, order="name")

    assert _names(sheet) == {"CV01": ["ana", "ben", "cleo"]}
    assert [badge.class_title for badge in sheet.classes[0].badges] == ["Ms. Rivera", "Mr. Chen", "Ms. Rivera"]


def test_a_teacher_sees_who_of_the_class_gets_none_and_why() -> None:
    refused = Refused("tom", "policy", "Tom", "Sawyer")

    sheet = _sheet(["ana", "ben"], {**PLACES, "tom": CHEN}, (refused,))

    assert [[(one.name, one.error) for one in group.missing] for group in sheet.classes] == [
        [],
        [("Tom Sawyer", "policy")],
    ]


def test_a_name_that_cannot_be_written_gives_way_to_the_id() -> None:
    (one,) = _sheet(["ana"], PLACES, (Refused("s-77", "policy", "𒀭𒈹", "🐉"),), order="name").classes

    assert [missing.name for missing in one.missing] == ["s-77"]


def test_those_without_a_badge_are_in_the_order_of_names() -> None:
    refused = (Refused("1", "policy", "Zoe", "Abel"), Refused("2", "policy", "Tom", "Sawyer"),
               Refused("3", "policy", "Ana", "Álvarez"))  # fmt: skip

    (one,) = _sheet(["ana"], PLACES, refused, order="name").classes

    assert [missing.name for missing in one.missing] == ["Zoe Abel", "Ana Álvarez", "Tom Sawyer"]


def test_a_class_in_which_nobody_gets_one_is_on_no_cover_of_others() -> None:
    sheet = _sheet(["ana"], {**PLACES, "tom": OLDER}, (Refused("tom", "policy", "Tom", "Sawyer"),))

    assert [group.missing for group in sheet.classes] == [()]


def test_somebody_of_no_known_class_stands_on_the_first_cover() -> None:
    sheet = _sheet(["ana", "ben"], PLACES, (Refused("nobody", "not_allowed"),))

    assert [[one.name for one in group.missing] for group in sheet.classes] == [["nobody"], []]


def test_the_answer_says_the_class_of_those_who_were_not_looked_up() -> None:
    badge = replace(_issued("ana"), class_sourced_id="c1", class_title="Ms. Rivera")
    refused = Refused("tom", "disabled", "Tom", "Sawyer", "c1", "Ms. Rivera")
    look = Look("Cedar Valley", "#14532d", words_in("en"))

    (one,) = sheet_of(Issue((badge,), (refused,)), look, Arrangement(date(2026, 8, 17))).classes

    assert one.title == "Ms. Rivera"
    assert [missing.name for missing in one.missing] == ["Tom Sawyer"]
