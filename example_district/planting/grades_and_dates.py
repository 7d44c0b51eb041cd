"""Grades and dates that cannot be."""

from __future__ import annotations

from example_district.planting.changes import Flaw
from example_district.planting.school import School


def plant_grades(school: School) -> None:
    """Plant grades that do not exist or do not fit the pupil."""
    for grade in ("K", "3", "14"):
        flaw = Flaw("unknown_grade", f"{grade!r} is not a grade code")
        school.changes.edit("users", school.pupil()["sourcedId"], {"grades": grade}, flaw)
    pupil = school.pupil()
    born = school.birth_dates[pupil["sourcedId"]]
    flaw = Flaw("grade_contradicts_birth_date", f"in grade 12, but born on {born}")
    school.changes.edit("users", pupil["sourcedId"], {"grades": "12"}, flaw)


def plant_dates(school: School) -> None:
    """Plant dates that are malformed, impossible or the wrong way round."""
    born = f"{school.year.ends_in - 29}-04-17"
    pupil = school.pupil()
    flaw = Flaw("grade_contradicts_birth_date", f"born on {born}, but in grade {pupil['grades']}")
    school.changes.edit("demographics", pupil["sourcedId"], {"birthDate": born}, flaw)
    for impossible in (f"{school.year.ends_in + 20}-01-15", "1900-01-01"):
        flaw = Flaw("impossible_birth_date", f"nobody in school is born on {impossible}")
        school.changes.edit("demographics", school.pupil()["sourcedId"], {"birthDate": impossible}, flaw)
    for malformed in ("3/14/2019", "2019-02-30"):
        flaw = Flaw("malformed_date", f"{malformed!r} is not a date of the form YYYY-MM-DD")
        school.changes.edit("demographics", school.pupil()["sourcedId"], {"birthDate": malformed}, flaw)
    _reversed(school)
    _outside(school)


def _reversed(school: School) -> None:
    spring = school.year.spring
    begin, end = spring.end.isoformat(), spring.start.isoformat()
    session = {
        "sourcedId": f"backwards-{school.year.ends_in}", "title": "Spring intersession", "type": "term",
        "startDate": begin, "endDate": end, "parentSourcedId": school.year.whole.sourced_id,
        "schoolYear": str(school.year.ends_in),
    }  # fmt: skip
    school.changes.add("academicSessions", session, Flaw("reversed_dates", f"begins on {begin}, but ends on {end}"))
    enrollment = school.enrollment(school.aide())
    flaw = Flaw("reversed_dates", f"begins on {begin}, but ends on {end}")
    school.changes.edit("enrollments", enrollment["sourcedId"], {"beginDate": begin, "endDate": end}, flaw)


def _outside(school: School) -> None:
    year = school.year.whole
    begin, end = school.year.spring.start.isoformat(), f"{school.year.ends_in}-07-23"
    session = {
        "sourcedId": f"overtime-{school.year.ends_in}", "title": "Spring and summer", "type": "term",
        "startDate": begin, "endDate": end, "parentSourcedId": year.sourced_id, "schoolYear": str(school.year.ends_in),
    }  # fmt: skip
    flaw = Flaw("term_outside_school_year", f"ends on {end}, and its school year on {year.end.isoformat()}")
    school.changes.add("academicSessions", session, flaw)
