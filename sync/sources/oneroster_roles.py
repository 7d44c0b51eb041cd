"""The roles of OneRoster 1.2, which has a file of them, as the one role that a user has in 1.1."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from sync.roster import ACCOUNT_ROLES

_AS_IN_1_1: Mapping[str, str] = {
    "counselor": "administrator",
    "districtAdministrator": "administrator",
    "principal": "administrator",
    "siteAdministrator": "administrator",
    "systemAdministrator": "administrator",
}


def with_roles(users: pl.DataFrame, roles: pl.DataFrame, today: date) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Users with `role` and `orgSourcedIds`, and notes.

    The role of a user is the first of: roles with an account, roles at the primary organization, primary roles, roles
    in the order of the file. The organizations are those of all roles of the same kind: a student's, a staff member's.
    Roles that have ended or not begun are left aside; whoever has no others is not enabled.

    Args:
        users: the rows of users.csv.
        roles: the rows of roles.csv.
        today: the day in the district's time zone.
    """
    ranked = _ranked(roles, users.select(pl.col("sourcedId").alias("userSourcedId"), "primaryOrgSourcedId"), today)
    chosen = ranked.unique("userSourcedId", keep="first", maintain_order=True)
    same_kind = ["userSourcedId", "kind", "current"]
    orgs = (
        ranked.join(chosen.select(same_kind), on=same_kind, how="semi", maintain_order="left")
        .group_by("userSourcedId", maintain_order=True)
        .agg(pl.col("orgSourcedId").drop_nulls().unique(maintain_order=True).str.join(",").alias("orgSourcedIds"))
    )
    of_user = chosen.select("userSourcedId", "role", "current").join(orgs, on="userSourcedId", how="left")
    joined = users.join(of_user, left_on="sourcedId", right_on="userSourcedId", how="left", maintain_order="left")
    enabled = pl.when(pl.col("current").fill_null(value=True)).then("enabledUser").otherwise(pl.lit("false"))
    return joined.with_columns(enabled.alias("enabledUser")), tuple(_notes(users, roles))


def _ranked(roles: pl.DataFrame, users: pl.DataFrame, today: date) -> pl.DataFrame:
    role = pl.col("role").str.strip_chars().replace(_AS_IN_1_1)
    account = role.is_in(ACCOUNT_ROLES)
    kind = (
        pl.when(role == "student")
        .then(pl.lit("student"))
        .when(account)
        .then(pl.lit("staff"))
        .otherwise(pl.lit("other"))
    )
    begun = ~(_date("beginDate") > today).fill_null(value=False)
    ended = (_date("endDate") < today).fill_null(value=False)
    at_primary_org = (pl.col("orgSourcedId") == pl.col("primaryOrgSourcedId")).fill_null(value=False)
    return (
        roles.join(users.unique("userSourcedId", keep="first"), on="userSourcedId", how="inner", maintain_order="left")
        .select(
            "userSourcedId",
            "orgSourcedId",
            role.alias("role"),
            kind.alias("kind"),
            (begun & ~ended).alias("current"),
            account.fill_null(value=False).alias("account"),
            at_primary_org.alias("atPrimaryOrg"),
            (pl.col("roleType") == "primary").fill_null(value=False).alias("primary"),
        )
        .sort("current", "account", "atPrimaryOrg", "primary", descending=True, maintain_order=True)
    )


def _date(column: str) -> pl.Expr:
    return pl.col(column).str.strip_chars().str.head(10).str.to_date("%Y-%m-%d", strict=False)


def _notes(users: pl.DataFrame, roles: pl.DataFrame) -> list[str]:
    notes = []
    of_nobody = roles.join(users.select(pl.col("sourcedId").alias("userSourcedId")), on="userSourcedId", how="anti")
    if of_nobody.height:
        first = of_nobody["row"].sort()[0]
        notes.append(f"roles.csv: {of_nobody.height:,} roles are of nobody in users.csv, the first in row {first}")
    for column in ("beginDate", "endDate"):
        unread = roles.filter(pl.col(column).is_not_null() & _date(column).is_null())["row"]
        if unread.len():
            notes.append(f"roles.csv: {unread.len():,} values of {column} are no dates, the first in row {unread[0]}")
    return notes
