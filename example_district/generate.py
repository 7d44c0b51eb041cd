"""Writes a roster, campus by campus, so that memory does not grow with the rows of a district."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from example_district.courses import all_courses
from example_district.people import Population
from example_district.planting import KEY_FILE, SMALLEST_PLANTED_DISTRICT, plant
from example_district.rows import (
    campus_row,
    class_row,
    course_row,
    demographics_row,
    district_row,
    enrollment_rows,
    session_row,
    user_row,
)
from example_district.schedule import Faculty, classes
from example_district.school_year import SchoolYear
from example_district.sites import Campus, DistrictOffice, sites
from example_district.staffing import staffing
from example_district.tables import RowWriter, roster_files

DEFAULT_YEAR = 2027


def generate(*, people: int, seed: int, folder: Path, year: int = DEFAULT_YEAR, planted: bool = False) -> None:
    """Write the roster of Cedar Valley as a OneRoster 1.1 CSV bulk set.

    The same arguments give the same bytes, on every machine. A larger district has the same campuses and people and
    more; only the last campus of the smaller one may differ.

    Args:
        people: students and employees, that many rows in users.csv; 100 or more.
        seed: another number gives other people.
        folder: made if it is not there; files of an earlier set in it are replaced.
        year: calendar year in which the school year ends.
        planted: put a fixed small number of inconsistencies into the set, and the key `planted.json` beside it.

    Raises:
        ValueError: there are too few people for a district, or for planting (400).
        OSError: the folder cannot be written.
    """
    if planted and people < SMALLEST_PLANTED_DISTRICT:
        raise ValueError(f"planting needs at least {SMALLEST_PLANTED_DISTRICT} people, not {people}")
    (folder / KEY_FILE).unlink(missing_ok=True)
    school_year = SchoolYear(year)
    with roster_files(folder) as files:
        files["academicSessions"].writerows(session_row(session, school_year) for session in school_year.sessions)
        files["courses"].writerows(course_row(course, school_year) for course in all_courses())
        files["orgs"].writerow(district_row())
        population = Population(seed, school_year)
        for site in sites(people):
            if isinstance(site, DistrictOffice):
                for person in population.office(site):
                    files["users"].writerow(user_row(person))
                    files["demographics"].writerow(demographics_row(person))
            else:
                _write_campus(site, population, school_year, files)
    if planted:
        plant(folder, school_year)


def _write_campus(campus: Campus, population: Population, year: SchoolYear, files: dict[str, RowWriter]) -> None:
    files["orgs"].writerow(campus_row(campus))
    counts = staffing(campus.level, campus.people)
    others = population.others(campus, counts)
    faculty = Faculty(
        population.teachers(campus, counts),
        population.special_teachers(campus, counts),
        population.aides(campus, counts),
    )
    students = population.students(campus, counts.students)
    for person in (*others, *faculty.teachers, *faculty.special, *faculty.aides, *students):
        files["users"].writerow(user_row(person))
        files["demographics"].writerow(demographics_row(person))
    numbers = count(1)
    for school_class in classes(campus, faculty, students):
        files["classes"].writerow(class_row(school_class, campus, year))
        files["enrollments"].writerows(enrollment_rows(school_class, campus, year, numbers))
