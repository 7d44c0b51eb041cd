"""What sending would change at an application, and what the application would lose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import polars as pl

from sync.outbound.csv_files import CsvFile, Files, Kind

_SAMPLES = 10


@dataclass(frozen=True)
class Difference:
    """Of records of one kind, or rows of one file.

    Attributes:
        name: `users.csv`, `accounts`, `groups`.
        total: how many there will be.
        added: how many are new.
        changed: how many are there with other values.
        removed: how many will not be there any more, or will not be active.
    """

    name: str
    total: int
    added: int
    changed: int
    removed: int

    @property
    def any(self) -> bool:
        """Whether there is a difference at all."""
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True)
class Loss:
    """What an application would lose of one kind.

    Attributes:
        kind: `people`, `classes` or `enrollments`.
        there: how many it has.
        lost: how many of them would go, without those whose term is over.
        samples: sourcedIds of a few.
    """

    kind: Kind
    there: int
    lost: int
    samples: tuple[str, ...]


def differences(files: Files, earlier: Files, layout: Sequence[CsvFile]) -> tuple[Difference, ...]:
    """The differences between files that are there and those that come in their place."""
    return tuple(_difference(files[file.name], earlier[file.name], file) for file in layout)


def losses(files: Files, earlier: Files, layout: Sequence[CsvFile], ended: pl.Series) -> tuple[Loss, ...]:
    """What would be lost of each kind.

    Args:
        files: what is to be sent.
        earlier: what is there.
        layout: the files of the format.
        ended: ids of classes whose end the application has been told.
    """
    found = []
    for kind in get_args(Kind):
        before, after = _records(earlier, layout, kind), _records(files, layout, kind)
        kept = before["record"].is_in(after["record"].implode())
        over = before["class"].is_in(ended.implode()).fill_null(value=False)
        names = pl.concat_str("person", "class", separator=" in ", ignore_nulls=True)
        gone = before.filter(~kept & ~over).unique("record").select(names).to_series().sort()
        found.append(Loss(kind, before["record"].n_unique(), gone.len(), tuple(gone.head(_SAMPLES))))
    return tuple(found)


def _records(files: Files, layout: Sequence[CsvFile], kind: Kind) -> pl.DataFrame:
    """The records of a kind: `person` and `class`, null where there is none, and `record`, a hash of the two."""
    both = [
        files[file.name].select(
            _column(file.person, "person"),
            _column(file.school_class, "class"),
        )
        for file in layout
        if file.kind == kind
    ]
    records = pl.concat(both)
    return records.with_columns(records.hash_rows().alias("record"))


def _column(name: str, alias: str) -> pl.Expr:
    return (pl.col(name) if name else pl.lit(None, pl.String)).alias(alias)


def _difference(frame: pl.DataFrame, earlier: pl.DataFrame, file: CsvFile) -> Difference:
    before, after = earlier.select(file.key).hash_rows(), frame.select(file.key).hash_rows()
    kept = int(after.is_in(before.implode()).sum())
    same = int(frame.hash_rows().is_in(earlier.select(frame.columns).hash_rows().implode()).sum())
    return Difference(file.name, frame.height, frame.height - kept, kept - same, earlier.height - kept)
