"""Findings as the lines of a report: whom they are about, at which campus, and what that campus may know of others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import polars as pl

from sync.examine import Verdict
from sync.finding import filled
from sync.reports.campus import campuses_of, shown
from sync.roster import Roster, Table, schools

LINES: Mapping[str, pl.DataType] = {
    "check": pl.String(),
    "table": pl.String(),
    "row": pl.UInt32(),
    "file": pl.String(),
    "fileRow": pl.UInt32(),
    "column": pl.String(),
    "sourcedId": pl.String(),
    "name": pl.String(),
    "number": pl.String(),
    "schools": pl.String(),
    "phrase": pl.String(),
    "values": pl.List(pl.String()),
    "otherRow": pl.UInt32(),
    "elsewhere": pl.String(),
    "campuses": pl.List(pl.String()),
}
"""Columns of the lines.

`file` and `fileRow` are the place in the source. `name` and `number` (the local id) are those of the person, or of the
class or whatever else the line is about, `schools` are their codes, `campuses` their sourcedIds. The others are those
of `sync.finding.FINDINGS`.
"""

_KEY = ["check", "table", "row"]


def lines_of(roster: Roster, verdict: Verdict) -> pl.DataFrame:
    """A line for each finding, the most harmful check first."""
    frames = [pl.DataFrame(schema=LINES)]
    for result in verdict.found:
        named = result.findings.with_columns(pl.lit(result.check.name).alias("check"))
        for (table,), part in named.partition_by("table", as_dict=True, maintain_order=True).items():
            frames.append(_described(roster, cast("Table", table), part))
    return pl.concat(frames)


def said(lines: pl.DataFrame, phrases: Mapping[str, str]) -> pl.DataFrame:
    """The lines with `what`, the phrase in another language with its values; English where `phrases` has none."""
    places = tuple(pl.col("values").list.get(place, null_on_oob=True).fill_null("") for place in range(10))
    parts = [
        part.with_columns(filled(phrases.get(phrase, phrase), places).alias("what"))
        for (phrase,), part in lines.with_row_index("order").partition_by("phrase", as_dict=True).items()
    ]
    empty = lines.clear().with_columns(pl.lit("").alias("what"))
    return pl.concat(parts).sort("order").drop("order") if parts else empty


def lines_by_campus(roster: Roster, lines: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The lines of each campus, by its sourcedId.

    A line that names a record of another campus does not name it here, and that campus has a line of its own.
    """
    spread = lines.explode("campuses").drop_nulls("campuses").rename({"campuses": "campus"})
    named = spread.filter(pl.col("elsewhere").is_not_null())
    if not named.is_empty():
        others = _others(roster, lines.filter(pl.col("elsewhere").is_not_null()))
        here = others.select("check", "table", pl.col("row").alias("otherRow"), "campus", pl.lit(True).alias("here"))
        place = ["check", "table", "otherRow", "campus"]
        spread = spread.join(here.unique(), on=place, how="left", maintain_order="left", nulls_equal=True)
        hidden = pl.col("elsewhere").is_not_null() & pl.col("here").is_null()
        spread = spread.with_columns(pl.when(hidden).then("elsewhere").otherwise("phrase").alias("phrase")).drop("here")
        told = named.select("check", "table", pl.col("otherRow").alias("row"), "campus")
        untold = others.join(told, on=[*_KEY, "campus"], how="anti", maintain_order="left")
        spread = pl.concat([spread, untold.select(spread.columns)])
    checks = lines["check"].unique(maintain_order=True).to_list()
    order = pl.col("check").replace_strict(checks, list(range(len(checks))), return_dtype=pl.Int32)
    spread = spread.sort(order, "table", "row", maintain_order=True)
    return {campus: part for (campus,), part in spread.partition_by("campus", as_dict=True).items()}


def _others(roster: Roster, named: pl.DataFrame) -> pl.DataFrame:
    """A line for each record that a finding names besides its own, at each of its campuses."""
    frames = []
    records = named.unique(["check", "table", "otherRow"], keep="first", maintain_order=True).with_columns(
        pl.col("otherRow").alias("row"), pl.col("elsewhere").alias("phrase")
    )
    for (table,), part in records.partition_by("table", as_dict=True, maintain_order=True).items():
        frames.append(
            _described(
                roster,
                cast("Table", table),
                part.drop("name", "number", "schools", "campuses", "sourcedId", "file", "fileRow"),
            )
        )
    return pl.concat(frames).explode("campuses").drop_nulls("campuses").rename({"campuses": "campus"})


