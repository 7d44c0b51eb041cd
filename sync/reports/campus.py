"""The campuses of a roster, and which of them a record belongs to."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from sync.roster import Roster, Table, listed, schools

_LONGEST = 120
# Characters that a page cannot show or that turn what stands around them.
_UNSEEN = r"[\p{Cc}\x{200E}\x{200F}\x{202A}-\x{202E}\x{2066}-\x{2069}]"
_FILE_NAME = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"


@dataclass(frozen=True)
class Campus:
    """A school of the roster.

    Attributes:
        sourced_id: its id.
        code: its code; what people call it by.
        name: as the source has it; the code where there is none.
        slug: what its files are named by, which is the code if a file can be named so and no other school has it.
    """

    sourced_id: str
    code: str
    name: str
    slug: str


def campuses(roster: Roster) -> tuple[Campus, ...]:
    """The schools by code; of two with one id the first."""
    found = schools(roster.orgs).drop_nulls("sourcedId").unique("sourcedId", keep="first", maintain_order=True)
    usable = pl.col("code").str.contains(_FILE_NAME) & ~pl.col("code").str.to_lowercase().is_duplicated()
    slug = pl.when(usable).then(pl.col("code")).otherwise(pl.format("row-{}", "row"))
    name = pl.coalesce(pl.col("name").str.strip_chars().replace("", None), pl.col("code"))
    rows = found.with_columns(slug.alias("slug"), shown(name), shown(pl.col("code"))).sort("code", maintain_order=True)
    return tuple(Campus(*row) for row in rows.select("sourcedId", "code", "name", "slug").iter_rows())


def shown(text: pl.Expr) -> pl.Expr:
    """A text as a report can show it: not too long, and without what cannot be seen."""
    seen = text.str.replace_all(_UNSEEN, "\ufffd")
    return pl.when(seen.str.len_chars() > _LONGEST).then(seen.str.slice(0, _LONGEST) + "\u2026").otherwise(seen)


def campuses_of(roster: Roster, table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """The campuses of some records.

    Args:
        roster: as read.
        table: what they are records of.
        rows: of that table.

    Returns:
        `row`, and `campus`, the sourcedId of a school; a row for each school of a record, none for other records.
    """
    match table:
        case "users":
            named = rows.select("row", listed("orgSourcedIds").alias("campus")).explode("campus")
        case "demographics":
            named = _of_people(roster, rows.select("row", pl.col("sourcedId").alias("person")))
        case "classes":
            named = rows.select("row", pl.col("schoolSourcedId").alias("campus"))
        case "enrollments":
            named = _of_enrollments(roster, rows)
        case "orgs":
            named = rows.select("row", pl.col("sourcedId").alias("campus"))
        case _:
            named = pl.DataFrame(schema={"row": pl.UInt32, "campus": pl.String})
    known = schools(roster.orgs)["sourcedId"].drop_nulls().implode()
    return named.filter(pl.col("campus").is_in(known)).unique(maintain_order=True)


def _of_people(roster: Roster, people: pl.DataFrame) -> pl.DataFrame:
    """The campuses of `person`, a sourcedId, by `row`."""
    ids = people["person"].drop_nulls().implode()
    users = roster.users.filter(pl.col("sourcedId").is_in(ids)).unique("sourcedId", keep="first", maintain_order=True)
    orgs = users.select(pl.col("sourcedId").alias("person"), listed("orgSourcedIds").alias("campus"))
    return people.join(orgs, on="person", how="inner", maintain_order="left").select("row", "campus").explode("campus")


def _of_enrollments(roster: Roster, rows: pl.DataFrame) -> pl.DataFrame:
    """An enrollment is of the campus of its class, or else of its person."""
    ids = rows["classSourcedId"].drop_nulls().implode()
    classes = roster.classes.filter(pl.col("sourcedId").is_in(ids)).unique("sourcedId", keep="first")
    of_class = classes.select(pl.col("sourcedId").alias("classSourcedId"), pl.col("schoolSourcedId").alias("campus"))
    known = rows.select("row", "classSourcedId").join(of_class, on="classSourcedId", how="inner")
    known = known.drop_nulls("campus").select("row", "campus")
    others = rows.join(known, on="row", how="anti").select("row", pl.col("userSourcedId").alias("person"))
    return pl.concat([known, _of_people(roster, others)])
