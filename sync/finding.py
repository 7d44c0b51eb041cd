"""Findings as frames, and the few ways in which most of them are found.

Frames, because a wrong export has as many findings as rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import polars as pl

from sync.roster import Roster, Table, listed

FINDINGS: Mapping[str, pl.DataType] = {
    "table": pl.String(),
    "row": pl.UInt32(),
    "sourcedId": pl.String(),
    "column": pl.String(),
    "what": pl.String(),
    "leavesOut": pl.List(pl.UInt32()),
}
"""Columns of a frame of findings.

`table`, `row` and `column` say where, `what` is a phrase for the registrar. `leavesOut` has the rows of that table
that are not used if the check skips records: the row itself, and with it those that contradict it.
"""

Find = Callable[[Roster], pl.DataFrame]


def findings(
    table: Table, rows: pl.DataFrame, column: str, what: pl.Expr, leaves_out: pl.Expr | None = None
) -> pl.DataFrame:
    """A finding for each of some rows of a table; `leaves_out` is the row alone if it is not given."""
    own_row = pl.concat_list(pl.col("row").cast(pl.UInt32))
    return rows.select(
        pl.lit(table).alias("table"),
        pl.col("row").cast(pl.UInt32),
        pl.col("sourcedId"),
        pl.lit(column).alias("column"),
        what.alias("what"),
        (own_row if leaves_out is None else leaves_out).alias("leavesOut"),
    )


def together(frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Findings of several frames in one, ordered by table and row."""
    return pl.concat([pl.DataFrame(schema=FINDINGS), *frames]).sort("table", "row", maintain_order=True)


def missing(columns: Iterable[tuple[Table, str]]) -> Find:
    """Finds rows without a value in a column."""
    places = tuple(columns)

    def find(roster: Roster) -> pl.DataFrame:
        return together(
            findings(
                table,
                roster.table(table).filter(pl.col(column).str.strip_chars().replace("", None).is_null()),
                column,
                pl.lit(f"{column} is empty"),
            )
            for table, column in places
        )

    return find


def unknown_reference(target: Table, places: Iterable[tuple[Table, str]]) -> Find:
    """Finds rows with an id, or one of several, that is no sourcedId of the table `target`."""
    columns = tuple(places)

    def find(roster: Roster) -> pl.DataFrame:
        known = roster.table(target).select(pl.col("sourcedId").alias("named"))
        found = []
        for table, column in columns:
            named = roster.table(table).select("row", "sourcedId", listed(column).alias("named")).explode("named")
            lost = named.drop_nulls("named").join(known, on="named", how="anti", maintain_order="left")
            by_row = lost.group_by("row", "sourcedId", maintain_order=True).agg(pl.col("named").str.join(", "))
            found.append(findings(table, by_row, column, pl.format("{} is not in {}.csv", "named", pl.lit(target))))
        return together(found)

    return find


def shared_value(table: Table, column: str, compared: pl.DataFrame) -> pl.DataFrame:
    """Findings for rows that have the same value as an earlier one.

    All rows that share a value are left out: nobody can tell whose it is.

    Args:
        table: the table.
        column: where the value stands.
        compared: `row`, `sourcedId` and `value`, in the order of `row`; null is never the same.
    """
    groups = compared.drop_nulls("value").group_by("value", maintain_order=True).agg("row", "sourcedId")
    later = (
        groups.filter(pl.col("row").list.len() > 1)
        .with_columns(
            pl.col("row").alias("rows"),
            pl.col("row").list.first().alias("firstRow"),
            pl.col("sourcedId").list.first().fill_null("no sourcedId").alias("first"),
            pl.col("row", "sourcedId").list.slice(1),
        )
        .explode("row", "sourcedId")
    )
    what = pl.format("{} is also that of {} in row {}", "value", "first", "firstRow")
    return together([findings(table, later, column, what, pl.col("rows"))])
