"""What people, classes and sites look like as rows of the files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from example_district.courses import Course
from example_district.people import Person
from example_district.schedule import SchoolClass
from example_district.school_year import AcademicSession, SchoolYear
from example_district.sites import DISTRICT_CODE, DISTRICT_SOURCED_ID, Campus

Row = tuple[str, ...]
_BULK = ("", "")
"""Status and dateLastModified, which stay blank in a bulk set."""
_NO_RACE_NOR_BIRTHPLACE = ("",) * 11


def session_row(session: AcademicSession, year: SchoolYear) -> Row:
    """A row of academicSessions.csv."""
    dates = (session.start.isoformat(), session.end.isoformat())
    return (session.sourced_id, *_BULK, session.title, session.type, *dates, session.parent, str(year.ends_in))


def district_row() -> Row:
    """The district's row of orgs.csv."""
    return (DISTRICT_SOURCED_ID, *_BULK, "Cedar Valley Schools", "district", DISTRICT_CODE, "")


def campus_row(campus: Campus) -> Row:
    """A row of orgs.csv."""
    return (campus.sourced_id, *_BULK, campus.name, "school", campus.code, DISTRICT_SOURCED_ID)


def course_row(course: Course, year: SchoolYear) -> Row:
    """A row of courses.csv."""
    return (
        course.sourced_id, *_BULK, year.whole.sourced_id, course.title, course.code, ",".join(course.grades),
        DISTRICT_SOURCED_ID, *_subject(course),
    )  # fmt: skip


def user_row(person: Person) -> Row:
    """A row of users.csv."""
    ids = f"{{SIS:{person.number}}},{{State:{410_000_000_000 + int(person.number)}}}"
    marks = {True: "true", False: "false", None: ""}
    return (
        person.sourced_id, *_BULK, "true", ",".join(person.orgs), person.role, person.username, ids,
        person.name.given, person.name.family, person.name.middle, person.number, person.email, "", "", "",
        person.grade, "", person.employee_type, marks[person.special_ed],
    )  # fmt: skip


def demographics_row(person: Person) -> Row:
    """A row of demographics.csv: what claiming an account needs, and nothing that sign-in has no use for."""
    return (person.sourced_id, *_BULK, person.birth_date.isoformat(), person.sex, *_NO_RACE_NOR_BIRTHPLACE)


def class_row(school_class: SchoolClass, campus: Campus, year: SchoolYear) -> Row:
    """A row of classes.csv."""
    course = school_class.course
    return (
        school_class.sourced_id, *_BULK, school_class.title, ",".join(school_class.grades), course.sourced_id,
        school_class.code, "scheduled" if course.subject else "homeroom", school_class.location,
        campus.sourced_id, term_of(course, year).sourced_id, *_subject(course), school_class.period,
    )  # fmt: skip


def enrollment_rows(school_class: SchoolClass, campus: Campus, year: SchoolYear, numbers: count[int]) -> Iterator[Row]:
    """The rows of enrollments.csv for a class, the primary teacher's first."""
    term = term_of(school_class.course, year)
    dates = (term.start.isoformat(), term.end.isoformat())
    people = [(school_class.teacher, "teacher", "true")]
    people += [(person, role, "false") for person, role in school_class.others]
    people += [(student, "student", "") for student in school_class.students]
    for person, role, primary in people:
        sourced_id = f"{campus.sourced_id}-n{next(numbers):05d}"
        place = (school_class.sourced_id, campus.sourced_id, person.sourced_id)
        yield (sourced_id, *_BULK, *place, role, primary, *dates)


def term_of(course: Course, year: SchoolYear) -> AcademicSession:
    """When the classes of a course meet."""
    return {"full": year.full_year, "fall": year.fall, "spring": year.spring}[course.term]


def _subject(course: Course) -> tuple[str, str]:
    return (course.subject.name, course.subject.code) if course.subject else ("", "")
