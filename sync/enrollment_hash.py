"""What stands in `rosterHash` of enrollments, as numbers: as texts, those of millions would be most of a run's memory.

`<digest>;<days>;<digest of class and person>` (see `sync.roster_hash`) becomes a struct of the two halves of the
digest, the days and the other digest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

PACKED = pl.Struct({"high": pl.UInt64, "low": pl.UInt64, "days": pl.Int32, "of": pl.UInt32})
_FORM = r"^[0-9a-f]{32};(-?[1-9][0-9]{0,6}|0)?;[0-9a-f]{8}$"


def packed(texts: pl.Series) -> pl.Series:
    """The numbers of each text; null for one that no sync wrote, as for none."""
    text = pl.col("text")
    days = text.str.slice(33).str.head(-9)
    numbers = pl.struct(
        high=_number(text.str.slice(0, 16), pl.UInt64),
        low=_number(text.str.slice(16, 16), pl.UInt64),
        days=days.cast(pl.Int32, strict=False),
        of=_number(text.str.slice(-8), pl.UInt32),
    )
    known = pl.when(text.str.contains(_FORM)).then(numbers).cast(PACKED)
    return pl.select(text=texts).select(known.alias(texts.name)).to_series()


def unpacked(value: Mapping[str, Any]) -> str:
    """The text of which one value was made."""
    days = "" if value["days"] is None else value["days"]
    return f"{value['high']:016x}{value['low']:016x};{days};{value['of']:08x}"


def _number(digits: pl.Expr, kind: type[pl.UInt64 | pl.UInt32]) -> pl.Expr:
    return digits.str.to_integer(base=16, dtype=kind, strict=False)