def _described(roster: Roster, table: Table, findings: pl.DataFrame) -> pl.DataFrame:
    """The findings with `sourcedId`, `name`, `number`, `schools` and `campuses` of their records."""
    rows = roster.table(table).filter(pl.col("row").is_in(findings["row"].implode()))
    codes = schools(roster.orgs).unique("sourcedId", keep="first").select(pl.col("sourcedId").alias("campus"), "code")
    places = (
        campuses_of(roster, table, rows)
        .join(codes, on="campus", how="left", maintain_order="left")
        .group_by("row", maintain_order=True)
        .agg(pl.col("campus").alias("campuses"), pl.col("code").str.join(", ").alias("schools"))
    )
    about = _about(roster, table, rows).join(places, on="row", how="left")
    own = [name for name in about.columns if name not in findings.columns or name == "row"]
    joined = findings.join(about.select(own), on="row", how="left", maintain_order="left")
    texts = [shown(pl.col(name)).alias(name) for name in ("sourcedId", "name", "number", "schools")]
    values = pl.col("values").list.eval(shown(pl.element()))
    return _placed(roster, table, joined).with_columns(*texts, values).select(LINES.keys())


def _placed(roster: Roster, table: Table, lines: pl.DataFrame) -> pl.DataFrame:
    """The lines with `file` and `fileRow`."""
    if table not in roster.origin.files:
        return lines.with_columns(pl.lit(f"{table}.csv").alias("file"), pl.col("row").alias("fileRow"))
    places = [roster.place(table, row) for row in lines["row"]]
    return lines.with_columns(
        pl.Series("file", [place.file for place in places], pl.String),
        pl.Series("fileRow", [place.row for place in places], pl.UInt32),
    )


def _about(roster: Roster, table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """`row`, `sourcedId`, `name` and `number` of whom or what some records are about."""
    match table:
        case "users":
            return rows.select("row", "sourcedId", _full_name(), _first("identifier", "sourcedId").alias("number"))
        case "demographics":
            return _with_person(roster, rows.with_columns(pl.col("sourcedId").alias("person")))
        case "enrollments":
            people = _with_person(roster, rows.with_columns(pl.col("userSourcedId").alias("person")))
            classes = roster.classes.unique("sourcedId", keep="first").select(
                pl.col("sourcedId").alias("classSourcedId"), pl.col("title")
            )
            titles = rows.select("row", "classSourcedId").join(classes, on="classSourcedId", how="left")
            joined = people.join(titles, on="row", how="left", maintain_order="left")
            return joined.select("row", "sourcedId", _first("name", "title").alias("name"), "number")
        case "classes":
            return rows.select(
                "row", "sourcedId", pl.col("title").alias("name"), _first("classCode", "sourcedId").alias("number")
            )
        case "orgs":
            return rows.select("row", "sourcedId", "name", _first("identifier", "sourcedId").alias("number"))
        case _:
            return rows.select("row", "sourcedId", pl.col("title").alias("name"), pl.col("sourcedId").alias("number"))


def _with_person(roster: Roster, rows: pl.DataFrame) -> pl.DataFrame:
    ids = rows["person"].drop_nulls().implode()
    users = roster.users.filter(pl.col("sourcedId").is_in(ids)).unique("sourcedId", keep="first")
    people = users.select(
        pl.col("sourcedId").alias("person"), _full_name(), _first("identifier", "sourcedId").alias("number")
    )
    known = rows.select("row", "sourcedId", "person").join(people, on="person", how="left", maintain_order="left")
    return known.select("row", "sourcedId", "name", _first("number", "person").alias("number"))


def _full_name() -> pl.Expr:
    names = [pl.col(name).str.strip_chars().replace("", None) for name in ("familyName", "givenName")]
    return pl.concat_str(names, separator=", ", ignore_nulls=True).alias("name")


def _first(*columns: str) -> pl.Expr:
    return pl.coalesce(pl.col(column).str.strip_chars().replace("", None) for column in columns)
