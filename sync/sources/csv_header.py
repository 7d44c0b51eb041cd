"""Whether the header of a CSV file has what is needed, and what in it was meant otherwise."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from sync.errors import Problem, SourceError


@dataclass(frozen=True)
class FileColumns:
    """Columns of a file.

    Attributes:
        required: read, and have to be there.
        optional: read, and may be missing.
        order: all columns that the specification has, in its order; `metadata.` columns come after them.
        configured: read, and have to be there because a setting of district.yaml names them: setting and column.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...]
    order: tuple[str, ...]
    configured: tuple[tuple[str, str], ...] = ()

    @property
    def wanted(self) -> tuple[str, ...]:
        """Every column that is read."""
        return (*self.required, *self.optional, *(column for _, column in self.configured))

    @property
    def known(self) -> frozenset[str]:
        """Every column that is no surprise."""
        return frozenset((*self.order, *self.wanted))


def require_columns(file: str, header: tuple[str, ...], columns: FileColumns) -> None:
    """Make sure that a header has what is needed.

    A column that nobody knows and that resembles a missing one is taken for a misspelling, even of an optional one:
    reading on would mean that everybody has lost that value.

    Raises:
        SourceError: with every problem of the header.
    """
    problems = list(_problems(file, header, columns))
    if problems:
        raise SourceError(problems)


def header_notes(file: str, header: tuple[str, ...], columns: FileColumns) -> Iterator[str]:
    """What is unusual in a header and does no harm."""
    if "" in header:
        yield f"{file}: {header.count('')} columns without a name are not read"
    unknown = [name for name in header if name and name not in columns.known and not name.startswith("metadata.")]
    if unknown:
        yield f"{file}: columns that OneRoster does not have are not read: {', '.join(unknown)}"
    absent = [name for name in columns.optional if name not in header]
    if absent:
        yield f"{file}: has no column {', '.join(absent)}"


def _problems(file: str, header: tuple[str, ...], columns: FileColumns) -> Iterator[Problem]:
    if columns.known.isdisjoint(header) and not any(_resembling(name, header, columns) for name in columns.required):
        needed = ", ".join(columns.required)
        yield Problem(
            file, f"this row is no header; export the file with its header row, which has at least {needed}", 1
        )
        return
    for name in columns.wanted:
        if header.count(name) > 1:
            yield Problem(file, "this column is there twice", 1, name)
    settings = {column: setting for setting, column in columns.configured}
    for name in columns.wanted:
        if name in header:
            continue
        misspelt = _resembling(name, header, columns)
        if misspelt:
            yield Problem(file, f"this column is missing; is it the one named {misspelt!r}?", 1, name)
        elif name in settings:
            message = f"this column is missing, and {settings[name]} in district.yaml names it"
            yield Problem(file, message, 1, name)
        elif name in columns.required:
            yield Problem(file, "this column is missing", 1, name)


def _resembling(name: str, header: tuple[str, ...], columns: FileColumns) -> str:
    """The unknown column that was meant to be `name`; empty if none was."""
    unknown = {column.casefold(): column for column in header if column and column not in columns.known}
    found = difflib.get_close_matches(name.casefold(), unknown, n=1, cutoff=0.8)
    return unknown[found[0]] if found else ""
