"""From rows of users to the people Keycloak should have."""

from __future__ import annotations

import polars as pl

from sync.access import Rights
from sync.roster import ACCOUNT_ROLES, Roster, has_account, listed, name_key, schools


def account_holders(roster: Roster, schedules: pl.DataFrame) -> pl.DataFrame:
    """Everybody who is to have an account and whose record can be used, in the terms that rules ask about.

    Args:
        roster: with standing.
        schedules: `sourcedId` and `teaches` of everybody in a class.

    Returns:
        `sourcedId`, `student`, `teacher`, `hasSchedule`, `specialEd`, `grades`, `schools` (codes), `employeeType`,
        `username`, `email`, `firstName` and `lastName`, in the order of the source.
    """
    student = pl.col("role") == "student"
    teaches = pl.col("teaches").fill_null(value=False)
    return (
        roster.users.filter(~pl.col("held") & has_account())
        .join(schedules, on="sourcedId", how="left", maintain_order="left")
        .join(_school_codes(roster), on="row", how="left", maintain_order="left")
        .select(
            "sourcedId",
            student.alias("student"),
            # A student whom somebody enrolled as a teacher gets none of a teacher's powers.
            (~student & ((pl.col("role") == "teacher") | teaches)).alias("teacher"),
            pl.col("teaches").is_not_null().alias("hasSchedule"),
            (student & (pl.col("specialEd") == "true").fill_null(value=False)).alias("specialEd"),
            pl.when(student).then(listed("grades")).otherwise(pl.lit([], pl.List(pl.String))).alias("grades"),
            pl.col("codes").fill_null([]).alias("schools"),
            pl.when(~student).then(_text("employeeType")).alias("employeeType"),
            name_key("username").alias("username"),
            name_key("email").replace("", None).alias("email"),
            stored_name("givenName").alias("firstName"),
            stored_name("familyName").alias("lastName"),
        )
    )


def wanted_people(holders: pl.DataFrame, rights: Rights) -> pl.DataFrame:
    """The fields of a `person` row for each account holder; `attributes` is a struct of lists, empty ones included."""
    person_type = pl.when("student").then(pl.lit("student")).otherwise(pl.lit("staff"))
    special_ed = pl.when("specialEd").then(pl.lit("true"))
    return holders.with_columns(
        rights.roles.alias("roles"),
        rights.profiles.alias("accessProfile"),
    ).select(
        "sourcedId",
        "username",
        "email",
        "firstName",
        "lastName",
        pl.struct(
            pl.concat_list(person_type).alias("personType"),
            pl.col("grades").list.head(1).alias("grade"),
            pl.col("schools"),
            pl.concat_list("employeeType").list.drop_nulls(),
            pl.concat_list(special_ed).list.drop_nulls().alias("specialEd"),
        ).alias("attributes"),
        "schools",
        pl.when("student").then(pl.lit("students")).otherwise(pl.lit("staff")).alias("kind"),
        "roles",
        "accessProfile",
    )


def absences(roster: Roster) -> pl.DataFrame:
    """Why people of the source are not to have an account: `sourcedId` and `reason`."""
    reason = (
        pl.when(pl.col("enabledUser") == "false")
        .then(pl.lit("enabledUser is false in the source"))
        .when(~pl.col("role").is_in(ACCOUNT_ROLES))
        .then(pl.format("the role {} has no account", "role"))
    )
    return (
        roster.users.filter(~pl.col("held") & pl.col("sourcedId").is_not_null())
        .select("sourcedId", reason.alias("reason"))
        .drop_nulls("reason")
    )


def stored_name(column: str) -> pl.Expr:
    """A given or family name as Keycloak has it; empty where there is none."""
    return _text(column).fill_null("")


def _school_codes(roster: Roster) -> pl.DataFrame:
    """`row` of each user and `codes` of the schools, in the order of the source."""
    codes = schools(roster.orgs).select(pl.col("sourcedId").alias("org"), "code")
    return (
        roster.users.select("row", listed("orgSourcedIds").alias("org"))
        .explode("org")
        .join(codes, on="org", how="inner", maintain_order="left")
        .group_by("row", maintain_order=True)
        .agg(pl.col("code").unique(maintain_order=True).alias("codes"))
    )


def _text(column: str) -> pl.Expr:
    """A text without white space around it; null if nothing is left."""
    return pl.col(column).str.strip_chars().replace("", None)
