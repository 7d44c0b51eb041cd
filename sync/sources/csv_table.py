"""One CSV file as a table of strings, whatever encoding, separator, quotes and line ends it came with."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl

from sync.errors import Problem, SourceError
from sync.sources.csv_header import FileColumns, Header, match_header, recognised
from sync.sources.encoding import Utf8File, as_utf8
from sync.sources.scratch import scratch_folder

_SEPARATORS = ",;\t|"
_CHUNK = 2**20
_ROWS = 100_000


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


def read_csv_table(path: Path, columns: FileColumns) -> CsvTable:
    """Read some columns of a file; an optional one that is not there is null.

    Raises:
        SourceError: the file is missing, is in no known encoding, has no usable header, is cut off or is no CSV; with
            every header problem.
    """
    with scratch_folder() as scratch:
        file = as_utf8(path, scratch)
        separator, names = _first_row(file, columns)
        header = match_header(file.name, names, columns)
        _refuse_cut_off(file, separator, header)
        frame, notes = _rows(file, separator, header)
    for name in header.positions:
        frame.replace_column(frame.get_column_index(name), _tidy(frame[name]))
    missing = [pl.lit(None, pl.String).alias(name) for name in columns.wanted if name not in header.positions]
    frame = _without_blank_rows(frame.with_columns(*missing).select("row", *columns.wanted))
    if separator != ",":
        notes = (*notes, f"{file.name}: the separator is {separator!r} in place of a comma")
    if file.line_end == "\r":
        notes = (*notes, f"{file.name}: lines end in CR alone")
    return CsvTable(frame, file.checksum, (*file.notes, *header.notes, *notes))


def _tidy(texts: pl.Series) -> pl.Series:
    """In form NFC, a text equals what the next export or a browser writes; an empty one says no more than null.

    Most columns are so already, and a copy of each of a million people's would be all the memory there is.
    """
    if (texts.str.len_bytes() != texts.str.len_chars()).any():
        texts = texts.str.normalize("NFC")
    return texts.replace("", None) if (texts == "").any() else texts


def _without_blank_rows(frame: pl.DataFrame) -> pl.DataFrame:
    filled = frame.select(pl.any_horizontal(pl.exclude("row").is_not_null())).to_series()
    return frame if filled.all() else frame.filter(filled)


def _first_row(file: Utf8File, columns: FileColumns) -> tuple[str, tuple[str, ...]]:
    """The separator and the fields of the first row."""
    with file.path.open(encoding="utf-8-sig", newline="") as opened:
        first = opened.read(_CHUNK).split(file.line_end, 1)[0].rstrip("\r")
    rows = {mark: tuple(next(csv.reader([first], delimiter=mark), ())) for mark in _SEPARATORS}
    separator = max(_SEPARATORS, key=lambda mark: recognised(rows[mark], columns))
    return separator, rows[separator]


def _rows(file: Utf8File, separator: str, header: Header) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The rows with the columns of the header, and what was unusual about them."""
    ordered = dict(sorted(header.positions.items(), key=lambda item: item[1]))
    try:
        frame = pl.read_csv(
            file.path,
            columns=list(ordered.values()),
            infer_schema=False,
            separator=separator,
            eol_char=file.line_end,
            row_index_name="row",
            row_index_offset=2,
            raise_if_empty=False,
        )
    except pl.exceptions.PolarsError:
        # Polars stumbles over a quotation mark inside a value that is not in quotes; the standard library does not.
        frames = list(_slow_frames(file, separator, header.width, ordered))
        return pl.concat(frames), (f"{file.name}: has quotation marks in values that are not in quotes",)
    if frame.height != _lines(file) - 1:
        # Values have line breaks, or quotation marks that do not belong together swallowed rows: polars lets both pass.
        return pl.concat(_slow_frames(file, separator, header.width, ordered)), (
            f"{file.name}: values have line breaks",
        )
    frame.columns = ["row", *ordered]
    return frame, ()


def _lines(file: Utf8File) -> int:
    end, count, last = file.line_end.encode(), 0, b""
    with file.path.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            count, last = count + chunk.count(end), chunk
    return count if last.endswith(end) else count + 1


def _slow_frames(file: Utf8File, separator: str, width: int, positions: Mapping[str, int]) -> Iterator[pl.DataFrame]:
    """The rows once more, a part at a time.

    Raises:
        SourceError: with the row that is broken; polars reports bytes, and a registrar needs a row.
    """
    rows = _strict_rows(file, separator, width)
    next(rows)
    schema = dict.fromkeys(positions, pl.String())
    start = 2
    while True:
        part = list(islice(rows, _ROWS))
        values = [[row[place] if place < len(row) else None for place in positions.values()] for row in part]
        yield pl.DataFrame(values, schema, orient="row").with_row_index("row", start)
        if len(part) < _ROWS:
            return
        start += len(part)


def _strict_rows(file: Utf8File, separator: str, width: int) -> Iterator[list[str]]:
    row = 0
    with file.path.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.reader(opened, delimiter=separator, strict=True)
        try:
            for row, fields in enumerate(reader, start=1):
                if len(fields) > width:
                    message = f"this row has {len(fields)} fields and the header has {width}; is a value not in quotes?"
                    raise SourceError([Problem(file.name, message, row)])
                yield fields
        except csv.Error:
            message = "the quotation marks do not pair from this row on"
            raise SourceError([Problem(file.name, message, row + 1)]) from None


def _refuse_cut_off(file: Utf8File, separator: str, header: Header) -> None:
    """Refuse a file that ends within a row: whoever wrote it was interrupted, and more than that row is missing."""
    with file.path.open("rb") as opened:
        size = opened.seek(0, 2)
        opened.seek(max(size - _CHUNK, 0))
        end = opened.read().decode(errors="replace")
    if end.endswith(("\n", "\r")):
        return
    needed = max(header.positions.values())
    if len(next(csv.reader([end.rsplit(file.line_end, 1)[-1]], delimiter=separator), [])) > needed:
        return
    # The last line is short, and may still be the end of a whole row if there is a line break in a value of it.
    (fields,) = deque(_strict_rows(file, separator, header.width), maxlen=1)
    if len(fields) <= needed and any(fields):
        message = f"this file ends within a row, after {len(fields)} of {header.width} fields; was the export cut off?"
        raise SourceError([Problem(file.name, message)])
