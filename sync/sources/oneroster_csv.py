"""OneRoster CSV 1.1 and 1.2, bulk and delta; and 1.0, which sets without a manifest are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import polars as pl

from settings.roster_source import RosterColumns
from sync.errors import Problem, SourceError
from sync.oneroster_columns import File, Version
from sync.roster import OPTIONAL_TABLES, TABLES, Origin, Roster, Segment, Table, empty_table, roster_of
from sync.sources.csv_table import CsvTable, read_csv_table
from sync.sources.oneroster_delta import applied, bulk_records, check_delta, last_change
from sync.sources.oneroster_files import columns_of, files_of, own_columns
from sync.sources.oneroster_manifest import MANIFEST, Manifest, read_manifest
from sync.sources.oneroster_roles import with_roles
from sync.sources.oneroster_sets import SetPlace, first_needed, manifest_of, sets_in


@dataclass(frozen=True)
class _Records:
    """The records of a file after some sets.

    Attributes:
        frame: with the columns of the file, `row` being unique.
        segments: from which files they came.
        last_row: the largest row so far.
    """

    frame: pl.DataFrame
    segments: tuple[Segment, ...]
    last_row: int


def read_oneroster_csv(path: Path, district_columns: RosterColumns, today: date | None = None) -> Roster:
    """Read a set, or a bulk set and the deltas after it.

    Args:
        path: a folder, or a zip file with the files at its root; or a folder of sets, each such a folder or zip file,
            named so that they sort in the order of time.
        district_columns: which columns of users.csv hold what OneRoster has no column for.
        today: the day in the district's time zone, on which roles of 1.2 hold or do not; None is this machine's.

    Raises:
        SourceError: a set cannot be read; with the problems of all its files.
    """
    places = sets_in(path)
    reading = _Reading(district_columns)
    if len(places) == 1:
        with places[0].opened() as folder:
            manifest = read_manifest(folder)
            needed = _needed(places, (manifest,))
            reading.add(places[0], folder, manifest, list(needed))
    else:
        manifests = tuple(manifest_of(place) for place in places)
        needed = _needed(places, manifests)
        for index, (place, manifest) in enumerate(zip(places, manifests, strict=True)):
            files = [f for f, first in needed.items() if first <= index and manifest.modes.get(f, "absent") != "absent"]
            if files:
                with place.opened(frozenset(f"{file}.csv" for file in files)) as folder:
                    reading.add(place, folder, manifest, files)
    return reading.roster(str(path), today or date.today())


def _needed(places: tuple[SetPlace, ...], manifests: tuple[Manifest, ...]) -> dict[File, int]:
    """From which set on each file is read."""
    version = manifests[-1].version
    first = {file: first_needed(places, manifests, file) for file in files_of(version)}
    missing = [file for file, index in first.items() if index is None and file not in OPTIONAL_TABLES]
    if missing:
        said = "the set has no" if len(places) == 1 else "none of the sets has"
        problem = f"{said} {', '.join(f'{file}.csv' for file in missing)}, by what this file says; export a bulk set"
        raise SourceError([Problem(places[-1].file(MANIFEST), problem)])
    needed = {file: index for file, index in first.items() if index is not None}
    for place, manifest in list(zip(places, manifests, strict=True))[min(needed.values()) :]:
        if manifest.version != version:
            message = f"oneroster.version is {manifest.version}, and later sets are of {version}; export a bulk set"
            raise SourceError([Problem(place.file(MANIFEST), message)])
    return needed


class _Reading:
    """Sets that are read one after the other."""

    def __init__(self, district_columns: RosterColumns) -> None:
        self._columns = district_columns
        self._records: dict[File, _Records] = {}
        self._digest = hashlib.sha256()
        self._notes: list[str] = []
        self._system = ""
        self._version: Version = "1.1"
        self._latest: tuple[str, datetime] | None = None

    def add(self, place: SetPlace, folder: Path, manifest: Manifest, files: Iterable[File]) -> None:
        """Read files of a set, on top of what was read before. Raises SourceError with the problems of all files."""
        read: dict[File, CsvTable] = {}
        problems: list[Problem] = []
        for file in files:
            delta = manifest.modes[file] == "delta"
            columns = columns_of(file, manifest.version, self._columns, delta=delta)
            try:
                read[file] = read_csv_table(folder / f"{file}.csv", columns)
                if delta:
                    check_delta(f"{file}.csv", read[file].frame)
            except SourceError as error:
                problems += error.problems
        if problems:
            raise SourceError(problems)
        self._refuse_disorder(place, [read[file].frame for file in read if manifest.modes[file] == "delta"])
        self._version, self._system = manifest.version, manifest.system or self._system
        notes = [*manifest.notes]
        for file in sorted(read):
            notes += read[file].notes
            notes += self._take(place, file, read[file], delta=manifest.modes[file] == "delta")
            self._digest.update(f"{file} {read[file].checksum}\n".encode())
        self._notes += [place.file(note) for note in notes]

    def roster(self, path: str, today: date) -> Roster:
        """What was read."""
        frames = {table: self._table(table) for table in TABLES}
        if self._version == "1.2":
            frames["users"], notes = with_roles(frames["users"], self._records["roles"].frame, today)
            self._notes += notes
        if self._version == "1.0":
            frames["users"] = frames["users"].with_columns(pl.col("enabledUser").fill_null("true"))
        frames["users"] = own_columns(frames["users"], self._columns)
        origin = Origin(
            path=path,
            checksum=self._digest.hexdigest(),
            system=self._system,
            notes=tuple(self._notes),
            files={table: self._records[table].segments for table in TABLES if table in self._records},
        )
        return roster_of(frames, origin)

    def _table(self, table: Table) -> pl.DataFrame:
        return self._records[table].frame if table in self._records else empty_table(table)

    def _take(self, place: SetPlace, file: File, read: CsvTable, *, delta: bool) -> tuple[str, ...]:
        name = place.file(f"{file}.csv")
        last_row = int(str(read.frame["row"].max() or 1))
        if not delta:
            frame, notes = bulk_records(f"{file}.csv", read.frame)
            self._records[file] = _Records(frame, (Segment(0, name),), last_row)
            return notes
        before = self._records[file]
        offset = before.last_row
        moved = read.frame.with_columns(pl.col("row") + offset)
        frame = applied(before.frame, moved)
        self._records[file] = _Records(frame, (*before.segments, Segment(offset, name)), offset + last_row)
        return ()

    def _refuse_disorder(self, place: SetPlace, deltas: list[pl.DataFrame]) -> None:
        """Refuse a delta that is older than one before it: applied in that order, it would bring back what is over."""
        latest = max((moment for moment in map(last_change, deltas) if moment), default=None)
        if latest is None:
            return
        if self._latest and latest < self._latest[1]:
            message = (
                f"the last change in this set is of {latest.isoformat()}, and {self._latest[0]}, which sorts before "
                f"it, has one of {self._latest[1].isoformat()}; name the sets so that they sort in the order of time"
            )
            raise SourceError([Problem(MANIFEST, message)])
        self._latest = (place.name, latest)
