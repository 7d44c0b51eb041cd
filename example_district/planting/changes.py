"""What is to be changed in a set, and the pass that writes it."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from example_district.tables import COLUMNS, csv_writer

Values = Mapping[str, str]


@dataclass(frozen=True)
class Flaw:
    """What a row is a finding for."""

    kind: str
    what: str


@dataclass(frozen=True)
class Difference:
    """A row that is not as in the clean set.

    Attributes:
        file: such as `users.csv`.
        row: line in the file as it is now; the header is line 1.
        sourced_id: as the row has it now.
        change: `changed` or `added`.
        flaws: what the row is a finding for; none for a row that only belongs to one.
    """

    file: str
    row: int
    sourced_id: str
    change: str
    flaws: tuple[Flaw, ...]


@dataclass(frozen=True)
class _Change:
    values: Values
    flaws: tuple[Flaw, ...]


class Changes:
    """Collects changes, then writes them in one pass over each file concerned."""

    def __init__(self) -> None:
        self._edits: dict[str, dict[str, _Change]] = defaultdict(dict)
        self._additions: dict[str, list[_Change]] = defaultdict(list)

    def edit(self, table: str, sourced_id: str, values: Values, *flaws: Flaw) -> None:
        """Give a row other values in some columns. A row is edited once only."""
        if sourced_id in self._edits[table]:
            raise ValueError(f"{table} {sourced_id} is edited already")
        self._edits[table][sourced_id] = _Change(values, flaws)

    def add(self, table: str, values: Values, *flaws: Flaw) -> None:
        """Add a row at the end; columns that are not named stay empty."""
        self._additions[table].append(_Change(values, flaws))

    def write(self, folder: Path) -> list[Difference]:
        """Rewrite the files, each replaced only when its new version is complete."""
        differences: list[Difference] = []
        for table in COLUMNS:
            if table in self._edits or table in self._additions:
                differences += self._rewrite(folder / f"{table}.csv", table)
        return differences

    def _rewrite(self, path: Path, table: str) -> Iterator[Difference]:
        fresh = path.with_suffix(".csv.new")
        edits = self._edits[table]
        columns = COLUMNS[table]
        with path.open(encoding="utf-8", newline="") as old, fresh.open("w", encoding="utf-8", newline="") as new:
            writer = csv_writer(new)
            line = 0
            for line, row in enumerate(csv.reader(old), start=1):
                if change := edits.get(row[0]):
                    row = [change.values.get(column, value) for column, value in zip(columns, row, strict=True)]
                    yield Difference(path.name, line, row[0], "changed", change.flaws)
                writer.writerow(row)
            for added, change in enumerate(self._additions[table], start=1):
                writer.writerow(change.values.get(column, "") for column in columns)
                yield Difference(path.name, line + added, change.values["sourcedId"], "added", change.flaws)
        fresh.replace(path)
