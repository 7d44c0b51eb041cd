"""Who comes onto which PDF, what it is called, and how many are issued at once."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badge_tool.class_sheets import Place
from badge_tool.errors import TooManyError
from badge_tool.parts import Each, Part, parts, rounds
from badge_tool.selection import Chosen, chosen
from tests.support.badge_stand_in import pupil


def _people(count: int, school_class: str = "c1", campus: str = "CV01") -> list[Chosen]:
    place = Place(campus, school_class, "Ms. Rivera", "KG")
    return [Chosen(f"{campus}-{school_class}-{number}", place) for number in range(count)]


def _names(people: list[Chosen], each: Each) -> list[str]:
    return [part.name for part in parts(people, each, "all")]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Kindergarten A", "CV01-Kindergarten-A"),
        ("Año 1: Ms. O'Brien/Løve", "CV01-Ano-1-Ms-O-Brien-Love"),
        ("فصل", "CV01-class"),
        ("x" * 200, f"CV01-{'x' * 40}"),
    ],
)
def test_each_class_has_a_pdf_named_by_campus_and_title(title: str, name: str) -> None:
    (file,) = _names(chosen([pupil("1", "c1", title=title)]), "class")

    assert file == f"{name}-{hashlib.sha256(b'c1').hexdigest()[:8]}"


def test_names_are_the_same_whoever_else_is_printed() -> None:
    one, others = _people(3, "c1"), _people(3, "c2")

    assert _names(one, "class")[0] in _names(others + one[:1], "class")


def test_each_campus_has_a_pdf_with_everybody_of_it_once() -> None:
    people = _people(2, "c1", "CV02") + _people(2, "c1", "CV01") + _people(2, "c2", "CV01")

    divided = list(parts(people, "campus", "all"))

    assert [part.name for part in divided] == ["CV01", "CV02"]
    assert sorted(person for part in divided for person in part.people) == sorted(one.sourced_id for one in people)


@pytest.mark.parametrize("code", ["../../etc", "a/b", "C:V", ".", "Ñ1", "CON NUL"])
def test_no_code_of_a_campus_leads_out_of_the_folder(code: str) -> None:
    (name,) = _names(_people(1, campus=code), "campus")

    assert name.replace("-", "").isalnum()
    assert name.isascii()


def test_campuses_that_differ_in_capitals_alone_have_two_files() -> None:
    names = _names(_people(1, campus="CV1A") + _people(1, campus="cv1a"), "campus")

    assert len({name.casefold() for name in names}) == 2


def test_people_without_class_or_campus_are_not_left_out() -> None:
    people = chosen([pupil("1"), pupil("2", "c1"), pupil("3", schools=())])

    assert [name.rsplit("-", 1)[0] for name in _names(people, "class")] == [
        "no-campus-no",
        "CV01-Class-c1",
        "CV01-no",
    ]


def test_classes_of_the_youngest_come_first() -> None:
    people = chosen([pupil("1", "a", grade="03"), pupil("2", "b", grade="KG"), pupil("3", "b", grade="04")])

    (part,) = parts(people, "none", "all")

    assert part.people == ("2", "3", "1")


def test_a_class_in_which_nobody_may_have_a_badge_has_no_pdf() -> None:
    people = chosen([pupil("1", "c1"), pupil("2", "c1", refusal="policy"), pupil("3", "c9", refusal="policy")])

    (part,) = parts(people, "class", "all")

    assert part.people == ("1",)
    assert [one.sourced_id for one in part.refused] == ["2"]


def test_more_than_one_pdf_takes_are_refused_before_anything_is_issued() -> None:
    with pytest.raises(TooManyError, match=r"10001 badges .*--each campus"):
        list(parts(_people(10_001), "none", "all"))


def test_a_campus_of_more_than_a_call_issues_has_several_pdfs() -> None:
    divided = list(parts(_people(10_001), "campus", "all"))

    assert [(part.name, len(part.people)) for part in divided] == [("CV01-1", 10_000), ("CV01-2", 1)]


_CODES = st.text("aAbBñ./ -", max_size=3)
_PLACES = st.builds(
    Place,
    campus=_CODES,
    class_sourced_id=st.none() | _CODES,
    title=st.text(max_size=5),
    grade=st.none() | st.sampled_from(["KG", "01", "??"]),
)


@given(places=st.lists(_PLACES, max_size=30), each=st.sampled_from(["class", "campus"]))
def test_whatever_codes_and_titles_are_everybody_is_on_one_pdf_and_no_two_have_one_name(
    places: list[Place], each: Each
) -> None:
    people = [Chosen(str(number), place) for number, place in enumerate(places)]

    divided = list(parts(people, each, "all"))

    assert sorted(person for part in divided for person in part.people) == sorted(one.sourced_id for one in people)
    names = [part.name.casefold() for part in divided]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name) for name in names)


def test_small_parts_are_issued_together_and_none_is_torn_apart() -> None:
    divided = [Part(f"c{number}", chosen=tuple(_people(30, f"c{number}"))) for number in range(70)]

    together = list(rounds(divided))

    assert [len(one.parts) for one in together] == [66, 4]
    assert [part for one in together for part in one.parts] == divided
    assert max(len(one.asked.people) for one in together) <= 2_000


def test_not_more_files_than_a_process_may_open_are_in_one_round() -> None:
    divided = [Part(f"c{number}", chosen=tuple(_people(1, f"c{number}"))) for number in range(250)]

    assert [len(one.parts) for one in rounds(divided)] == [100, 100, 50]
