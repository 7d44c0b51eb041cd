"""The part of a roster that one application gets: who may open it, of which schools, and what belongs to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from sync.roster import Roster, listed
from sync.wanted import Wanted


@dataclass(frozen=True)
class HeldRecords:
    """Records in doubt: they stay as the application has them.

    Attributes:
        people: sourcedIds.
        with_account: how many of them Keycloak knows; others were never sent to anybody.
        classes: sourcedIds.
        enrollments: `sourcedId`, `class` and `person`.
    """

    people: pl.Series
    with_account: int
    classes: pl.Series
    enrollments: pl.DataFrame


@dataclass(frozen=True)
class Selection:
    """What an application may have. All frames are sorted by sourcedId.

    Attributes:
        people: `sourcedId`, `username`, `email`, `firstName`, `middleName`, `lastName`, `number`, `employeeType`,
            `student`, `teacher`, `role` (the source's), `grades` (a list), `schools` (their sourcedIds).
        orgs: schools of these people and classes, and the organizations above them: `sourcedId`, `name`, `type`,
            `code`, `parent`.
        classes: those in which one of these people is: `sourcedId`, `title`, `school` (its sourcedId), `course`,
            `courseTitle`, `courseCode`, `classCode`, `classType`, `grades` and `terms` (lists).
        enrollments: of these people in these classes: `sourcedId`, `class`, `person`, `school`, `role`, `primary`.
        terms: of these classes, and those above them: `sourcedId`, `title`, `type`, `start`, `end`, `parent`, `year`.
        held: of the whole roster, whatever application.
        schools: sourcedIds of the schools that may be sent; None for all.
        everybody: how many people the whole roster has that are not in doubt.
        ended_classes: sourcedIds of the classes that the roster still has and that are over.
    """

    people: pl.DataFrame
    orgs: pl.DataFrame
    classes: pl.DataFrame
    enrollments: pl.DataFrame
    terms: pl.DataFrame
    held: HeldRecords
    schools: frozenset[str] | None
    everybody: int
    ended_classes: pl.Series


def select(roster: Roster, wanted: Wanted, accounts: pl.DataFrame, client: str, codes: Sequence[str]) -> Selection:
    """Choose what an application gets.

    Args:
        roster: as examined.
        wanted: what Keycloak should have of it; only who and what is in it is chosen.
        accounts: `sourcedId` and `username` of everybody whom Keycloak knows from rosters.
        client: client id of the application: only who may open it is chosen.
        codes: of the schools; none for all.
    """
    schools = wanted.schools.filter(pl.col("code").is_in(codes)) if codes else wanted.schools
    people = _people(roster, wanted, client, schools, everywhere=not codes)
    classes = wanted.classes.join(
        schools.select("code", pl.col("sourcedId").alias("org")), left_on="school", right_on="code"
    )
    enrollments = (
        wanted.enrollments.filter(pl.col("person").is_in(people["sourcedId"].implode()))
        .join(classes.select(pl.col("sourcedId").alias("class"), pl.col("org").alias("school")), on="class")
        .select("sourcedId", "class", "person", "school", "role", "primary")
        .sort("sourcedId")
    )
    classes = _classes(roster, classes.filter(pl.col("sourcedId").is_in(enrollments["class"].implode())))
    used = pl.concat([people["schools"].explode(), classes["school"]]).drop_nulls().unique()
    return Selection(
        people=people,
        orgs=_orgs(roster, wanted, used),
        classes=classes,
        enrollments=enrollments,
        terms=_terms(roster, classes["terms"].explode().drop_nulls().unique()),
        held=_held(roster, wanted, accounts),
        schools=frozenset(schools["sourcedId"]) if codes else None,
        everybody=wanted.people.height,
        ended_classes=_ended(roster, wanted),
    )


def _people(roster: Roster, wanted: Wanted, client: str, schools: pl.DataFrame, *, everywhere: bool) -> pl.DataFrame:
    profiles = [name for name, clients in wanted.access_profiles.items() if client in clients]
    ids = schools.select(pl.col("code").alias("schools"), pl.col("sourcedId").alias("org"))
    of_schools = (
        wanted.people.select("sourcedId", "schools")
        .explode("schools")
        .join(ids, on="schools", how="inner")
        .group_by("sourcedId")
        .agg(pl.col("org").sort())
    )
    more = _once(roster.users).select(
        "sourcedId", "middleName", pl.col("identifier").alias("number"), "role", "employeeType", "grades"
    )
    student = pl.col("kind") == "students"
    return (
        wanted.people.filter(pl.col("accessProfile").is_in(profiles))
        .join(of_schools, on="sourcedId", how="left" if everywhere else "inner")
        .join(more, on="sourcedId", how="left")
        .select(
            "sourcedId",
            "username",
            "email",
            "firstName",
            pl.col("middleName").str.strip_chars().replace("", None),
            "lastName",
            pl.col("number").str.strip_chars().replace("", None),
            pl.when(~student).then(pl.col("employeeType").str.strip_chars().replace("", None)).alias("employeeType"),
            student.alias("student"),
            pl.col("roles").list.contains("teacher").alias("teacher"),
            "role",
            pl.when(student).then(listed("grades")).otherwise(pl.lit([], pl.List(pl.String))).alias("grades"),
            pl.col("org").fill_null([]).alias("schools"),
        )
        .sort("sourcedId")
    )


def _classes(roster: Roster, classes: pl.DataFrame) -> pl.DataFrame:
    more = _once(roster.classes).select(
        "sourcedId",
        pl.col("courseSourcedId").alias("course"),
        "classCode",
        "classType",
        listed("grades").alias("grades"),
        listed("termSourcedIds").alias("terms"),
    )
    courses = _once(roster.courses).select(
        pl.col("sourcedId").alias("course"), pl.col("title").alias("courseTitle"), "courseCode"
    )
    return (
        classes.select("sourcedId", "title", pl.col("org").alias("school"))
        .join(more, on="sourcedId", how="left")
        .join(courses, on="course", how="left")
        .select(
            "sourcedId",
            "title",
            "school",
            "course",
            "courseTitle",
            "courseCode",
            "classCode",
            "classType",
            "grades",
            "terms",
        )
        .sort("sourcedId")
    )


def _orgs(roster: Roster, wanted: Wanted, schools: pl.Series) -> pl.DataFrame:
    orgs = _once(roster.orgs).select(
        "sourcedId", "name", "type", "identifier", pl.col("parentSourcedId").alias("parent")
    )
    codes = wanted.schools.select("sourcedId", "code")
    # Courses, and people who are at no school, belong to the district itself.
    district = orgs.filter(pl.col("type") == "district")["sourcedId"]
    return (
        _with_parents(orgs, pl.concat([schools, district]))
        .join(codes, on="sourcedId", how="left")
        .select("sourcedId", "name", "type", pl.coalesce("code", "identifier").alias("code"), "parent")
        .sort("sourcedId")
    )


def _terms(roster: Roster, terms: pl.Series) -> pl.DataFrame:
    sessions = _once(roster.academic_sessions).select(
        "sourcedId",
        "title",
        "type",
        pl.col("startDate").str.to_date("%Y-%m-%d", strict=False).alias("start"),
        pl.col("endDate").str.to_date("%Y-%m-%d", strict=False).alias("end"),
        pl.col("parentSourcedId").alias("parent"),
        pl.col("schoolYear").alias("year"),
    )
    return _with_parents(sessions, terms).sort("sourcedId")


def _with_parents(records: pl.DataFrame, ids: pl.Series) -> pl.DataFrame:
    """The records of some ids and all above them; a parent that is no record here is left out."""
    parents = dict(records.select("sourcedId", "parent").iter_rows())
    chosen: set[str] = set()
    level = set(ids) & parents.keys()
    while level:
        chosen |= level
        level = ({parents[sourced_id] for sourced_id in level} & parents.keys()) - chosen
    parent = pl.when(pl.col("parent").is_in(list(chosen))).then("parent")
    return records.filter(pl.col("sourcedId").is_in(list(chosen))).with_columns(parent.alias("parent"))


def _held(roster: Roster, wanted: Wanted, accounts: pl.DataFrame) -> HeldRecords:
    # What is wrong with a record may be its sourcedId: then the username says who it is.
    by_name = accounts.filter(pl.col("username").is_in(wanted.held.usernames.implode()))["sourcedId"]
    people = pl.concat([wanted.held.people, by_name]).unique()
    enrollments = roster.enrollments.filter(pl.col("sourcedId").is_in(wanted.held.enrollments.implode()))
    people = people.filter(~people.is_in(wanted.people["sourcedId"].implode()))
    return HeldRecords(
        people=people,
        with_account=int(people.is_in(accounts["sourcedId"].implode()).sum()),
        classes=wanted.held.classes,
        enrollments=enrollments.select(
            "sourcedId", pl.col("classSourcedId").alias("class"), pl.col("userSourcedId").alias("person")
        ),
    )


def _ended(roster: Roster, wanted: Wanted) -> pl.Series:
    current = pl.concat([wanted.classes["sourcedId"], wanted.held.classes]).implode()
    return roster.classes["sourcedId"].drop_nulls().filter(~roster.classes["sourcedId"].drop_nulls().is_in(current))


def _once(records: pl.DataFrame) -> pl.DataFrame:
    """Each sourcedId once: where a roster has a record twice and it is used, both are alike."""
    return records.unique("sourcedId", keep="first", maintain_order=True)
