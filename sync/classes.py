"""Classes and enrollments as they are now or are going to be: what is over is not wanted."""

from __future__ import annotations

from datetime import date

import polars as pl

from sync.roster import Roster, listed, schools


def current_classes(roster: Roster, today: date) -> pl.DataFrame:
    """The rows of classes that are not known to be over, with `term`, that of their terms that ends last, and `end`."""
    ends = roster.academic_sessions.select(
        pl.col("sourcedId").alias("term"), pl.col("endDate").str.to_date("%Y-%m-%d", strict=False).alias("end")
    ).unique("term", keep="first", maintain_order=True)
    terms = roster.classes.select("row", listed("termSourcedIds").alias("term")).explode("term")
    last = (
        terms.join(ends, on="term", how="left", maintain_order="left")
        .sort("row", "end", nulls_last=True, maintain_order=True)
        .group_by("row", maintain_order=True)
        .last()
    )
    current = last.filter((pl.col("end") >= today).fill_null(value=True))
    return roster.classes.join(current.select("row", "term", "end"), on="row", how="inner", maintain_order="left")


def current_enrollments(roster: Roster, classes: pl.DataFrame, today: date) -> pl.DataFrame:
    """The rows of enrollments in some classes that have not ended."""
    ids = classes["sourcedId"].drop_nulls().implode()
    return roster.enrollments.filter(pl.col("classSourcedId").is_in(ids) & not_ended(today))


def enrolled_now(roster: Roster, today: date) -> pl.DataFrame:
    """The rows of enrollments that are not over, nor their classes; none while school is out."""
    return current_enrollments(roster, current_classes(roster, today), today)


def not_ended(today: date) -> pl.Expr:
    """Whether a row of enrollments has not ended by its own date."""
    ended = pl.col("endDate").str.to_date("%Y-%m-%d", strict=False) < today
    return ~ended.fill_null(value=False)


def schedules(enrollments: pl.DataFrame) -> pl.DataFrame:
    """Who is in a class: `sourcedId` of the person, and `teaches`, whether as a teacher in one of them.

    Enrollments that are held count: a flaw in one of them takes no application from a teacher.
    """
    # Groups of millions of rows would take a gigabyte, distinct ids a twentieth of it.
    teachers = enrollments.filter(pl.col("role") == "teacher")["userSourcedId"].drop_nulls().unique()
    people = enrollments["userSourcedId"].drop_nulls().unique(maintain_order=True)
    return pl.select(sourcedId=people, teaches=people.is_in(teachers.implode()))


def wanted_classes(roster: Roster, classes: pl.DataFrame) -> pl.DataFrame:
    """Of current classes those that can be used, as fields of a `class` row, with `end` of the term.

    Returns:
        `sourcedId`, `title`, `school`, `term`, `homeroom` and `end`.
    """
    codes = schools(roster.orgs.filter(~pl.col("held"))).select(pl.col("sourcedId").alias("schoolSourcedId"), "code")
    return (
        classes.filter(~pl.col("held"))
        .join(codes, on="schoolSourcedId", how="inner", maintain_order="left")
        .select(
            "sourcedId",
            pl.col("title").str.strip_chars(),
            pl.col("code").alias("school"),
            "term",
            (pl.col("classType") == "homeroom").fill_null(value=False).alias("homeroom"),
            "end",
        )
    )


def wanted_enrollments(enrollments: pl.DataFrame, classes: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Of current enrollments those between wanted ones, as fields of an `enrollment` row, with `end` of the term."""
    ends = classes.select(pl.col("sourcedId").alias("classSourcedId"), "end").unique("classSourcedId", keep="first")
    of_class = pl.col("classSourcedId").is_in(ends["classSourcedId"].drop_nulls().implode())
    of_person = pl.col("userSourcedId").is_in(people["sourcedId"].drop_nulls().implode())
    # Of millions of rows only what is needed is copied, and the few dates are looked up: a join would copy all again.
    end = pl.col("class").replace_strict(ends["classSourcedId"], ends["end"], default=None, return_dtype=pl.Date)
    return (
        enrollments.select(
            "held",
            "sourcedId",
            pl.col("classSourcedId").alias("class"),
            pl.col("userSourcedId").alias("person"),
            "role",
            "primary",
        )
        .filter(enrollments.select(~pl.col("held") & of_class & of_person).to_series())
        .select(
            "sourcedId", "class", "person", "role", (pl.col("primary") == "true").alias("primary"), end.alias("end")
        )
    )
