"""Which records are new, changed or gone, by their key and the hash of all else."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

_AT_ONCE = 500_000
"""Records at once: to look up millions of texts takes half a gigabyte, and a part of them after the other no longer."""


@dataclass(frozen=True)
class KeyDifference:
    """Places of records, from 0 and in order.

    Attributes:
        new: in what is wanted, of those that are not there.
        changed: in what is wanted, of those that have another hash there.
        gone: in what is there, of those that are not wanted.
    """

    new: pl.Series
    changed: pl.Series
    gone: pl.Series


def key_difference(wanted: pl.DataFrame, there: pl.DataFrame) -> KeyDifference:
    """Compare records; each frame has a key in its first column, no two alike, and the hash in its second one."""
    parts = max(wanted.height, there.height) // _AT_ONCE + 1
    new, changed, gone = [], [], []
    for part in range(parts):
        ours, theirs = _part(wanted, part, parts), _part(there, part, parts)
        both = ours.join(theirs, on="key", how="left", suffix="There")
        is_new = pl.col("atThere").is_null()
        new.append(both.filter(is_new)["at"])
        changed.append(both.filter(~is_new & pl.col("hash").ne_missing(pl.col("hashThere")))["at"])
        gone.append(theirs.filter(~pl.col("at").is_in(both["atThere"].drop_nulls().implode()))["at"])
    return KeyDifference(*(pl.concat(places).sort() for places in (new, changed, gone)))


def _part(records: pl.DataFrame, part: int, parts: int) -> pl.DataFrame:
    """The records whose key falls into one of so many parts, with their place `at`."""
    key, value = records.columns
    placed = records.select(pl.col(key).alias("key"), pl.col(value).alias("hash")).with_row_index("at")
    return placed if parts == 1 else placed.filter(pl.col("key").hash() % parts == part)
