"""What is taught at which level."""

from __future__ import annotations

from dataclasses import dataclass

from example_district.sites import Level
from example_district.staffing import GRADES

GRADE_TITLES = {
    "PR": "Preschool", "PK": "Prekindergarten", "KG": "Kindergarten", "01": "First grade", "02": "Second grade",
    "03": "Third grade", "04": "Fourth grade", "05": "Fifth grade",
}  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """A subject; the code is its area in the School Courses for the Exchange of Data (SCED)."""

    name: str
    code: str


_ENGLISH = Subject("English", "01")
_MATHEMATICS = Subject("Mathematics", "02")
_SCIENCE = Subject("Science", "03")
_SOCIAL_STUDIES = Subject("Social Studies", "04")
_ARTS = Subject("Arts", "05")
_PHYSICAL_EDUCATION = Subject("Physical Education", "08")
_COMPUTING = Subject("Computer Science", "10")
_ENGINEERING = Subject("Engineering", "21")
_SUPPORT = Subject("Special Education", "22")
_LANGUAGES = Subject("World Languages", "24")

_SECONDARY: dict[Level, dict[Subject, tuple[str, ...]]] = {
    Level.MIDDLE: {
        _ENGLISH: ("English 6", "English 7", "English 8"),
        _MATHEMATICS: ("Mathematics 6", "Mathematics 7", "Pre-Algebra"),
        _SCIENCE: ("Earth Science", "Life Science", "Physical Science"),
        _SOCIAL_STUDIES: ("World Cultures", "Texas History", "U.S. History to 1877"),
        _PHYSICAL_EDUCATION: ("PE 6", "PE 7", "PE 8"),
        _LANGUAGES: ("Spanish 1A", "Spanish 1B", "Spanish 1"),
    },
    Level.HIGH: {
        _ENGLISH: ("English I", "English II", "English III", "English IV"),
        _MATHEMATICS: ("Algebra I", "Geometry", "Algebra II", "Precalculus"),
        _SCIENCE: ("Biology", "Chemistry", "Physics", "Anatomy and Physiology"),
        _SOCIAL_STUDIES: ("World Geography", "World History", "U.S. History", "Government and Economics"),
        _PHYSICAL_EDUCATION: ("Foundations of Fitness", "Team Sports", "Athletics III", "Athletics IV"),
        _LANGUAGES: ("Spanish I", "Spanish II", "Français III, littérature", "AP Spanish"),
    },
}
_ELECTIVES: dict[Level, tuple[tuple[str, Subject, str], ...]] = {
    Level.MIDDLE: (("Art", _ARTS, "fall"), ("Computer Science", _COMPUTING, "spring")),
    Level.HIGH: (("Theatre, Film & Design", _ARTS, "fall"), ("Robotics", _ENGINEERING, "spring")),
}


@dataclass(frozen=True)
class Course:
    """A row of courses.csv.

    Attributes:
        subject: None for a homeroom.
        term: `full`, `fall` or `spring`, when its classes meet.
    """

    sourced_id: str
    title: str
    code: str
    grades: tuple[str, ...]
    subject: Subject | None = None
    term: str = "full"


def homeroom_course(grade: str) -> Course:
    """All of a grade's day in elementary school."""
    return Course(f"course-home-{grade.lower()}", GRADE_TITLES[grade], f"HR{grade}", (grade,))


def resource_course(level: Level) -> Course:
    """Support for students with the special-ed mark."""
    name = level.name.lower()
    grades = tuple(sorted(set(GRADES[level]), key=_grade_order))
    return Course(f"course-resource-{name}", "Resource Room", f"RES-{level.name[0]}", grades, _SUPPORT)


def core_courses(level: Level, grade: str) -> tuple[Course, ...]:
    """The year-long courses of a grade of a middle or high school, six."""
    place = GRADES[level].index(grade)
    return tuple(
        Course(f"course-{grade}-{number}", titles[place], f"{grade}{number}0", (grade,), subject)
        for number, (subject, titles) in enumerate(_SECONDARY[level].items(), start=1)
    )


def electives(level: Level, grade: str) -> tuple[Course, ...]:
    """What a grade takes in the seventh period of its day: one course in fall, another in spring."""
    return tuple(
        Course(
            f"course-{grade}-7{term}", f"{title} {int(grade)}", f"{grade}7{term[0].upper()}", (grade,), subject, term
        )
        for title, subject, term in _ELECTIVES[level]
    )


def all_courses() -> tuple[Course, ...]:
    """Every course of the district."""
    secondary = [(level, grade) for level in _SECONDARY for grade in GRADES[level]]
    return (
        *(homeroom_course(grade) for grade in GRADE_TITLES),
        *(course for level, grade in secondary for course in core_courses(level, grade) + electives(level, grade)),
        *(resource_course(level) for level in Level),
    )


def _grade_order(grade: str) -> tuple[bool, int, str]:
    early = ("PR", "PK", "KG")
    return (grade not in early, early.index(grade) if grade in early else 0, grade)
