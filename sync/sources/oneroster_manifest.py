"""What a OneRoster set says about itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from sync.errors import Problem, SourceError
from sync.oneroster_columns import File, Version
from sync.roster import OPTIONAL_TABLES
from sync.sources.csv_header import FileColumns
from sync.sources.csv_table import read_csv_table
from sync.sources.oneroster_files import files_of

Mode = Literal["absent", "bulk", "delta"]

MANIFEST = "manifest.csv"
_COLUMNS = FileColumns(("propertyName", "value"), (), ("propertyName", "value"))
_VERSIONS: Mapping[str, Version] = {"1.1": "1.1", "1.2": "1.2", "1.2.1": "1.2"}


@dataclass(frozen=True)
class Manifest:
    """A manifest that can be followed.

    Attributes:
        version: of OneRoster.
        modes: of each file that is read: the whole truth, changes only, or not in the set.
        system: name of the student information system; empty if the manifest does not say.
        notes: what is unusual.
    """

    version: Version
    modes: Mapping[File, Mode]
    system: str
    notes: tuple[str, ...] = ()


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of the set in a folder.

    A set without one is, by the specification, a bulk set of OneRoster 1.0.

    Raises:
        SourceError: with everything in the manifest that cannot be followed; or there are no files of a set.
    """
    if not (folder / MANIFEST).is_file():
        return _without_manifest(folder)
    frame = read_csv_table(folder / MANIFEST, _COLUMNS).frame
    rows = frame.drop_nulls("propertyName").iter_rows(named=True)
    properties = {row["propertyName"].strip(): (row["value"] or "").strip() for row in rows}
    version = _VERSIONS.get(properties.get("oneroster.version", ""))
    if version is None:
        raise SourceError([_problem("oneroster.version", properties, tuple(_VERSIONS))])
    problems = [
        _problem(f"file.{file}", properties, get_args(Mode))
        for file in files_of(version)
        if properties.get(f"file.{file}", "absent" if file in OPTIONAL_TABLES else "") not in get_args(Mode)
    ]
    if problems:
        raise SourceError(problems)
    modes = dict(_modes(version, properties))
    ignored = [f"{file}.csv" for file, mode in modes.items() if mode == "absent" and (folder / f"{file}.csv").is_file()]
    notes = (f"{MANIFEST}: says that {', '.join(ignored)} are absent, so they are not read",) if ignored else ()
    return Manifest(version, modes, properties.get("source.systemName", ""), notes)


def _modes(version: Version, properties: Mapping[str, str]) -> Iterator[tuple[File, Mode]]:
    for file in files_of(version):
        for mode in get_args(Mode):
            if properties.get(f"file.{file}", "absent") == mode:
                yield file, mode


def _without_manifest(folder: Path) -> Manifest:
    there = [file for file in files_of("1.0") if (folder / f"{file}.csv").is_file()]
    if not there:
        message = "no files of OneRoster are here; all files of a set are in one folder or at a zip's root"
        raise SourceError([Problem(MANIFEST, message)])
    note = f"{MANIFEST}: is missing, so the set is read as a bulk set of OneRoster 1.0"
    modes: dict[File, Mode] = {}
    for file in files_of("1.0"):
        modes[file] = "absent" if file in OPTIONAL_TABLES and file not in there else "bulk"
    return Manifest("1.0", modes, "", (note,))


def _problem(name: str, properties: Mapping[str, str], expected: tuple[str, ...]) -> Problem:
    said = f"is {properties[name]!r}" if name in properties else "is not there"
    return Problem(MANIFEST, f"{name} {said}; it has to be one of {', '.join(expected)}")
