"""The people. Each one follows from seed, campus and number, so a larger district has the same people and more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from example_district.dice import Dice
from example_district.names import FullName, draw_name
from example_district.school_year import SchoolYear
from example_district.sites import DISTRICT_SOURCED_ID, Campus, DistrictOffice
from example_district.staffing import (
    GRADES,
    SPECIAL_ED_PERCENT,
    Staffing,
    campus_employee_type,
    office_employee_type,
    roster_role,
)

DOMAIN = "cedarvalley.example"
_AGES = {grade: age for age, grade in enumerate(("PR", "PK", "KG", *(f"{n:02d}" for n in range(1, 13))), start=3)}
_EARLY_GRADES = frozenset({"PR", "PK", "KG", "01", "02"})
_WITHOUT_EMAIL = frozenset({"Custodian", "Cafeteria staff", "Substitute teacher"})
_TWO_CAMPUSES = frozenset({"Music teacher", "Speech therapist", "Instructional coach"})
_SERIES_DIGIT = {"t": 5, "a": 6, "e": 7, "o": 8}
_NAMESAKE_EVERY, _NAMESAKE_AT, _NAMESAKE_OF = 150, 31, 20
_LONGEST_USERNAME = 40


@dataclass(frozen=True)
class Person:
    """A row of users.csv with its row of demographics.csv.

    Attributes:
        sourced_id: `cv01-s0042`: campus, kind of person, number.
        number: 8 digits with leading zeros, as student information systems number people.
        orgs: sourcedIds of the campuses, the home campus first, or of the district.
        grade: empty for employees.
        employee_type: empty for students.
        special_ed: carries the mark; None for employees.
    """

    sourced_id: str
    number: str
    name: FullName
    sex: str
    birth_date: date
    orgs: tuple[str, ...]
    role: str
    username: str
    email: str
    grade: str = ""
    employee_type: str = ""
    special_ed: bool | None = None


class Population:
    """Makes people, and keeps apart those who would have the same username, or the same name and birth date."""

    def __init__(self, seed: int, year: SchoolYear) -> None:
        self._seed = seed
        self._year = year
        self._usernames: dict[str, int] = {}
        self._identities: set[int] = set()

    def students(self, campus: Campus, count: int) -> list[Person]:
        """The students of a campus."""
        return [self._student(campus, number) for number in range(1, count + 1)]

    def teachers(self, campus: Campus, counts: Staffing) -> list[Person]:
        """The teachers of a campus, those without a class at the end."""
        total = counts.scheduled + counts.unscheduled
        return [self._employee(campus, "t", number, "Teacher") for number in range(1, total + 1)]

    def special_teachers(self, campus: Campus, counts: Staffing) -> list[Person]:
        """The special education teachers of a campus."""
        kind = "Special education teacher"
        return [self._employee(campus, "e", number, kind) for number in range(1, counts.special + 1)]

    def aides(self, campus: Campus, counts: Staffing) -> list[Person]:
        """The aides of a campus."""
        return [self._employee(campus, "a", number, "Aide") for number in range(1, counts.aides + 1)]

    def others(self, campus: Campus, counts: Staffing) -> list[Person]:
        """Everybody else who works at a campus."""
        return [
            self._employee(campus, "o", number, campus_employee_type(number - 1))
            for number in range(1, counts.others + 1)
        ]

    def office(self, office: DistrictOffice) -> Iterator[Person]:
        """The people of the district office."""
        for place in range(office.people):
            number = office.number * 100 + place + 1
            kind = office_employee_type(place)
            yield self._make_employee(DISTRICT_SOURCED_ID, (DISTRICT_SOURCED_ID,), "o", number, f"9{number:07d}", kind)

    def _student(self, campus: Campus, number: int) -> Person:
        labels = (self._seed, campus.number, "s")
        is_namesake = number % _NAMESAKE_EVERY == _NAMESAKE_AT
        naming = Dice(*labels, number - _NAMESAKE_OF if is_namesake else number, "name")
        sex = naming.pick(("female", "male"))
        name = draw_name(naming, sex)
        dice = Dice(*labels, number)
        grades = GRADES[campus.level]
        grade = grades[(number - 1) % len(grades)]
        digits = f"{campus.number:04d}{number:04d}"
        username = f"{name.latin_given[:1]}{name.latin_family[:12]}{int(digits)}"
        return Person(
            sourced_id=f"{campus.sourced_id}-s{number:04d}",
            number=digits,
            name=name,
            sex=sex,
            birth_date=self._unshared(name, self._birth_date_in(grade, dice)),
            orgs=(campus.sourced_id,),
            role="student",
            username=username,
            email="" if grade in _EARLY_GRADES else f"{username}@students.{DOMAIN}",
            grade=grade,
            special_ed=dice.percent(SPECIAL_ED_PERCENT),
        )

    def _employee(self, campus: Campus, series: str, number: int, kind: str) -> Person:
        orgs = [campus.sourced_id]
        if kind in _TWO_CAMPUSES and campus.number > 1:
            orgs.append(f"cv{campus.number - 1:02d}")
        digits = f"{campus.number:04d}{_SERIES_DIGIT[series]}{number:03d}"
        return self._make_employee(campus.sourced_id, tuple(orgs), series, number, digits, kind)

    def _make_employee(
        self, home: str, orgs: tuple[str, ...], series: str, number: int, digits: str, kind: str
    ) -> Person:
        dice = Dice(self._seed, home, series, number)
        sex = dice.pick(("female", "female", "male"))
        name = draw_name(Dice(self._seed, home, series, number, "name"), sex)
        oldest = date(self._year.ends_in - 67, 1, 1)
        username = self._free_username(name)
        lacks_email = (kind == "Teacher" and number % 12 == 5) or kind in _WITHOUT_EMAIL
        return Person(
            sourced_id=f"{home}-{series}{number:03d}",
            number=digits,
            name=name,
            sex=sex,
            birth_date=self._unshared(name, oldest + timedelta(days=dice.below(43 * 365))),
            orgs=orgs,
            role=roster_role(kind),
            username=username,
            email="" if lacks_email else f"{username}@{DOMAIN}",
            employee_type=kind,
        )

    def _birth_date_in(self, grade: str, dice: Dice) -> date:
        """A day that gives the grade's age on 1 September; from grade 3 on, one in 25 repeats a grade and is older."""
        years = _AGES[grade] + 1 + (1 if dice.percent(4) and grade not in _EARLY_GRADES else 0)
        return date(self._year.ends_in - 1 - years, 9, 2) + timedelta(days=dice.below(365))

    def _unshared(self, name: FullName, birth_date: date) -> date:
        """The birth date, or the next one, away from the first day of school, that nobody of this name has yet."""
        step = timedelta(days=-1 if (3, 1) <= (birth_date.month, birth_date.day) <= (9, 1) else 1)
        while (identity := _identity(name, birth_date)) in self._identities:
            birth_date += step
        self._identities.add(identity)
        return birth_date

    def _free_username(self, name: FullName) -> str:
        base = f"{name.latin_given}.{name.latin_family}"[:_LONGEST_USERNAME]
        taken = self._usernames.get(base, 0)
        self._usernames[base] = taken + 1
        return f"{base}{taken + 1}" if taken else base


def _identity(name: FullName, birth_date: date) -> int:
    """A number for name and birth date that fits the memory of a million people; two alike only move a birthday."""
    return Dice(name.given, name.family, birth_date.toordinal()).below(2**60)
