"""One CSV file as a table of strings, whatever separator, line end or byte order mark it came with."""

from __future__ import annotations

import codecs
import csv
import hashlib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import polars as pl

from sync.errors import Problem, SourceError
from sync.sources.csv_header import FileColumns, header_notes, require_columns

_SEPARATORS = ",;\t|"
_CHUNK = 2**20
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class CsvTable:
    """A file that was read.

    Attributes:
        frame: column `row` (the row in a spreadsheet, the header being 1) and the columns that were asked for.
        checksum: SHA-256 of the file's bytes, hexadecimal.
        notes: what was tolerated.
    """

    frame: pl.DataFrame
    checksum: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Layout:
    """How a file is written.

    Attributes:
        header: names in their order.
    """

    separator: str
    line_end: str
    header: tuple[str, ...]


def read_csv_table(path: Path, columns: FileColumns) -> CsvTable:
    """Read some columns of a file; an optional one that is not there is null.

    Raises:
        SourceError: the file is missing, is not UTF-8, has no usable header or is no CSV; with every header problem.
    """
    checksum = _checksum_of_text(path)
    layout = _layout(path, columns)
    require_columns(path.name, layout.header, columns)
    present = [name for name in layout.header if name in columns.wanted]
    try:
        frame = pl.read_csv(
            path,
            columns=present,
            infer_schema=False,
            separator=layout.separator,
            eol_char=layout.line_end,
            row_index_name="row",
            row_index_offset=2,
            raise_if_empty=False,
        )
    except pl.exceptions.PolarsError as failure:
        raise SourceError([_broken_row(path, layout, failure)]) from None
    missing = [pl.lit(None, pl.String).alias(name) for name in columns.wanted if name not in layout.header]
    # In form NFC, a text equals what the next export or a browser writes; an empty one says no more than null.
    texts = [pl.col(name).str.normalize("NFC").replace("", None) for name in present]
    frame = frame.with_columns(*texts, *missing).select("row", *columns.wanted)
    frame = frame.filter(pl.any_horizontal(pl.col(*columns.wanted).is_not_null()))
    return CsvTable(frame, checksum, _notes(path, layout, columns))


def _checksum_of_text(path: Path) -> str:
    """The checksum of a file, all of which is UTF-8."""
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    row = 1
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                if row == 1 and chunk.startswith(_UTF16_MARKS):
                    raise SourceError([Problem(path.name, "this file is UTF-16; export it as UTF-8")])
                digest.update(chunk)
                decoder.decode(chunk)
                row += chunk.count(b"\n")
            decoder.decode(b"", final=True)
    except FileNotFoundError:
        raise SourceError([Problem(path.name, "this file is missing from the set")]) from None
    except UnicodeDecodeError as failure:
        row += failure.object.count(b"\n", 0, failure.start)
        message = "this is not UTF-8, more likely Windows-1252; export the file as UTF-8"
        raise SourceError([Problem(path.name, message, row)]) from None
    except OSError as failure:
        raise SourceError([Problem(path.name, f"this file cannot be read: {failure.strerror}")]) from None
    return digest.hexdigest()


def _layout(path: Path, columns: FileColumns) -> _Layout:
    with path.open(encoding="utf-8-sig", newline="") as file:
        start = file.read(_CHUNK)
    if not start.strip():
        raise SourceError([Problem(path.name, "this file is empty; it needs a header, and rows below it")])
    if "\0" in start:
        raise SourceError([Problem(path.name, "this file has NUL characters, so it is not UTF-8; export it as UTF-8")])
    line_end = "\n" if "\n" in start else "\r"
    first = start.split(line_end, 1)[0].rstrip("\r")
    separator = max(_SEPARATORS, key=lambda mark: len(columns.known & set(first.replace('"', "").split(mark))))
    header = tuple(next(csv.reader([first], delimiter=separator)))
    return _Layout(separator, line_end, header)


def _broken_row(path: Path, layout: _Layout, failure: pl.exceptions.PolarsError) -> Problem:
    """Find the row that polars could not read; it reports bytes, and a registrar needs a row."""
    width = len(layout.header)
    row = 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=layout.separator, strict=True)
        try:
            for row, fields in enumerate(reader, start=1):
                if len(fields) > width:
                    message = f"this row has {len(fields)} fields and the header has {width}; is a value not in quotes?"
                    return Problem(path.name, message, row)
        except csv.Error:
            return Problem(path.name, "the quotation marks do not pair from this row on", row + 1)
    return Problem(path.name, f"this is no CSV: {str(failure).splitlines()[0]}")


def _notes(path: Path, layout: _Layout, columns: FileColumns) -> tuple[str, ...]:
    """What differs from the specification and does no harm."""
    notes = list(header_notes(path.name, layout.header, columns))
    if layout.separator != ",":
        notes.append(f"{path.name}: the separator is {layout.separator!r} in place of a comma")
    if layout.line_end == "\r":
        notes.append(f"{path.name}: lines end in CR alone")
    standing = [columns.order.index(name) for name in layout.header if name in columns.order]
    if any(before > after for before, after in pairwise(standing)):
        notes.append(f"{path.name}: the columns are not in the specification's order")
    return tuple(notes)
