"""How many of a campus's people are students, teachers and other employees, and what the employees do."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
_RESOURCE_ROOM_SIZE = 12
_STUDENTS_OF_A_RESOURCE_ROOM = 100 * _RESOURCE_ROOM_SIZE // SPECIAL_ED_PERCENT

_KEY_POSITIONS = (
    "Principal", "Front office", "Registrar", "Counselor", "Nurse", "Custodian", "Campus IT", "Music teacher",
    "Assistant principal", "Librarian",
)  # fmt: skip
_FURTHER_POSITIONS = (
    "Cafeteria staff", "Substitute teacher", "Front office", "Custodian", "Instructional coach", "Cafeteria staff",
    "Speech therapist", "Counselor", "Security officer", "Custodian",
)  # fmt: skip
_OFFICE_POSITIONS = (
    "District administrator", "Campus IT", "Bus driver", "Bus driver", "Registrar", "Bus driver", "Bus driver",
    "Payroll clerk", "Maintenance technician", "Bus driver", "District administrator", "Campus IT",
)  # fmt: skip

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


def campus_employee_type(position: int) -> str:
    """What the employee at a position of a campus, counted from 0, does; the most needed come first."""
    further = position - len(_KEY_POSITIONS)
    return _KEY_POSITIONS[position] if further < 0 else _FURTHER_POSITIONS[further % len(_FURTHER_POSITIONS)]


def office_employee_type(position: int) -> str:
    """What the employee at a position of the district office, counted from 0, does."""
    return _OFFICE_POSITIONS[position % len(_OFFICE_POSITIONS)]


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
        others: everybody else, see `campus_employee_type`.
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
    return replace(counts, others=counts.others + people - counts.people)


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
