"""A small district and its student information system, which live through a school year.

It knows by itself who should have an account and what should be in Keycloak on a day, without asking the sync.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tests.support.roster_set import Tables, enrollment, person, school_class

GRADES = ("KG", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12")
SCHOOLS = {"east": GRADES[:6], "west": GRADES[:6], "middle": GRADES[6:9], "high": GRADES[9:]}
PUPILS_A_GRADE = 6
NEXT_SCHOOL = {"east": "middle", "west": "middle", "middle": "high"}


@dataclass
class Pupil:
    """A student of the district."""

    id: str
    given: str
    family: str
    school: str
    grade: str


@dataclass
class Teacher:
    """A teacher of one grade at one school, or of none yet."""

    id: str
    school: str
    grade: str | None


@dataclass(frozen=True)
class Account:
    """What Keycloak should have of a person."""

    name: tuple[str, str]
    email: str
    school: str
    grade: str | None
    applications: frozenset[str]


@dataclass(frozen=True)
class Term:
    """A term of a school year."""

    id: str
    start: date
    end: date


@dataclass
class LivingDistrict:
    """The district.

    Attributes:
        year: calendar year in which the school year begins.
    """

    year: int = 2026
    pupils: dict[str, Pupil] = field(default_factory=dict)
    teachers: dict[str, Teacher] = field(default_factory=dict)
    _numbers: int = 0

    def __post_init__(self) -> None:
        for school, grades in SCHOOLS.items():
            for grade in grades:
                self.hire(school, grade)
                for _ in range(PUPILS_A_GRADE):
                    self.enrol(school, grade)

    def enrol(self, school: str, grade: str) -> Pupil:
        """Somebody new comes to a school."""
        pupil = Pupil(f"p{self._number():04d}", "Zoë", f"Núñez {self._numbers}", school, grade)
        self.pupils[pupil.id] = pupil
        return pupil

    def hire(self, school: str, grade: str | None) -> Teacher:
        """A teacher comes to a school."""
        teacher = Teacher(f"t{self._number():04d}", school, grade)
        self.teachers[teacher.id] = teacher
        return teacher

    def promote(self) -> None:
        """The next school year: everybody is a grade further, the oldest have graduated, the youngest are new."""
        self.year += 1
        for pupil in list(self.pupils.values()):
            if pupil.grade == GRADES[-1]:
                del self.pupils[pupil.id]
                continue
            pupil.grade = GRADES[GRADES.index(pupil.grade) + 1]
            if pupil.grade not in SCHOOLS[pupil.school]:
                pupil.school = NEXT_SCHOOL[pupil.school]
        for school in ("east", "west"):
            for _ in range(PUPILS_A_GRADE):
                self.enrol(school, GRADES[0])

    def tables(self) -> Tables:
        """The export, as of now."""
        classes = [(term, teacher) for term in self.terms for teacher in self._teaching()]
        return {
            "academicSessions": [
                {"sourcedId": term.id, "title": term.id, "type": "term", "startDate": f"{term.start}"}
                | {"endDate": f"{term.end}"}
                for term in self.terms
            ],
            "orgs": [
                {"sourcedId": "d", "name": "District", "type": "district", "identifier": "D00"},
                *({"sourcedId": s, "name": s.title(), "type": "school", "identifier": s.upper()} for s in SCHOOLS),
            ],
            "courses": [{"sourcedId": "course", "title": "Course"}],
            "classes": [
                school_class(self._class_id(term, t), schoolSourcedId=t.school, termSourcedIds=term.id)
                for term, t in classes
            ],
            "users": [
                *(person(t.id, "teacher", orgSourcedIds=t.school) for t in self.teachers.values()),
                *(
                    person(p.id, orgSourcedIds=p.school, grades=p.grade, givenName=p.given, familyName=p.family)
                    for p in self.pupils.values()
                ),
            ],
            "enrollments": [
                enrollment(who, self._class_id(term, t), role, schoolSourcedId=t.school)
                for term, t in classes
                for who, role in self._members(t)
            ],
        }

    def accounts(self, day: date) -> dict[str, Account]:
        """Who can sign in, by username."""
        teaches = {teacher.id for teacher in self._teaching() if any(self._current(day))}
        found = {
            p.id: Account(
                (p.given, p.family), f"{p.id}@example.org", p.school.upper(), p.grade, frozenset({"canvas", "library"})
            )
            for p in self.pupils.values()
        }
        for t in self.teachers.values():
            opened = {"library", "clever"} if t.id in teaches else {"library"}
            found[t.id] = Account(
                ("Given", t.id.title()), f"{t.id}@example.org", t.school.upper(), None, frozenset(opened)
            )
        return found

    def classes(self, day: date) -> set[str]:
        """Ids of the classes whose term is not over."""
        return {self._class_id(term, teacher) for term in self._current(day) for teacher in self._teaching()}

    def enrollments(self, day: date) -> set[str]:
        """Ids of the enrollments in such classes."""
        return {
            f"{who}-{self._class_id(term, teacher)}"
            for term in self._current(day)
            for teacher in self._teaching()
            for who, _ in self._members(teacher)
        }

    def taught(self, day: date) -> dict[str, dict[str, set[str]]]:
        """The pupils of each such class of each teacher, all by id."""
        return {
            teacher.id: {
                self._class_id(term, teacher): {who for who, role in self._members(teacher) if role == "student"}
                for term in self._current(day)
            }
            for teacher in self._teaching()
        }

    @property
    def terms(self) -> tuple[Term, ...]:
        """Fall and spring of the school year."""
        return (
            Term(f"fall-{self.year}", date(self.year, 8, 12), date(self.year, 12, 18)),
            Term(f"spring-{self.year}", date(self.year + 1, 1, 5), date(self.year + 1, 5, 28)),
        )

    def _current(self, day: date) -> Iterator[Term]:
        return (term for term in self.terms if day <= term.end)

    def _teaching(self) -> Iterator[Teacher]:
        return (teacher for teacher in self.teachers.values() if teacher.grade)

    def _members(self, teacher: Teacher) -> Iterator[tuple[str, str]]:
        yield teacher.id, "teacher"
        for pupil in self.pupils.values():
            if (pupil.school, pupil.grade) == (teacher.school, teacher.grade):
                yield pupil.id, "student"

    def _class_id(self, term: Term, teacher: Teacher) -> str:
        return f"{term.id}-{teacher.id}"

    def _number(self) -> int:
        self._numbers += 1
        return self._numbers
