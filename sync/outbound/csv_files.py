"""The CSV files that an application gets: what a file is, and how it is written and read back.

Written by RFC 4180: commas, lines that end in CR LF, quotation marks only where they are needed, UTF-8 without a byte
order mark. Values are for machines and stay as they are: one that begins with `=` is not changed, because to the
application it is a name like any other. Whoever opens such a file in a spreadsheet imports all columns as text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

Kind = Literal["people", "classes", "enrollments"]
Files = Mapping[str, pl.DataFrame]
"""Frames of strings by name of the file, of the columns that are ever filled; an empty value is null."""
_LINE_BREAKS = ["\r\n", "\r", "\n"]


@dataclass(frozen=True)
class Reference:
    """A column that names records of other files.

    Attributes:
        column: the column.
        targets: files and their columns, in one of which the id has to be.
        listed: the column holds ids with commas between them.
        required: a row without it is worth nothing.
    """

    column: str
    targets: tuple[tuple[str, str], ...]
    listed: bool = False
    required: bool = True


@dataclass(frozen=True)
class CsvFile:
    """One file of a format.

    Attributes:
        name: such as `students.csv`.
        columns: of its header, in their order.
        key: columns that tell its rows apart.
        kind: what the guard counts them as; None for what only stands behind other records.
        person: the column with a person's sourcedId; empty if there is none.
        school_class: the column with a class's sourcedId; empty if there is none.
        schools: the column with sourcedIds of schools, commas between them; empty if there is none.
        references: to other files.
        required: columns without which a row is worth nothing.
        needed_by: file and column that have to name a row for it to be sent; None if it stands for itself.
        optional: it is not sent without rows.
        ever_filled: columns that may have values; empty if all may.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    kind: Kind | None = None
    person: str = ""
    school_class: str = ""
    schools: str = ""
    references: tuple[Reference, ...] = ()
    required: tuple[str, ...] = ()
    needed_by: tuple[str, str] | None = None
    optional: bool = False
    ever_filled: tuple[str, ...] = ()

    @property
    def filled(self) -> tuple[str, ...]:
        """The columns that may have values; the key is among them."""
        return self.ever_filled or self.columns


def as_text(records: pl.DataFrame, file: CsvFile) -> pl.DataFrame:
    """Records as rows of a file, in order of the key. A line break, which no format allows, becomes a space.

    A column that needs nothing done is not copied: a million people have millions of enrollments.
    """
    rows = records.select(
        _tidy(records[name].cast(pl.String)) if name in records.columns else pl.lit(None, pl.String).alias(name)
        for name in file.filled
    )
    in_order = len(file.key) == 1 and rows[file.key[0]].is_sorted()
    return rows if in_order else rows.sort(file.key)


def write(frame: pl.DataFrame, path: Path, columns: Sequence[str]) -> None:
    """Write a file; columns that the frame does not have are empty."""
    empty = (pl.lit(None, pl.String).alias(name) for name in columns if name not in frame.columns)
    frame.with_columns(empty).select(columns).write_csv(path, line_terminator="\r\n", quote_style="necessary")


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(path: Path, file: CsvFile) -> pl.DataFrame | None:
    """Read a file that was written earlier, by whomever; None if it is no file of this format.

    Columns that are not there are empty, columns that we never fill are left out; of rows with the same key the first
    counts.
    """
    try:
        header = pl.read_csv(path, infer_schema=False, raise_if_empty=False, n_rows=0).columns
        if not set(file.key) <= set(header):
            return None
        ours = [name for name in header if name in file.filled]
        frame = pl.read_csv(path, columns=ours, infer_schema=False, truncate_ragged_lines=True)
    except (pl.exceptions.PolarsError, UnicodeDecodeError):
        return None
    rows = as_text(frame.drop_nulls(file.key), file)
    return rows if rows.select(file.key).is_unique().all() else rows.unique(file.key, keep="first", maintain_order=True)


def _tidy(texts: pl.Series) -> pl.Series:
    if texts.str.contains_any(_LINE_BREAKS).any():
        texts = texts.str.replace_many(_LINE_BREAKS, [" "], leftmost=True)
    return texts.replace("", None) if (texts == "").any() else texts
