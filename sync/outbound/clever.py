"""A selection as the files of Clever's SFTP format. Source of names and rules: Clever SFTP Instructions 2.1.

Whoever is at two schools has a row at each. A section needs a teacher and a student to be taken.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

import polars as pl

from sync.outbound.csv_files import CsvFile, Files, Reference, as_text
from sync.outbound.selection import Selection

_SCHOOL = Reference("School_id", (("schools.csv", "School_id"),))
_TEACHER_COLUMNS = ("Teacher_id", *(f"Teacher_{number}_id" for number in range(2, 11)))
_TEACHERS = tuple(
    Reference(column, (("teachers.csv", "Teacher_id"),), required=column == "Teacher_id") for column in _TEACHER_COLUMNS
)
_NAMES = ("Last_name", "Middle_name", "First_name")

FILES: tuple[CsvFile, ...] = (
    CsvFile("schools.csv", ("School_id", "School_name", "School_number"), ("School_id",)),
    CsvFile(
        "students.csv",
        ("School_id", "Student_id", "Student_number", *_NAMES, "Grade", "Student_email", "Username"),
        ("School_id", "Student_id"),
        kind="people",
        person="Student_id",
        schools="School_id",
        references=(_SCHOOL,),
    ),
    CsvFile(
        "teachers.csv",
        ("School_id", "Teacher_id", "Teacher_number", "Teacher_email", *_NAMES, "Title", "Username"),
        ("School_id", "Teacher_id"),
        kind="people",
        person="Teacher_id",
        schools="School_id",
        references=(_SCHOOL,),
    ),
    CsvFile(
        "staff.csv",
        ("School_id", "Staff_id", "Staff_email", "First_name", "Last_name", "Title", "Username"),
        ("School_id", "Staff_id"),
        kind="people",
        person="Staff_id",
        schools="School_id",
        references=(_SCHOOL,),
        required=("Staff_email",),
        optional=True,
    ),
    CsvFile(
        "sections.csv",
        (
            "School_id", "Section_id", *_TEACHER_COLUMNS, "Name", "Grade", "Course_name", "Course_number", "Term_name",
            "Term_start", "Term_end",
        ),
        ("Section_id",),
        kind="classes",
        school_class="Section_id",
        schools="School_id",
        references=(_SCHOOL, *_TEACHERS),
        needed_by=("enrollments.csv", "Section_id"),
    ),
    CsvFile(
        "enrollments.csv",
        ("School_id", "Section_id", "Student_id"),
        ("Section_id", "Student_id"),
        kind="enrollments",
        person="Student_id",
        school_class="Section_id",
        schools="School_id",
        references=(
            Reference("Section_id", (("sections.csv", "Section_id"),)),
            Reference("Student_id", (("students.csv", "Student_id"),)),
        ),
    ),
)  # fmt: skip
"""In the order in which they replace those that are there: what is referred to comes first."""

_PERSONAL: Mapping[str, tuple[tuple[str, str], ...]] = {
    "grade": (("students.csv", "Grade"),),
    "student-email": (("students.csv", "Student_email"),),
    "staff-email": (("teachers.csv", "Teacher_email"), ("staff.csv", "Staff_email")),
    "middle-name": (("students.csv", "Middle_name"), ("teachers.csv", "Middle_name")),
    "number": (("students.csv", "Student_number"), ("teachers.csv", "Teacher_number")),
    "employee-type": (("teachers.csv", "Title"), ("staff.csv", "Title")),
    "username": (("students.csv", "Username"), ("teachers.csv", "Username"), ("staff.csv", "Username")),
}
"""Columns that are filled only if the district asks for them, by field."""
_GRADES: Mapping[str, str] = {
    "IT": "InfantToddler",
    "PR": "Preschool",
    "PK": "PreKindergarten",
    "TK": "TransitionalKindergarten",
    "KG": "Kindergarten",
    **{f"{grade:02}": str(grade) for grade in range(1, 14)},
    "PS": "PostGraduate",
    "UG": "Ungraded",
    "Other": "Other",
}
_DATE = "%m/%d/%Y"


def clever_files(selection: Selection) -> Files:
    """The files of a selection, all personal columns included."""
    people = selection.people.explode("schools").drop_nulls("schools").rename({"schools": "School_id"})
    enrollments = selection.enrollments
    teaching = enrollments.filter(pl.col("role") == "teacher")
    teacher = pl.col("teacher") | pl.col("sourcedId").is_in(teaching["person"].implode())
    staff = people.filter(~pl.col("student"))
    frames = {
        "schools.csv": _schools(selection),
        "students.csv": _students(people.filter("student")),
        "teachers.csv": _teachers(staff.filter(teacher)),
        "staff.csv": _staff(staff.filter(~teacher)),
        "sections.csv": _sections(selection, teaching),
        "enrollments.csv": enrollments.filter(pl.col("role") == "student").select(
            pl.col("school").alias("School_id"),
            pl.col("class").alias("Section_id"),
            pl.col("person").alias("Student_id"),
        ),
    }
    return {file.name: as_text(frames[file.name], file) for file in FILES}


def _schools(selection: Selection) -> pl.DataFrame:
    return selection.orgs.filter(pl.col("type") == "school").select(
        pl.col("sourcedId").alias("School_id"),
        pl.col("name").alias("School_name"),
        pl.col("code").alias("School_number"),
    )


def _students(people: pl.DataFrame) -> pl.DataFrame:
    return people.select(
        "School_id",
        pl.col("sourcedId").alias("Student_id"),
        pl.col("number").alias("Student_number"),
        *_names(),
        _grade().alias("Grade"),
        pl.col("email").alias("Student_email"),
        pl.col("username").alias("Username"),
    )


def _teachers(people: pl.DataFrame) -> pl.DataFrame:
    return people.select(
        "School_id",
        pl.col("sourcedId").alias("Teacher_id"),
        pl.col("number").alias("Teacher_number"),
        pl.col("email").alias("Teacher_email"),
        *_names(),
        pl.col("employeeType").alias("Title"),
        pl.col("username").alias("Username"),
    )


def _staff(people: pl.DataFrame) -> pl.DataFrame:
    return people.select(
        "School_id",
        pl.col("sourcedId").alias("Staff_id"),
        pl.col("email").alias("Staff_email"),
        *_names(),
        pl.col("employeeType").alias("Title"),
        pl.col("username").alias("Username"),
    )


def _names() -> tuple[pl.Expr, ...]:
    return (
        pl.col("lastName").alias("Last_name"),
        pl.col("middleName").alias("Middle_name"),
        pl.col("firstName").alias("First_name"),
    )


def _grade() -> pl.Expr:
    return pl.col("grades").list.first().replace_strict(_GRADES, default=None, return_dtype=pl.String)


def _sections(selection: Selection, teaching: pl.DataFrame) -> pl.DataFrame:
    """The sections that have a teacher; the primary one is the first."""
    teachers = (
        teaching.sort(pl.col("primary").not_(), "person")
        .unique(["class", "person"], keep="first", maintain_order=True)
        .group_by("class")
        .agg("person")
        .select(
            pl.col("class").alias("sourcedId"),
            *(pl.col("person").list.get(n, null_on_oob=True).alias(name) for n, name in enumerate(_TEACHER_COLUMNS)),
        )
    )
    last = selection.terms.select(
        pl.col("sourcedId").alias("terms"), pl.col("title").alias("Term_name"), "start", "end"
    )
    terms = (
        selection.classes.select("sourcedId", "terms")
        .explode("terms")
        .join(last, on="terms")
        .sort("sourcedId", "end", "terms", nulls_last=True)
        .group_by("sourcedId", maintain_order=True)
        .agg(pl.col("Term_name").last(), pl.col("start").min(), pl.col("end").last())
    )
    return (
        selection.classes.join(teachers, on="sourcedId")
        .join(terms, on="sourcedId", how="left")
        .select(
            pl.col("school").alias("School_id"),
            pl.col("sourcedId").alias("Section_id"),
            *_TEACHER_COLUMNS,
            pl.col("title").alias("Name"),
            pl.when(pl.col("grades").list.len() == 1).then(_grade()).alias("Grade"),
            pl.col("courseTitle").alias("Course_name"),
            pl.col("courseCode").alias("Course_number"),
            "Term_name",
            pl.col("start").dt.strftime(_DATE).alias("Term_start"),
            pl.col("end").dt.strftime(_DATE).alias("Term_end"),
        )
    )


def only_asked_for(files: Files, fields: Collection[str]) -> Files:
    """The files without the personal data that a district did not ask for."""
    emptied: dict[str, list[str]] = {}
    for field, columns in _PERSONAL.items():
        for name, column in columns:
            if field not in fields:
                emptied.setdefault(name, []).append(column)
    return {
        name: frame.with_columns(pl.lit(None, pl.String).alias(column) for column in emptied.get(name, ()))
        for name, frame in files.items()
    }


def ended_sections(files: Files, today: date) -> pl.Series:
    """Ids of the sections of some files whose term, by the dates in them, was over before a day."""
    return files["sections.csv"].filter(pl.col("Term_end").str.to_date(_DATE, strict=False) < today)["Section_id"]
