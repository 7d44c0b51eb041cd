"""A selection as a OneRoster CSV set. It is bulk: no row says what changed, the files are the whole truth."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import polars as pl

from sync.outbound.csv_files import Files, as_text
from sync.outbound.oneroster_format import EMPLOYEE_TYPE, KNOWN, MANIFEST, Version, oneroster_format
from sync.outbound.selection import Selection

_ROLES_1_1 = ("administrator", "aide", "proctor", "student", "teacher")
_ADMINISTRATORS = ("districtAdministrator", "principal", "siteAdministrator", "systemAdministrator")
_ROLES_1_2 = (*_ADMINISTRATORS, "aide", "counselor", "proctor", "student", "teacher")
_NEW_YEAR_STARTS_IN = 7
"""A school year is named after the year in which it ends; a term that ends before this month ends one."""


def oneroster_files(selection: Selection, version: Version) -> Files:
    """The files of a selection, all personal columns included; the manifest comes last, with `with_manifest`."""
    district = selection.orgs.filter(pl.col("type") == "district")["sourcedId"].head(1).to_list()
    people = selection.people.with_columns(
        pl.when(pl.col("schools").list.len() == 0)
        .then(pl.lit(district, pl.List(pl.String)))
        .otherwise("schools")
        .alias("schools")
    )
    frames = {
        "orgs.csv": _orgs(selection),
        "academicSessions.csv": _sessions(selection),
        "courses.csv": _courses(selection, district),
        "classes.csv": _classes(selection),
        "users.csv": _users(people, version),
        "roles.csv": _roles(people, selection.orgs),
        "enrollments.csv": _enrollments(selection),
    }
    # All columns here: which of them a district asks for is decided for all rows at once, carried ones too.
    return {file.name: as_text(frames[file.name], file) for file in oneroster_format(version, ["employee-type"])}


def with_manifest(files: Files, version: Version) -> Files:
    """The files that have rows, and the manifest that says so."""
    present = {name: frame for name, frame in files.items() if not frame.is_empty()}
    states = {name: "bulk" if f"{name}.csv" in present else "absent" for name in KNOWN[version]}
    properties = {
        "manifest.version": "1.0",
        "oneroster.version": version,
        **{f"file.{name}": states[name] for name in sorted(states)},
        "source.systemName": "Homeroom",
    }
    manifest = pl.DataFrame({"propertyName": list(properties), "value": list(properties.values())})
    return {**present, MANIFEST.name: manifest}


def only_asked_for(files: Files, fields: Collection[str]) -> Files:
    """The files without the personal data that a district did not ask for."""
    users = files["users.csv"]
    roles, person = (users, "sourcedId") if "role" in users.columns else (files["roles.csv"], "userSourcedId")
    students = roles.filter(pl.col("role") == "student")[person]
    student = pl.col("sourcedId").is_in(students.implode())
    asked = pl.lit("student-email" in fields) & student | pl.lit("staff-email" in fields) & ~student
    users = users.with_columns(pl.when(asked).then("email").alias("email"))
    columns = {"grade": "grades", "middle-name": "middleName", "number": "identifier", "employee-type": EMPLOYEE_TYPE}
    users = users.with_columns(
        pl.lit(None, pl.String).alias(column) for field, column in columns.items() if field not in fields
    )
    return {**files, "users.csv": users}


def ended_classes(files: Files, today: date) -> pl.Series:
    """Ids of the classes of some files all of whose terms, by the dates in them, were over before a day."""
    terms = files["classes.csv"].select("sourcedId", pl.col("termSourcedIds").str.split(",").alias("term"))
    ends = files["academicSessions.csv"].select(
        pl.col("sourcedId").alias("term"), pl.col("endDate").str.to_date("%Y-%m-%d", strict=False)
    )
    over = (pl.col("endDate") < today).fill_null(value=False).all()
    ended = terms.explode("term").join(ends, on="term", how="left").group_by("sourcedId").agg(over.alias("over"))
    return ended.filter("over")["sourcedId"]


def _orgs(selection: Selection) -> pl.DataFrame:
    return selection.orgs.select(
        "sourcedId", "name", "type", pl.col("code").alias("identifier"), pl.col("parent").alias("parentSourcedId")
    )


def _sessions(selection: Selection) -> pl.DataFrame:
    end = pl.col("end")
    year = (end.dt.year() + (end.dt.month() > _NEW_YEAR_STARTS_IN).cast(pl.Int32)).cast(pl.String)
    return selection.terms.select(
        "sourcedId",
        "title",
        pl.col("type").fill_null("term"),
        pl.col("start").dt.to_string("iso").alias("startDate"),
        end.dt.to_string("iso").alias("endDate"),
        pl.col("parent").alias("parentSourcedId"),
        pl.col("year").fill_null(year).alias("schoolYear"),
    )


def _courses(selection: Selection, district: list[str]) -> pl.DataFrame:
    return (
        selection.classes.drop_nulls("course")
        .unique("course", keep="first", maintain_order=True)
        .select(
            pl.col("course").alias("sourcedId"),
            pl.col("courseTitle").alias("title"),
            "courseCode",
            pl.lit(district[0]).alias("orgSourcedId") if district else pl.col("school").alias("orgSourcedId"),
        )
    )


def _classes(selection: Selection) -> pl.DataFrame:
    kind = pl.col("classType")
    return selection.classes.select(
        "sourcedId",
        "title",
        pl.col("grades").list.join(","),
        pl.col("course").alias("courseSourcedId"),
        "classCode",
        pl.when(kind.is_in(["homeroom", "scheduled"])).then(kind).otherwise(pl.lit("scheduled")).alias("classType"),
        pl.col("school").alias("schoolSourcedId"),
        pl.col("terms").list.join(",").alias("termSourcedIds"),
    )


def _users(people: pl.DataFrame, version: Version) -> pl.DataFrame:
    role = pl.col("role")
    known = pl.when(role.is_in(_ROLES_1_1)).then(role).when(role.is_in(_ADMINISTRATORS)).then(pl.lit("administrator"))
    schools = {
        "1.1": (pl.col("schools").list.join(",").alias("orgSourcedIds"), known.otherwise(pl.lit("aide")).alias("role")),
        "1.2": (pl.col("schools").list.first().alias("primaryOrgSourcedId"),),
    }
    return people.select(
        "sourcedId",
        pl.lit("true").alias("enabledUser"),
        *schools[version],
        "username",
        pl.col("firstName").alias("givenName"),
        pl.col("lastName").alias("familyName"),
        "middleName",
        pl.col("number").alias("identifier"),
        "email",
        pl.col("grades").list.first(),
        pl.col("employeeType").alias(EMPLOYEE_TYPE),
    )


def _roles(people: pl.DataFrame, orgs: pl.DataFrame) -> pl.DataFrame:
    """A role at each organization, of which each is somebody's primary one there."""
    role = pl.col("role")
    administrator = (
        pl.when(pl.col("type") == "school").then(pl.lit("siteAdministrator")).otherwise(pl.lit("districtAdministrator"))
    )
    return (
        people.explode("schools")
        .join(orgs.select(pl.col("sourcedId").alias("schools"), "type"), on="schools")
        .select(
            pl.format("{}-{}", "sourcedId", "schools").alias("sourcedId"),
            pl.col("sourcedId").alias("userSourcedId"),
            pl.lit("primary").alias("roleType"),
            pl.when(role.is_in(_ROLES_1_2) | role.str.starts_with("ext:"))
            .then(role)
            .when(role == "administrator")
            .then(administrator)
            .otherwise(pl.lit("aide"))
            .alias("role"),
            pl.col("schools").alias("orgSourcedId"),
        )
    )


def _enrollments(selection: Selection) -> pl.DataFrame:
    teaches = pl.col("role") == "teacher"
    return selection.enrollments.select(
        "sourcedId",
        pl.col("class").alias("classSourcedId"),
        pl.col("school").alias("schoolSourcedId"),
        pl.col("person").alias("userSourcedId"),
        "role",
        pl.when(teaches).then(pl.col("primary").cast(pl.String)).alias("primary"),
    )
