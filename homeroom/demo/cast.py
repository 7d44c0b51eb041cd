"""Who of a roster plays which part: an example for each row of the demo's table of people, and two who still claim."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from homeroom.demo.document import Kind
from homeroom.demo.errors import DemoError
from settings import GradeSet
from sync.roster import Roster, has_account, listed, schools

_PUPIL_GRADE = "02"
_SECONDARY = GradeSet.parse("06-12")
_SHOWN_CLASSES = 3

# The kinds of employees are those of the example district.
_EMPLOYEES: tuple[tuple[Kind, str, str], ...] = (
    ("delegate", "campus delegate", "Front office"),
    ("registrar", "registrar", "Registrar"),
    ("district_admin", "district admin", "District administrator"),
    ("campus_it", "campus IT", "Campus IT"),
)


@dataclass(frozen=True)
class Part:
    """Somebody who is shown.

    Attributes:
        kind: for programs.
        who: in words.
        sourced_id: who it is.
        has_badge: a badge is issued to this person.
        has_authenticator: an authenticator app is set up.
        has_claim_code: the account is not claimed yet, and there is a letter for it.
    """

    kind: Kind
    who: str
    sourced_id: str
    has_badge: bool = False
    has_authenticator: bool = False
    has_claim_code: bool = False


@dataclass(frozen=True)
class Cast:
    """All parts in the order in which they are shown, and classes whose pupils have badges, by sourcedId."""

    parts: tuple[Part, ...]
    classes: tuple[str, ...]


def cast_of(roster: Roster) -> Cast:
    """Give each part to somebody of the example district; the same roster gives the same cast.

    Raises:
        DemoError: the district is too small for all of them.
    """
    people = _campuses_first(roster, roster.users.filter(has_account()).sort("sourcedId"))
    classes = _classes_of_grade(roster, people, _PUPIL_GRADE)
    homeroom = roster.enrollments.filter(pl.col("classSourcedId") == classes[0])
    pupil = _first(homeroom.filter(pl.col("role") == "student").sort("sourcedId"), "pupil", "userSourcedId")
    is_primary = (pl.col("role") == "teacher") & (pl.col("primary") == "true")
    teacher = _first(homeroom.filter(is_primary), "teacher", "userSourcedId")
    secondary = people.filter((pl.col("role") == "student") & pl.col("grades").is_in(sorted(_SECONDARY.grades)))
    is_special = (pl.col("specialEd") == "true").fill_null(value=False)
    students = secondary.filter(~is_special)
    student = _first(students, "student of grades 6-12")
    claiming = _first(students.filter(pl.col("sourcedId") != student), "second student of grades 6-12")
    teachers = people.filter((pl.col("role") == "teacher") & pl.col("email").is_not_null())
    special = _first(secondary.filter(is_special), "special-ed student of grades 6-12")
    parts = (
        Part("pupil", "PreK-5 pupil", pupil, has_badge=True),
        Part("student", "6-12 student", student),
        Part("employee", "every employee", _employee(people, "Counselor"), has_authenticator=True),
        Part("everybody", "everybody", special, has_badge=True),
        Part("teacher", "teacher", teacher, has_authenticator=True),
        *(Part(kind, who, _employee(people, work), has_authenticator=True) for kind, who, work in _EMPLOYEES),
        Part("claiming_student", "6-12 student with a letter", claiming, has_claim_code=True),
        Part(
            "claiming_employee",
            "employee with a letter",
            _first(teachers.filter(pl.col("sourcedId") != teacher), "second teacher"),
            has_claim_code=True,
        ),
    )
    return Cast(parts, classes)


def _classes_of_grade(roster: Roster, people: pl.DataFrame, grade: str) -> tuple[str, ...]:
    pupils = people.filter((pl.col("role") == "student") & (pl.col("grades") == grade)).select("sourcedId")
    attended = roster.enrollments.filter(pl.col("role") == "student").join(
        pupils, left_on="userSourcedId", right_on="sourcedId", how="semi"
    )
    found = attended.get_column("classSourcedId").unique().sort().head(_SHOWN_CLASSES).to_list()
    if not found:
        raise _too_small(f"class of grade {grade}")
    return tuple(found)


def _campuses_first(roster: Roster, people: pl.DataFrame) -> pl.DataFrame:
    """Those who work or learn at a school before those of the district's office, whose roles count at no campus."""
    campuses = schools(roster.orgs)["sourcedId"].drop_nulls().implode()
    at_a_campus = listed("orgSourcedIds").list.eval(pl.element().is_in(campuses)).list.any()
    return people.sort(at_a_campus, descending=True, maintain_order=True)


def _employee(people: pl.DataFrame, work: str) -> str:
    return _first(people.filter((pl.col("employeeType") == work) & pl.col("email").is_not_null()), work)


def _first(rows: pl.DataFrame, who: str, column: str = "sourcedId") -> str:
    if rows.is_empty():
        raise _too_small(who)
    return str(rows.item(0, column))


def _too_small(who: str) -> DemoError:
    return DemoError(f"the district is too small to have a {who}: give more --people")
