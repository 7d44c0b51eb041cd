"""Clever's files become a roster in OneRoster's words, whose rows can be found in the files again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from settings.roster_source import CleverColumns
from sync.check import all_checks
from sync.circumstances import Circumstances
from sync.errors import SourceError
from sync.examine import examine
from sync.roster import Place, Roster
from sync.sources.clever_csv import read_clever_csv
from tests.support.roster_set import TODAY, Row, csv_bytes

Files = dict[str, list[Row]]


def student(school: str, number: str, last: str, first: str) -> Row:
    named = {"School_id": school, "Student_id": number, "Last_name": last, "First_name": first, "Grade": "3"}
    blank = dict.fromkeys(("Student_number", "State_id", "Middle_name", "DOB", "Student_email"), "")
    return {**named, **blank, "Username": first.lower()}


def employee(kind: str, school: str, number: str, last: str, first: str, title: str) -> Row:
    named = {"School_id": school, f"{kind}_id": number, "Last_name": last, "First_name": first}
    return {**named, "Username": first.lower(), "Title": title}


def files() -> Files:
    """Two schools, a section with two teachers, a student at both schools, somebody of the district office."""
    return {
        "schools": [
            {"School_id": "10", "School_name": "First School", "School_number": "S01"},
            {"School_id": "20", "School_name": "Second School", "School_number": ""},
        ],
        "students": [
            student("10", "1", "Nguyễn", "Ana"),
            student("10", "2", "Ray", "Bo"),
            student("20", "2", "Ray", "Bo"),
        ],
        "teachers": [
            employee("Teacher", "10", "1", "Diaz", "Cy", "Teacher"),
            employee("Teacher", "10", "2", "Eng", "Di", ""),
        ],
        "sections": [
            {
                "School_id": "10", "Section_id": "100", "Teacher_id": "1", "Teacher_2_id": "2", "Name": "",
                "Grade": "3", "Section_number": "01", "Course_name": "Math", "Course_number": "M3", "Term_name": "Fall",
                "Term_start": "08/12/2026", "Term_end": "12/18/2026",
            },
        ],
        "enrollments": [
            {"School_id": "10", "Section_id": "100", "Student_id": "1"},
            {"School_id": "10", "Section_id": "100", "Student_id": "2"},
        ],
        "staff": [
            employee("Staff", "20", "2", "Eng", "Di", "Coach"),
            employee("Staff", "DISTRICT_OFFICE", "3", "Fox", "Ed", "Clerk"),
        ],
    }  # fmt: skip


def read(folder: Path, content: Files, columns: CleverColumns | None = None) -> Roster:
    for name, rows in content.items():
        (folder / f"{name}.csv").write_bytes(csv_bytes(rows))
    return read_clever_csv(folder, columns or CleverColumns(), TODAY)


def of(frame: pl.DataFrame, sourced_id: str) -> dict[str, Any]:
    return frame.filter(sourcedId=sourced_id).row(0, named=True)


def test_a_set_has_no_findings(tmp_path: Path) -> None:
    verdict = examine(read(tmp_path, files()), all_checks(), Circumstances(TODAY))

    assert not [result.check.name for result in verdict.rejecting]
    assert not verdict.left_out()


def test_a_student_of_two_schools_is_one_person(tmp_path: Path) -> None:
    users = read(tmp_path, files()).users

    assert of(users, "student-2")["orgSourcedIds"] == "10,20"
    assert of(users, "student-2")["role"] == "student"
    assert users.filter(pl.col("role") == "student").height == 2


def test_a_student_and_an_employee_may_have_the_same_number(tmp_path: Path) -> None:
    users = read(tmp_path, files()).users

    assert of(users, "student-1")["familyName"] == "Nguyễn"
    assert of(users, "staff-1")["familyName"] == "Diaz"


def test_a_teacher_who_is_staff_elsewhere_is_one_person(tmp_path: Path) -> None:
    users = read(tmp_path, files(), CleverColumns(employee_type="Title")).users

    teacher = of(users, "staff-2")
    assert (teacher["role"], teacher["orgSourcedIds"], teacher["employeeType"]) == ("teacher", "10,20", "Coach")


def test_staff_of_no_school_work_for_the_district(tmp_path: Path) -> None:
    roster = read(tmp_path, files())

    assert of(roster.users, "staff-3")["role"] == "administrator"
    assert of(roster.orgs, "DISTRICT_OFFICE")["type"] == "district"


def test_a_section_is_a_class_with_its_course_term_and_teachers(tmp_path: Path) -> None:
    roster = read(tmp_path, files())

    found = of(roster.classes, "100")
    assert (found["title"], found["grades"], found["schoolSourcedId"]) == ("Math 01", "03", "10")
    assert of(roster.courses, found["courseSourcedId"])["courseCode"] == "M3"
    term = of(roster.academic_sessions, found["termSourcedIds"])
    assert (term["title"], term["startDate"], term["endDate"]) == ("Fall", "2026-08-12", "2026-12-18")
    assert sorted(roster.enrollments.select("userSourcedId", "role", "primary").rows()) == [
        ("staff-1", "teacher", "true"),
        ("staff-2", "teacher", "false"),
        ("student-1", "student", "false"),
        ("student-2", "student", "false"),
    ]


@pytest.mark.parametrize(
    ("subject", "kind"), [("Homeroom/advisory", "homeroom"), ("math", "scheduled"), ("", "scheduled")]
)
def test_a_section_of_homeroom_is_one(tmp_path: Path, subject: str, kind: str) -> None:
    content = files()
    content["sections"][0]["Subject"] = subject

    assert of(read(tmp_path, content).classes, "100")["classType"] == kind


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2026, 11, 24), ("2026-07-01", "2027-06-30")), (date(2027, 2, 1), ("2026-07-01", "2027-06-30"))],
)
def test_a_section_without_dates_is_of_this_school_year(tmp_path: Path, today: date, year: tuple[str, str]) -> None:
    content = files()
    content["sections"][0] |= {"Term_name": "", "Term_start": "", "Term_end": ""}
    read(tmp_path, content)

    sessions = read_clever_csv(tmp_path, CleverColumns(), today).academic_sessions

    assert sessions.select("startDate", "endDate").rows() == [year]


@pytest.mark.parametrize(
    ("written", "grade"),
    [
        ("K", "KG"),
        ("Kindergarten", "KG"),
        ("PreKindergarten", "PK"),
        ("pk", "PK"),
        ("3", "03"),
        ("12", "12"),
        ("13th", "13th"),
    ],
)
def test_grades_are_those_of_ceds(tmp_path: Path, written: str, grade: str) -> None:
    content = files()
    content["students"][0]["Grade"] = written

    assert of(read(tmp_path, content).users, "student-1")["grades"] == grade


@pytest.mark.parametrize(("mark", "special_ed"), [("Y", "true"), ("yes", "true"), ("N", "false"), ("", None)])
def test_the_special_ed_mark_is_read_from_the_column_that_is_named(tmp_path: Path, mark: str, special_ed: str) -> None:
    content = files()
    content["students"] = [row | {"IEP_status": mark} for row in content["students"]]

    roster = read(tmp_path, content, CleverColumns(special_ed="IEP_status"))

    assert of(roster.users, "student-1")["specialEd"] == special_ed


def test_a_column_that_is_named_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"students\.csv, row 1, column IEP_status: .* roster\.columns\.special_ed"):
        read(tmp_path, files(), CleverColumns(special_ed="IEP_status"))


@pytest.mark.parametrize(
    ("written", "read_as"), [("2/9/2018", "2018-02-09"), ("2018-02-09", "2018-02-09"), ("2018", "2018")]
)
def test_birth_dates_are_read(tmp_path: Path, written: str, read_as: str) -> None:
    content = files()
    content["students"][0]["DOB"] = written

    assert read(tmp_path, content).demographics.select("sourcedId", "birthDate").rows() == [("student-1", read_as)]


def test_every_row_has_its_place_in_its_own_file(tmp_path: Path) -> None:
    roster = read(tmp_path, files())

    def place(table: Any, sourced_id: str) -> Place:
        return roster.place(table, of(roster.table(table), sourced_id)["row"])

    assert place("users", "student-2") == Place("students.csv", 3)
    assert place("users", "staff-1") == Place("teachers.csv", 2)
    assert place("users", "staff-3") == Place("staff.csv", 3)
    assert place("orgs", "20") == Place("schools.csv", 3)
    assert place("classes", "100") == Place("sections.csv", 2)
    assert place("enrollments", "100:student-2") == Place("enrollments.csv", 3)
    assert place("enrollments", "100:staff-2") == Place("sections.csv", 2)
    for frame in roster.tables.values():
        assert frame["row"].is_unique().all()


def test_records_of_one_person_that_contradict_are_left_to_the_checks(tmp_path: Path) -> None:
    content = files()
    content["students"][2]["Last_name"] = "Another"

    assert read(tmp_path, content).users.filter(sourcedId="student-2").height == 2


def test_staff_may_be_missing_and_nothing_else(tmp_path: Path) -> None:
    content = files()
    del content["staff"]
    assert read(tmp_path, content).users.height == 4

    (tmp_path / "teachers.csv").unlink()
    with pytest.raises(SourceError, match=r"teachers\.csv: this file is missing from the set"):
        read_clever_csv(tmp_path, CleverColumns(), TODAY)


def test_passwords_are_not_even_noted_as_unknown(tmp_path: Path) -> None:
    content = files()
    content["students"] = [row | {"Password": "secret"} for row in content["students"]]

    assert not [note for note in read(tmp_path, content).origin.notes if "does not have" in note]
