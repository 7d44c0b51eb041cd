"""Whether the header of a CSV file has what is needed, and what in it was meant otherwise."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from sync.errors import Problem, SourceError


@dataclass(frozen=True)
class FileColumns:
    """Columns of a file.

    Attributes:
        required: read, and have to be there.
        optional: read, and may be missing.
        order: all columns that the specification has, in its order; `metadata.` columns come after them.
        configured: read, and have to be there because a setting of district.yaml names them: setting and column.
        silent: read, and not missed where they are not there.
        other_names: names that other versions have for columns, and the columns.
        specification: whose columns these are, as notes say it.
        ordered: whether the specification asks for that order.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...]
    order: tuple[str, ...]
    configured: tuple[tuple[str, str], ...] = ()
    silent: tuple[str, ...] = ()
    other_names: Mapping[str, str] = field(default_factory=dict)
    specification: str = "OneRoster"
    ordered: bool = True

    @property
    def wanted(self) -> tuple[str, ...]:
        """Every column that is read."""
        configured = (column for _, column in self.configured)
        return tuple(dict.fromkeys((*self.required, *self.optional, *configured, *self.silent)))

    @property
    def known(self) -> frozenset[str]:
        """Every column that is no surprise."""
        return frozenset((*self.order, *self.wanted))


@dataclass(frozen=True)
class Header:
    """A header that has what is needed.

    Attributes:
        width: how many columns there are, those without a name too.
        positions: where each column that is read stands, counted from 0; those that are not there are not in it.
        notes: what is unusual and does no harm.
    """

    width: int
    positions: Mapping[str, int]
    notes: tuple[str, ...]


def match_header(file: str, names: tuple[str, ...], columns: FileColumns) -> Header:
    """Find the columns that are read.

    A name is found with whatever capitals, spaces and dashes it is written. A column that nobody knows and that
    resembles a missing one is taken for a misspelling, even of an optional one: reading on would mean that everybody
    has lost that value.

    Raises:
        SourceError: with every problem of the header.
    """
    renamed = _known_names(names, columns)
    problems = list(_problems(file, renamed, columns))
    if problems:
        raise SourceError(problems)
    positions = {name: index for index, name in enumerate(renamed) if name in columns.wanted}
    return Header(len(names), positions, tuple(_notes(file, names, renamed, columns)))


def recognised(names: tuple[str, ...], columns: FileColumns) -> int:
    """How many names of a row are those of columns."""
    return len(columns.known & set(_known_names(names, columns)))


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9.]", "", name.casefold())


def _known_names(names: tuple[str, ...], columns: FileColumns) -> tuple[str, ...]:
    """The names as the specification writes them, where they are its names in other letters."""
    missing = {_key(name): name for name in columns.known if name not in names}
    missing |= {_key(other): name for other, name in columns.other_names.items() if name not in names}
    return tuple(name if name in columns.known else missing.get(_key(name), name.strip()) for name in names)


def _notes(file: str, written: tuple[str, ...], names: tuple[str, ...], columns: FileColumns) -> Iterator[str]:
    if "" in names:
        yield f"{file}: {names.count('')} columns without a name are not read"
    for name, read in zip(written, names, strict=True):
        if name.strip() != read:
            yield f"{file}: the column {name!r} is read as {read}"
    unknown = [name for name in names if name and name not in columns.known and not name.startswith("metadata.")]
    if unknown:
        yield f"{file}: columns that {columns.specification} does not have are not read: {', '.join(unknown)}"
    absent = [name for name in columns.optional if name not in names]
    if absent:
        yield f"{file}: has no column {', '.join(absent)}"
    standing = [columns.order.index(name) for name in names if name in columns.order]
    if columns.ordered and any(before > after for before, after in pairwise(standing)):
        yield f"{file}: the columns are not in the specification's order"


def _problems(file: str, names: tuple[str, ...], columns: FileColumns) -> Iterator[Problem]:
    if columns.known.isdisjoint(names) and not any(_resembling(name, names, columns) for name in columns.required):
        needed = ", ".join(columns.required)
        yield Problem(
            file, f"this row is no header; export the file with its header row, which has at least {needed}", 1
        )
        return
    for name in columns.wanted:
        if names.count(name) > 1:
            yield Problem(file, "this column is there twice", 1, name)
    settings = {column: setting for setting, column in columns.configured}
    for name in columns.wanted:
        if name in names:
            continue
        misspelt = _resembling(name, names, columns)
        if misspelt:
            yield Problem(file, f"this column is missing; is it the one named {misspelt!r}?", 1, name)
        elif name in settings:
            message = f"this column is missing, and {settings[name]} in district.yaml names it"
            yield Problem(file, message, 1, name)
        elif name in columns.required:
            yield Problem(file, "this column is missing", 1, name)


def _resembling(name: str, names: tuple[str, ...], columns: FileColumns) -> str:
    """The unknown column that was meant to be `name`; empty if none was."""
    unknown = {column.casefold(): column for column in names if column and column not in columns.known}
    found = difflib.get_close_matches(name.casefold(), unknown, n=1, cutoff=0.8)
    return unknown[found[0]] if found else ""
