"""Findings as frames, and the few ways in which most of them are found.

Frames, because a wrong export has as many findings as rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

import polars as pl

from sync.circumstances import Circumstances
from sync.roster import Roster, Table, listed

FINDINGS: Mapping[str, pl.DataType] = {
    "table": pl.String(),
    "row": pl.UInt32(),
    "sourcedId": pl.String(),
    "column": pl.String(),
    "what": pl.String(),
    "phrase": pl.String(),
    "values": pl.List(pl.String()),
    "leavesOut": pl.List(pl.UInt32()),
    "otherRow": pl.UInt32(),
    "elsewhere": pl.String(),
}
"""Columns of a frame of findings.

`table`, `row` and `column` say where, `what` is a sentence for the registrar: `phrase` with `values` filled in, so that
it can be said in another language. `leavesOut` has the rows of that table that are not used if the check skips records:
the row itself, and with it those that contradict it. A finding that names another row of the table has it in
`otherRow`, and in `elsewhere` a phrase for readers who are not to know of that row.
"""

Find = Callable[[Roster, Circumstances], pl.DataFrame]


class Phrase:
    """A sentence with places for values: `Phrase("{0} is not a grade", "grade")`.

    Every phrase of a check stands in the source as a literal text, and in another language in
    sync/reports/languages/.
    """

    def __init__(self, text: str, *values: str | pl.Expr) -> None:
        """Make one of a text and of what goes into its places: names of columns, or expressions."""
        self.text = text
        columns = (pl.col(value) if isinstance(value, str) else value for value in values)
        self.values = tuple(column.cast(pl.String).fill_null("") for column in columns)

    def said(self) -> pl.Expr:
        """The sentence with its values."""
        return filled(self.text, self.values)

    def listed_values(self) -> pl.Expr:
        """The values as a list."""
        return pl.concat_list(self.values) if self.values else pl.lit([], pl.List(pl.String))


def filled(text: str, values: tuple[pl.Expr, ...]) -> pl.Expr:
    """A text with the values in its places; the order of the places may be any."""
    parts = re.split(r"\{(\d)\}", text)
    filling = [values[int(part)] if place % 2 else pl.lit(part) for place, part in enumerate(parts)]
    return pl.concat_str(filling)


def findings(
    table: Table,
    rows: pl.DataFrame,
    column: str,
    what: Phrase,
    leaves_out: pl.Expr | None = None,
    *,
    elsewhere: Phrase | None = None,
) -> pl.DataFrame:
    """A finding for each of some rows of a table.

    Args:
        table: the table.
        rows: `row`, `sourcedId`, and what the phrases need; `otherRow` too if there is `elsewhere`.
        column: where the value stands; empty if the row as a whole is meant.
        what: what is wrong.
        leaves_out: rows that go with it; the row alone if it is not given.
        elsewhere: the same without the other row, by the values of `what`.
    """
    own_row = pl.concat_list(pl.col("row").cast(pl.UInt32))
    return rows.select(
        pl.lit(table).alias("table"),
        pl.col("row").cast(pl.UInt32),
        pl.col("sourcedId"),
        pl.lit(column).alias("column"),
        what.said().alias("what"),
        pl.lit(what.text).alias("phrase"),
        what.listed_values().alias("values"),
        (own_row if leaves_out is None else leaves_out).cast(pl.List(pl.UInt32)).alias("leavesOut"),
        (pl.col("otherRow") if elsewhere else pl.lit(None)).cast(pl.UInt32).alias("otherRow"),
        pl.lit(elsewhere.text if elsewhere else None, pl.String).alias("elsewhere"),
    )


def together(frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Findings of several frames in one, ordered by table and row."""
    return pl.concat([pl.DataFrame(schema=FINDINGS), *frames]).sort("table", "row", maintain_order=True)


def missing(columns: Iterable[tuple[Table, str]]) -> Find:
    """Finds rows without a value in a column."""
    places = tuple(columns)

    def find(roster: Roster, _: Circumstances) -> pl.DataFrame:
        return together(
            findings(
                table,
                roster.table(table).filter(pl.col(column).str.strip_chars().replace("", None).is_null()),
                column,
                Phrase("{0} is empty", pl.lit(column)),
            )
            for table, column in places
        )

    return find


def matching(columns: Iterable[tuple[Table, str]], pattern: str, what: Callable[[str], Phrase]) -> Find:
    """Finds rows in which the text of a column has a pattern; `what` says by the column what is wrong."""
    places = tuple(columns)

    def find(roster: Roster, _: Circumstances) -> pl.DataFrame:
        return together(
            findings(table, roster.table(table).filter(pl.col(column).str.contains(pattern)), column, what(column))
            for table, column in places
        )

    return find


def unknown_reference(target: Table, places: Iterable[tuple[Table, str]]) -> Find:
    """Finds rows with an id, or one of several, that is no sourcedId of the table `target`."""
    columns = tuple(places)

    def find(roster: Roster, _: Circumstances) -> pl.DataFrame:
        known = roster.table(target).select(pl.col("sourcedId").alias("named"))
        found = []
        for table, column in columns:
            named = roster.table(table).select("row", "sourcedId", listed(column).alias("named")).explode("named")
            lost = named.drop_nulls("named").join(known, on="named", how="anti", maintain_order="left")
            by_row = lost.group_by("row", "sourcedId", maintain_order=True).agg(pl.col("named").str.join(", "))
            found.append(findings(table, by_row, column, Phrase("{0} is not among the {1}", "named", pl.lit(target))))
        return together(found)

    return find


def sharing(compared: pl.DataFrame) -> pl.DataFrame:
    """Rows that have the same value as an earlier one.

    Args:
        compared: `row`, `sourcedId` and `value`, in the order of `row`; null is never the same.

    Returns:
        `row`, `sourcedId` and `value` of each, `rows` of all that share it, and of the first one `otherRow` and
        `first`, its sourcedId.
    """
    groups = compared.drop_nulls("value").filter(pl.col("value").is_duplicated())
    return (
        groups.group_by("value", maintain_order=True)
        .agg("row", "sourcedId")
        .with_columns(
            pl.col("row").alias("rows"),
            pl.col("row").list.first().alias("otherRow"),
            pl.col("sourcedId").list.first().fill_null("no sourcedId").alias("first"),
            pl.col("row", "sourcedId").list.slice(1),
        )
        .explode("row", "sourcedId")
    )


def shared_value(table: Table, column: str, compared: pl.DataFrame) -> pl.DataFrame:
    """Findings for rows that have the same value as an earlier one.

    All rows that share a value are left out: nobody can tell whose it is.

    Args:
        table: the table.
        column: where the value stands.
        compared: as for `sharing`.
    """
    what = Phrase("{0} is also that of {1} in row {2}", "value", "first", "otherRow")
    elsewhere = Phrase("{0} is also that of somebody at another campus") if table == "users" else None
    return together([findings(table, sharing(compared), column, what, pl.col("rows"), elsewhere=elsewhere)])
