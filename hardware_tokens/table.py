"""A CSV file as rows of named cells, whatever its columns are called."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hardware_tokens.errors import TokenFileError

_SEPARATORS = ",;\t"


@dataclass(frozen=True)
class Row:
    """A row of a file.

    Attributes:
        number: as a spreadsheet counts, from 1.
        cells: by our name of the column, without surrounding space; columns that are not there are empty.
        columns: the file's name of a column by ours.
    """

    number: int
    cells: Mapping[str, str]
    columns: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    def column(self, name: str) -> str:
        """What the file calls a column of ours."""
        return self.columns.get(name, name)


def read_rows(path: Path, names: Mapping[str, Sequence[str]], without_header: Sequence[str]) -> list[Row]:
    """The rows of a file that are not empty and do not begin with `#`.

    Args:
        path: UTF-8, with or without a byte order mark; separated by commas, semicolons or tabs.
        names: by our name of a column, what files call it, in small letters without spaces and signs.
        without_header: our names of the columns of a file whose first row names none.

    Raises:
        TokenFileError: the file cannot be read.
    """
    lines = list(_lines(path))
    if not lines:
        return []
    header = [_plain(cell) for cell in lines[0][1]]
    known = {spelling: name for name, spellings in names.items() for spelling in (name, *spellings)}
    if not any(cell in known for cell in header):
        return [
            _row(number, cells, list(without_header), {name: name for name in without_header})
            for number, cells in lines
        ]
    columns = {known[plain]: said.strip() for plain, said in zip(header, lines[0][1], strict=True) if plain in known}
    order = [known.get(plain, "") for plain in header]
    return [_row(number, cells, order, columns) for number, cells in lines[1:]]


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        lines = text.splitlines(keepends=True)
        first = next((line for line in lines if not line.startswith("#")), "")
        separator = max(_SEPARATORS, key=first.count)
        for number, cells in enumerate(csv.reader(lines, delimiter=separator), start=1):
            if any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
                yield number, cells
    except (OSError, UnicodeError, csv.Error) as failure:
        raise TokenFileError(f"{path}: cannot be read as CSV in UTF-8: {failure}") from None


def _row(number: int, cells: Sequence[str], order: Sequence[str], columns: Mapping[str, str]) -> Row:
    named = {name: cell.strip() for name, cell in zip(order, cells, strict=False) if name}
    return Row(number, named, columns)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())
