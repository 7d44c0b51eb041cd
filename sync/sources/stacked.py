"""Tables that are put together from several files."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from sync.roster import Segment


@dataclass(frozen=True)
class Stacked:
    """Rows of one table out of several files.

    Attributes:
        frame: the rows; `row` is unique.
        segments: which of them came from which file.
    """

    frame: pl.DataFrame
    segments: tuple[Segment, ...]

    @classmethod
    def of(cls, *parts: tuple[str, pl.DataFrame]) -> Stacked:
        """Put frames under one another; each with its file's name and `row` as the file counts."""
        offset, moved, segments = 0, [], []
        for name, frame in parts:
            segments.append(Segment(offset, name))
            moved.append(frame.with_columns((pl.col("row") + offset).cast(pl.UInt32)))
            offset += int(str(frame["row"].max() or 1))
        return cls(pl.concat(moved, how="diagonal"), tuple(segments))
