"""The CSV files that an application gets: what a file is, and how it is written and read back.

Written by RFC 4180: commas, lines that end in CR LF, quotation marks only where they are needed, UTF-8 without a byte
order mark. Values are for machines and stay as they are: one that begins with `=` is not changed, because to the
application it is a name like any other. Whoever opens such a file in a spreadsheet imports all columns as text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

Kind = Literal["people", "classes", "enrollments"]
Files = Mapping[str, pl.DataFrame]
"""Frames of strings by name of the file; nothing is null, an empty value is `""`."""
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
        columns: in their order.
        key: columns that tell its rows apart.
        kind: what the guard counts them as; None for what only stands behind other records.
        person: the column with a person's sourcedId; empty if there is none.
        school_class: the column with a class's sourcedId; empty if there is none.
        schools: the column with sourcedIds of schools, commas between them; empty if there is none.
        references: to other files.
        required: columns without which a row is worth nothing.
        needed_by: file and column that have to name a row for it to be sent; None if it stands for itself.
        optional: it is not sent without rows.
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


def as_text(records: pl.DataFrame, file: CsvFile) -> pl.DataFrame:
    """Records as rows of a file, in order of the key. A line break, which no format allows, becomes a space."""
    missing = [pl.lit("").alias(name) for name in file.columns if name not in records.columns]
    texts = pl.col(*[name for name in file.columns if name in records.columns])
    cleaned = texts.cast(pl.String).fill_null("").str.replace_many(_LINE_BREAKS, [" "], leftmost=True)
    return records.select(cleaned, *missing).select(file.columns).sort(file.key)


def write(frame: pl.DataFrame, path: Path) -> None:
    """Write a file."""
    # Polars tells null from "" by quotation marks, which here would only be noise.
    frame.select(pl.all().replace("", None)).write_csv(path, line_terminator="\r\n", quote_style="necessary")


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(path: Path, file: CsvFile) -> pl.DataFrame | None:
    """Read a file that was written earlier, by whomever; None if it is no file of this format.

    Columns that are not there are empty, columns that the format does not have are left out; of rows with the same key
    the first counts.
    """
    try:
        frame = pl.read_csv(path, infer_schema=False, raise_if_empty=False, truncate_ragged_lines=True)
    except (pl.exceptions.PolarsError, UnicodeDecodeError):
        return None
    if not set(file.key) <= set(frame.columns):
        return None
    return as_text(frame, file).unique(file.key, keep="first", maintain_order=True)
