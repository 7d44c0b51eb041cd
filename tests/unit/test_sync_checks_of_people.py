"""What does not keep a record out is told where it stands: ages, schedules, roles, doubles, damaged texts."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sync.checks.damaged_encoding import CHECK as ENCODING
from sync.checks.grade_contradicts_birth_date import CHECK as GRADE
from sync.circumstances import Circumstances
from sync.roster import empty_table
from tests.support.roster_checks import Change, Found, add, bare_roster, born, examined, found, left_out, put, said
from tests.support.roster_set import TODAY, enrollment, person, school_class

NOW = Circumstances(TODAY)
LATIN_LETTERS = st.characters(min_codepoint=0xC0, max_codepoint=0x17F, categories=["Lu", "Ll"])
GRADES = ["IT", "PR", "PK", "TK", "KG", *(f"{grade:02d}" for grade in range(1, 14))]


# In the small set, users are: 2 teacher, 3 pupil, 4 other, 5 clerk, 6 parent; enrollments: 2 teacher, 3 pupil, 4 other.
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (add("users", person("new")), [("pupil_without_class", "users", 7)]),
        (put("enrollments", 1, endDate="2026-10-01"), [("pupil_without_class", "users", 3)]),
        (put("users", 0, email=""), [("teacher_without_email", "users", 2)]),
        (put("enrollments", 0, role="aide"), [("teacher_without_schedule", "users", 2)]),
        (put("users", 1, enabledUser="false"), [("disabled_person_in_class", "users", 3)]),
        (put("users", 1, **{"metadata.employeeType": "Nurse"}), [("contradicting_role", "users", 3)]),
        (put("users", 3, grades="04"), [("contradicting_role", "users", 5)]),
        (put("enrollments", 1, role="aide"), [("contradicting_role", "enrollments", 3)]),
        (add("enrollments", enrollment("clerk", "c1")), [("contradicting_role", "enrollments", 5)]),
        (add("enrollments", enrollment("clerk", "c1", "teacher")), [("two_primary_teachers", "enrollments", 5)]),
        (add("enrollments", enrollment("pupil", "c1", sourcedId="again")), [("enrolled_twice", "enrollments", 5)]),
        (put("enrollments", 1, schoolSourcedId="s2"), [("school_contradicts_class", "enrollments", 3)]),
        (put("courses", 0, orgSourcedId="gone"), [("unknown_parent", "courses", 2)]),
        (put("orgs", 1, parentSourcedId="gone"), [("unknown_parent", "orgs", 3)]),
        (put("academicSessions", 0, parentSourcedId="gone"), [("unknown_parent", "academicSessions", 2)]),
        (put("academicSessions", 0, schoolYear="2026"), [("term_outside_school_year", "academicSessions", 2)]),
        (put("users", 1, givenName="Zo\u00c3\u00ab"), [("damaged_encoding", "users", 3)]),
        (put("users", 1, givenName="Pe?a"), [("damaged_encoding", "users", 3)]),
        (put("classes", 0, title="Fran\u221a\u00dfais"), [("damaged_encoding", "classes", 2)]),
        (put("users", 1, givenName=" Ana"), [("surrounding_space", "users", 3)]),
        (put("users", 1, familyName="#NAME?"), [("spreadsheet_damage", "users", 3)]),
        (put("users", 1, givenName="Apr-01"), [("spreadsheet_damage", "users", 3)]),
        (put("users", 1, familyName="@SUM(A1)"), [("formula", "users", 3)]),
        (put("users", 1, identifier="1.0042E+04"), [("scientific_notation", "users", 3)]),
        (put("users", 1, userIds="{SIS:17},{State:4.1e+11}"), [("scientific_notation", "users", 3)]),
        (put("users", 1, givenName="TEST"), [("test_person", "users", 3)]),
        (put("users", 1, givenName="Mickey", familyName="Mouse"), [("test_person", "users", 3)]),
        (born(pupil="2047-01-15"), [("impossible_birth_date", "demographics", 2)]),
        (born(teacher="2021-01-15"), [("impossible_birth_date", "demographics", 2)]),
        (born(pupil="2010-01-15"), [("grade_contradicts_birth_date", "users", 3)]),
        (born(pupil="1990-01-15"), [("grade_contradicts_birth_date", "demographics", 2)]),
    ],
)
def test_a_flaw_is_one_finding_in_its_row(tmp_path: Path, change: Change, expected: list[Found]) -> None:
    assert found(examined(tmp_path, change)) == expected


@pytest.mark.parametrize(
    "change",
    [
        put("users", 1, givenName="Jo\u00c3o", familyName="O\u2019Hara-N\u00fa\u00f1ez"),
        put("users", 1, givenName="JO\u00c3O", familyName="GUIMAR\u00c3ES"),
        put("users", 1, givenName="Testa", familyName="Contest"),
        put("classes", 0, title="What is art?"),
        put("users", 1, username="1e10", identifier="1E10"),
        put("users", 1, givenName="D'Andre", familyName="Smith-Jones"),
        put("academicSessions", 0, schoolYear="2027"),
        born(pupil="2021-05-01", other="2020-09-01", teacher="1961-05-01"),
    ],
)
def test_what_only_looks_odd_is_no_finding(tmp_path: Path, change: Change) -> None:
    assert not found(examined(tmp_path, change))


def test_what_is_over_is_not_held_against_anybody(tmp_path: Path) -> None:
    over = {"beginDate": "2026-08-12", "endDate": "2026-09-30"}
    verdict = examined(
        tmp_path,
        add(
            "enrollments",
            enrollment("clerk", "c1", "teacher", **over),
            enrollment("clerk", "c1", sourcedId="helped", **over),
            enrollment("pupil", "c1", sourcedId="earlier", **over),
        ),
    )

    assert not found(verdict)


def test_an_enrollment_in_a_term_that_is_over_is_a_finding_unless_it_has_ended_too(tmp_path: Path) -> None:
    verdict = examined(
        tmp_path,
        add("classes", school_class("old", termSourcedIds="past")),
        add("enrollments", enrollment("pupil", "old"), enrollment("other", "old", endDate="2026-05-28")),
    )

    assert found(verdict) == [("enrollment_in_ended_term", "enrollments", 5)]


def test_something_that_ends_before_it_begins_stays_as_it_was(tmp_path: Path) -> None:
    verdict = examined(tmp_path, put("enrollments", 1, beginDate="2027-05-01", endDate="2027-02-01"))

    assert found(verdict) == [("reversed_dates", "enrollments", 3)]
    assert left_out(verdict) == {"enrollments": [3]}


def test_a_person_in_two_records_is_known_by_name_and_birth_date(tmp_path: Path) -> None:
    same = {"givenName": "ana", "familyName": "L\u00f3pez"}
    verdict = examined(
        tmp_path,
        put("users", 1, givenName="Ana", familyName="L\u00f3pez"),
        add("users", person("again", **same), person("namesake", **same)),
        add("enrollments", enrollment("again", "c1"), enrollment("namesake", "c1")),
        born(pupil="2021-02-03", again="2021-02-03", namesake="2021-02-04"),
    )

    assert found(verdict) == [("person_twice", "users", 7)]
    assert said(verdict) == ["the same name and birth date as pupil in row 3"]


def test_twins_with_middle_names_are_two_people(tmp_path: Path) -> None:
    twins = {"givenName": "Ana", "familyName": "L\u00f3pez"}
    verdict = examined(
        tmp_path,
        put("users", 1, middleName="Mar\u00eda", **twins),
        put("users", 2, middleName="Luc\u00eda", **twins),
        born(pupil="2021-02-03", other="2021-02-03"),
    )

    assert not found(verdict)


def test_a_person_in_two_records_is_known_by_the_states_number(tmp_path: Path) -> None:
    verdict = examined(
        tmp_path,
        put("users", 1, userIds="{SIS:1},{State:417}"),
        put("users", 2, userIds="{State: 417},{SIS:2}"),
    )

    assert found(verdict) == [("person_twice", "users", 4)]


def test_numbers_that_are_shorter_than_all_others_have_lost_their_zeros(tmp_path: Path) -> None:
    pupils = [person(f"p{number}", identifier=f"{number:06d}") for number in range(1200, 1212)]
    verdict = examined(
        tmp_path,
        put("users", 1, identifier="1300"),
        add("users", *pupils),
        add("enrollments", *(enrollment(pupil["sourcedId"], "c1") for pupil in pupils)),
    )

    assert found(verdict) == [("lost_leading_zeros", "users", 3)]
    assert said(verdict) == ["1300 has fewer digits than the 6 that others have"]


def test_numbers_of_any_length_have_lost_nothing(tmp_path: Path) -> None:
    pupils = [
        person(f"p{number}", identifier=f"{number}") for number in (7, 70, 700, 7000, 1, 10, 100, 1000, 2, 20, 200)
    ]
    verdict = examined(
        tmp_path,
        put("users", 1, identifier="1300"),
        add("users", *pupils),
        add("enrollments", *(enrollment(pupil["sourcedId"], "c1") for pupil in pupils)),
    )

    assert not found(verdict)


def test_a_rounded_sourced_id_is_not_taken_for_a_new_record(tmp_path: Path) -> None:
    verdict = examined(tmp_path, put("enrollments", 1, sourcedId="4.1E+11"))

    assert found(verdict) == [("damaged_id", "enrollments", 3)]
    assert left_out(verdict) == {"enrollments": [3]}


def test_a_file_with_far_fewer_records_than_before_has_shrunk(tmp_path: Path) -> None:
    known = {"users": 30, "classes": 1, "enrollments": 3}
    verdict = examined(tmp_path, known=known)

    assert found(verdict) == [("file_shrank", "users", 1)]
    assert said(verdict) == ["5 records, and 30 before"]


def test_a_birth_date_is_in_no_finding(tmp_path: Path) -> None:
    days = born(pupil="1990-01-15", other="2047-01-16", teacher="3/14/1980")
    verdict = examined(tmp_path, days)

    assert len(said(verdict)) == 3
    assert not [what for what in said(verdict) if any(year in what for year in ("1990", "2047", "1980"))]


@settings(deadline=None)
@given(grade=st.sampled_from(GRADES), month=st.integers(1, 12))
def test_a_student_of_the_usual_age_is_in_no_wrong_grade(grade: str, month: int) -> None:
    usual = {"IT": 1, "PR": 3, "PK": 4, "TK": 4, "KG": 5}.get(grade) or int(grade) + 5

    def findings(age: int) -> int:
        demographics = pl.DataFrame({"row": [2], "sourcedId": "s", "birthDate": f"{TODAY.year - age}-{month:02d}-01"})
        return GRADE.find(bare_roster(users=pupil(grades=grade), demographics=demographics), NOW).height

    assert findings(usual) == findings(usual + 1) == 0
    assert findings(usual + 11) == 1


@settings(deadline=None)
@given(st.text(LATIN_LETTERS, min_size=1, max_size=12))
def test_a_name_is_found_once_it_was_read_in_the_wrong_encoding(name: str) -> None:
    assume(not re.search("[ÂÃÄÅ][ŠŒŽšœžŸ]", name))  # stands in no name, and is what damage makes of Š, Î and others
    try:
        damaged = name.encode().decode("cp1252")
    except UnicodeDecodeError:
        return

    assert not ENCODING.find(bare_roster(users=pupil(givenName=name)), NOW).height
    assert ENCODING.find(bare_roster(users=pupil(givenName=damaged)), NOW).height


def pupil(**values: str) -> pl.DataFrame:
    row = {"row": 2, "sourcedId": "s", "enabledUser": "true", "role": "student", **values}
    return pl.DataFrame({name: [row.get(name)] for name in empty_table("users").columns}, empty_table("users").schema)
