"""Numbers that a spreadsheet has shortened."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

_MOST = 0.8
_FEWEST = 10


def without_zeros(numbers: pl.DataFrame, kind: Sequence[str], share: float = _MOST) -> pl.DataFrame:
    """The numbers that seem to have lost the zeros they began with.

    Numbers of one kind are taken to have zeros in front if most of them are of one length and some of those begin with
    a zero: a file of which all numbers are damaged does not tell that there were any.

    Args:
        numbers: `row`, `sourcedId`, `number` and the columns `kind`; other texts than numbers are left aside.
        kind: columns of which the values make a kind, each with numbers of its own.
        share: how many of a kind have to be of the usual length.

    Returns:
        the rows with shorter numbers, with `usual`, the usual length.
    """
    digits = numbers.filter(pl.col("number").str.contains(r"^\d+$"))
    lengths = digits.with_columns(pl.col("number").str.len_chars().alias("length"))
    padded = pl.col("number").str.starts_with("0").any()
    of_length = lengths.group_by(*kind, "length").agg(pl.len().alias("count"), padded.alias("padded"))
    usual = (
        of_length.with_columns(pl.col("count").sum().over(kind).alias("all"))
        .filter("padded")
        .filter((pl.col("count") >= share * pl.col("all")) & (pl.col("count") >= _FEWEST))
        .select(*kind, pl.col("length").alias("usual"))
    )
    return lengths.join(usual, on=list(kind), how="inner", maintain_order="left", nulls_equal=True).filter(
        (pl.col("length") < pl.col("usual")) & ~pl.col("number").str.starts_with("0")
    )
