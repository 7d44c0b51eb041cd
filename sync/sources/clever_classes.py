"""Clever's sections as classes, and the courses, terms and enrollments that follow from them."""

from __future__ import annotations

from datetime import date

import polars as pl

from sync.sources.clever_files import CO_TEACHERS
from sync.sources.clever_people import grade, iso_date, person_id
from sync.sources.stacked import Stacked

_YEAR_BEGINS = 7
"""In July, where a section says nothing else."""
_HOMEROOM = "homeroom/advisory"
"""The subject by which Clever's format tells homerooms."""


def sessions_of(sections: pl.DataFrame, today: date) -> pl.DataFrame:
    """The terms of sections, each once. What has no dates is of this school year: Clever's files have no history."""
    named = sections.select(
        "row",
        _session_id(today).alias("sourcedId"),
        pl.col("Term_name").fill_null("School year").alias("title"),
        _start(today).alias("startDate"),
        _end(today).alias("endDate"),
        pl.lit("term").alias("type"),
    )
    return named.unique("sourcedId", keep="first", maintain_order=True)


def courses_of(sections: pl.DataFrame) -> pl.DataFrame:
    """The courses of sections, each once."""
    title = pl.coalesce("Course_name", "Course_number", pl.lit("No course"))
    named = sections.select("row", _course_id().alias("sourcedId"), title.alias("title"), courseCode="Course_number")
    return named.unique("sourcedId", keep="first", maintain_order=True)


def classes_of(sections: pl.DataFrame, today: date) -> pl.DataFrame:
    """The sections."""
    homeroom = pl.col("Subject").str.to_lowercase() == _HOMEROOM
    course = pl.concat_str("Course_name", "Section_number", separator=" ", ignore_nulls=True).replace("", None)
    return sections.select(
        "row",
        pl.col("Section_id").alias("sourcedId"),
        pl.coalesce("Name", course, "Section_id").alias("title"),
        _course_id().alias("courseSourcedId"),
        pl.col("School_id").alias("schoolSourcedId"),
        _session_id(today).alias("termSourcedIds"),
        grade("Grade").alias("grades"),
        pl.col("Section_number").alias("classCode"),
        pl.when(homeroom).then(pl.lit("homeroom")).otherwise(pl.lit("scheduled")).alias("classType"),
    )


def enrollments_of(enrollments: pl.DataFrame, sections: pl.DataFrame) -> Stacked:
    """Students of sections, and teachers, of whom the first is the primary one."""
    students = enrollments.with_columns(person_id("student", "Student_id").alias("userSourcedId"))
    parts = [("enrollments.csv", _enrollments(students, "student", "false"))]
    for column in ("Teacher_id", *CO_TEACHERS):
        taught = sections.filter(pl.col(column).is_not_null())
        if column == "Teacher_id" or not taught.is_empty():
            teachers = taught.with_columns(person_id("staff", column).alias("userSourcedId"))
            primary = "true" if column == "Teacher_id" else "false"
            parts.append(("sections.csv", _enrollments(teachers, "teacher", primary)))
    return Stacked.of(*parts)


def _enrollments(rows: pl.DataFrame, role: str, primary: str) -> pl.DataFrame:
    return rows.select(
        "row",
        pl.format("{}:{}", "Section_id", "userSourcedId").alias("sourcedId"),
        pl.col("Section_id").alias("classSourcedId"),
        pl.col("userSourcedId"),
        pl.lit(role).alias("role"),
        pl.col("School_id").alias("schoolSourcedId"),
        pl.lit(primary).alias("primary"),
    )


def _session_id(today: date) -> pl.Expr:
    return pl.format("term-{}-{}-{}", pl.col("Term_name").fill_null(""), _start(today), _end(today))


def _course_id() -> pl.Expr:
    return pl.format("course-{}", pl.coalesce("Course_number", "Course_name", pl.lit("none")))


def _start(today: date) -> pl.Expr:
    return iso_date("Term_start").fill_null(date(_first_year(today), _YEAR_BEGINS, 1).isoformat())


def _end(today: date) -> pl.Expr:
    return iso_date("Term_end").fill_null(date(_first_year(today) + 1, _YEAR_BEGINS - 1, 30).isoformat())


def _first_year(today: date) -> int:
    return today.year if today.month >= _YEAR_BEGINS else today.year - 1
