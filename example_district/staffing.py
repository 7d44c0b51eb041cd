"""How many of a campus's people are students, teachers and other employees, and what the employees do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from example_district.sites import Level

GRADES: dict[Level, tuple[str, ...]] = {
    Level.ELEMENTARY: (
        "KG", "01", "02", "03", "04", "05", "PK", "KG", "01", "02", "03", "04", "05", "PK", "PR",
    ),
    Level.MIDDLE: ("06", "07", "08"),
    Level.HIGH: ("09", "10", "11", "12"),
}  # fmt: skip
"""Grades of a campus's students one after another, again and again."""

TEAM_SIZE = 26
"""Students who have the same schedule in middle and high school."""
SUBJECTS = 7
"""Sections that such a student has in a week, one in each period."""
SECTIONS_OF_A_TEACHER = 6
_HOMEROOM_SIZE = {"PR": 15, "PK": 15, "KG": 20, "01": 20, "02": 20}
_UPPER_HOMEROOM_SIZE = 22
SPECIAL_ED_PERCENT = 12
_STUDENTS_OF_A_RESOURCE_ROOM = 100 * 12 // SPECIAL_ED_PERCENT

CAMPUS_EMPLOYEES: tuple[str, ...] = (
    "Principal", "Front office", "Registrar", "Counselor", "Nurse", "Custodian", "Campus IT", "Music teacher",
    "Assistant principal", "Librarian", "Cafeteria staff", "Substitute teacher", "Front office", "Custodian",
    "Instructional coach", "Cafeteria staff", "Speech therapist", "Counselor", "Security officer", "Custodian",
)  # fmt: skip
"""Who else works at a campus, the most needed first."""

OFFICE_EMPLOYEES: tuple[str, ...] = (
    "District administrator", "Campus IT", "Bus driver", "Bus driver", "Registrar", "Bus driver", "Bus driver",
    "Payroll clerk", "Maintenance technician", "Bus driver", "District administrator", "Campus IT",
)  # fmt: skip
"""Who works at the district office."""

_TEACHING = {"Teacher", "Special education teacher", "Music teacher", "Substitute teacher", "Instructional coach"}
_LEADING = {
    "Principal", "Assistant principal", "Counselor", "Front office", "Registrar", "Campus IT", "Librarian",
    "District administrator", "Payroll clerk",
}  # fmt: skip


def roster_role(employee_type: str) -> str:
    """The role of an employee in OneRoster 1.1, which knows teachers, administrators and aides only."""
    if employee_type in _TEACHING:
        return "teacher"
    return "administrator" if employee_type in _LEADING else "aide"


def employee_type(position: int, types: tuple[str, ...]) -> str:
    """What the employee at a position counted from 0 does; the list starts anew at its end."""
    return types[position % len(types)]


def homeroom_size(grade: str) -> int:
    """How many pupils a homeroom of the grade has at most."""
    return _HOMEROOM_SIZE.get(grade, _UPPER_HOMEROOM_SIZE)


@dataclass(frozen=True)
class Staffing:
    """Head counts of a campus.

    Attributes:
        students: students.
        scheduled: teachers who teach a homeroom or sections.
        unscheduled: teachers who have no class yet, counted after the scheduled ones.
        special: special education teachers, each with a resource room.
        aides: aides.
        others: everybody of CAMPUS_EMPLOYEES.
    """

    students: int
    scheduled: int
    unscheduled: int
    special: int
    aides: int
    others: int

    @property
    def people(self) -> int:
        """Everybody."""
        return self.students + self.scheduled + self.unscheduled + self.special + self.aides + self.others


@lru_cache(maxsize=64)
def staffing(level: Level, people: int) -> Staffing:
    """Divide the people of a campus, as many students as can be taught; who is left over works there."""
    counts = next(
        counts for counts in (_for_students(level, n) for n in range(people, 0, -1)) if counts.people <= people
    )
    others = counts.others + people - counts.people
    return Staffing(counts.students, counts.scheduled, counts.unscheduled, counts.special, counts.aides, others)


def _for_students(level: Level, students: int) -> Staffing:
    return Staffing(
        students=students,
        scheduled=_teachers_with_classes(level, students),
        unscheduled=1 + students // 300,
        special=-(-students // _STUDENTS_OF_A_RESOURCE_ROOM),
        aides=2 + students // 70,
        others=8 + students // 60,
    )


def _teachers_with_classes(level: Level, students: int) -> int:
    pattern = GRADES[level]
    rounds, rest = divmod(students, len(pattern))
    pupils = {grade: rounds * pattern.count(grade) + pattern[:rest].count(grade) for grade in pattern}
    if level is Level.ELEMENTARY:
        return sum(-(-count // homeroom_size(grade)) for grade, count in pupils.items())
    teams = sum(-(-count // TEAM_SIZE) for count in pupils.values())
    return SUBJECTS * -(-teams // SECTIONS_OF_A_TEACHER)
