"""Deltas: records of a set that changed or went, on top of what was there before them."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl

from sync.errors import Problem, SourceError

_GONE = ("tobedeleted", "inactive")


def bulk_records(name: str, frame: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The records of a bulk file that are there, without what only deltas need, and a note on the others.

    The specification wants the status blank in a bulk set; exports fill it in all the same.
    """
    gone = frame["status"].str.strip_chars().str.to_lowercase().is_in(_GONE).fill_null(value=False)
    count = int(gone.sum())
    if not count:
        return frame.drop("status", "dateLastModified"), ()
    there = frame.filter(~gone).drop("status", "dateLastModified")
    return there, (f"{name}: {count:,} rows with the status tobedeleted or inactive are not used",)


def check_delta(name: str, frame: pl.DataFrame) -> None:
    """Make sure that a delta says of every record what happened to it, and when.

    Raises:
        SourceError: with the first row of each kind that does not.
    """
    stated = pl.col("status").is_in(["active", "tobedeleted"]).fill_null(value=False)
    unfit = {
        "sourcedId": (pl.col("sourcedId").is_null(), "has no sourcedId"),
        "status": (~stated, "has to be active or tobedeleted"),
        "dateLastModified": (pl.col("dateLastModified").is_null(), "has no date"),
    }
    problems = []
    for column, (wrong, what) in unfit.items():
        rows = frame.filter(wrong)["row"]
        if rows.len():
            more = f" ({rows.len():,} rows are like that)" if rows.len() > 1 else ""
            message = f"a record of a delta {what}{more}; export the delta again, or a bulk set"
            problems.append(Problem(name, message, rows[0], column))
    if problems:
        raise SourceError(problems)


def applied(before: pl.DataFrame, delta: pl.DataFrame) -> pl.DataFrame:
    """The records after a delta, those that it brought at the end; of one that is in it twice the latest counts."""
    latest = delta.sort("dateLastModified", maintain_order=True).unique("sourcedId", keep="last", maintain_order=True)
    kept = before.join(latest.select("sourcedId"), on="sourcedId", how="anti", maintain_order="left")
    added = latest.filter(pl.col("status") == "active").sort("row")
    return pl.concat([kept, added.select(kept.columns)])


def last_change(frame: pl.DataFrame) -> datetime | None:
    """When the latest change of a delta was made; None if there is none that can be read."""
    latest = frame["dateLastModified"].max()
    try:
        moment = datetime.fromisoformat(str(latest))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
