"""Who is in which class: homerooms in elementary schools, sections by period in the others, resource rooms in all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from example_district.courses import Course, core_courses, electives, homeroom_course, resource_course
from example_district.people import Person
from example_district.sites import Campus, Level
from example_district.staffing import SECTIONS_OF_A_TEACHER, SUBJECTS, TEAM_SIZE, homeroom_size


@dataclass(frozen=True)
class SchoolClass:
    """A row of classes.csv and the enrollments in it.

    Attributes:
        period: empty for a homeroom.
        teacher: the primary teacher.
        others: further employees in the class, with their role in it.
    """

    sourced_id: str
    title: str
    code: str
    course: Course
    grades: tuple[str, ...]
    location: str
    period: str
    teacher: Person
    students: tuple[Person, ...]
    others: tuple[tuple[Person, str], ...] = ()


@dataclass(frozen=True)
class Faculty:
    """Who can be given classes at a campus."""

    teachers: Sequence[Person]
    special: Sequence[Person]
    aides: Sequence[Person]


@dataclass
class _Room:
    """Numbers the classes of one campus as they are made."""

    campus: Campus
    made: int = 0

    def open(
        self, course: Course, label: str, period: str, teacher: Person, students: Sequence[Person],
        others: tuple[tuple[Person, str], ...] = (),
    ) -> SchoolClass:  # fmt: skip
        self.made += 1
        present = {student.grade for student in students}
        return SchoolClass(
            sourced_id=f"{self.campus.sourced_id}-c{self.made:04d}",
            title=f"{course.title} - {label}",
            code=f"{course.code}-{self.made:03d}",
            course=course,
            grades=tuple(grade for grade in course.grades if grade in present),
            location=f"Room {100 + self.made % 60}",
            period=period,
            teacher=teacher,
            students=tuple(students),
            others=others,
        )


def classes(campus: Campus, faculty: Faculty, students: Sequence[Person]) -> Iterator[SchoolClass]:
    """Make the classes of a campus; every student is in one at least."""
    room = _Room(campus)
    by_grade: dict[str, list[Person]] = defaultdict(list)
    for student in students:
        by_grade[student.grade].append(student)
    if campus.level is Level.ELEMENTARY:
        yield from _homerooms(room, faculty, by_grade)
    else:
        yield from _sections(room, faculty, by_grade)
    yield from _resource_rooms(room, faculty, [student for student in students if student.special_ed])


def _homerooms(room: _Room, faculty: Faculty, by_grade: dict[str, list[Person]]) -> Iterator[SchoolClass]:
    teachers = iter(faculty.teachers)
    aides = iter(faculty.aides[1:])
    for grade, pupils in by_grade.items():
        course = homeroom_course(grade)
        for group in _groups(pupils, homeroom_size(grade)):
            teacher = next(teachers)
            aide = next(aides, None) if grade in {"PR", "PK", "KG"} else None
            others = ((aide, "proctor"),) if aide else ()
            yield room.open(course, teacher.name.family, "", teacher, group, others)


def _sections(room: _Room, faculty: Faculty, by_grade: dict[str, list[Person]]) -> Iterator[SchoolClass]:
    """Teams take the subjects in turn, so that nobody is in two sections of one period."""
    level = room.campus.level
    teams = [(grade, team) for grade, pupils in by_grade.items() for team in _groups(pupils, TEAM_SIZE)]
    for number, (grade, team) in enumerate(teams):
        subjects = [*((course,) for course in core_courses(level, grade)), electives(level, grade)]
        for place, subject in enumerate(subjects):
            teacher = faculty.teachers[number // SECTIONS_OF_A_TEACHER * SUBJECTS + place]
            period = str((number + place) % SUBJECTS + 1)
            for course in subject:
                label = f"Period {period} - {teacher.name.family}"
                yield room.open(course, label, period, teacher, team)


def _resource_rooms(room: _Room, faculty: Faculty, marked: list[Person]) -> Iterator[SchoolClass]:
    course = resource_course(room.campus.level)
    for number, teacher in enumerate(faculty.special):
        group = marked[number :: len(faculty.special)]
        if group:
            aide = ((faculty.aides[0], "proctor"),) if number == 0 else ()
            yield room.open(course, teacher.name.family, "", teacher, group, aide)


def _groups(people: list[Person], largest: int) -> list[list[Person]]:
    """As few groups as the size allows, of nearly equal size."""
    count = -(-len(people) // largest)
    return [people[number::count] for number in range(count)]
