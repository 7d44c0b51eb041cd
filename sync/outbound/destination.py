"""Where files are sent to: what is there is read, and replaced as one set, file by file in one step each.

All files are first written under temporary names, which begin with a dot, beside those that they replace; only when
all are whole are they renamed, in the order of the set, what is referred to first and a manifest last. Killed on the
way, it leaves the old files as they were, or some of the new ones whole; the next run finishes, and clears up.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sync.errors import SyncError
from sync.outbound.csv_files import sha256

_PART = re.compile(r"\.(.+)\.[0-9a-f]{16}\.part")
_MODE = 0o640
"""Whoever shares the group of the folder may read what is put there, others may not: it is about pupils."""


class DestinationError(SyncError):
    """Files could not be read from or put to where they belong; what is there is whole, old or new."""


class Destination(Protocol):
    """A place for files."""

    def fetch(self, names: Collection[str], into: Path) -> frozenset[str]:
        """Copy what is there of some files into a folder; returns the names of those that are there.

        Raises:
            DestinationError: it could not be asked.
        """

    def replace(self, folder: Path, names: Sequence[str], obsolete: Collection[str]) -> None:
        """Put files of a folder in the place of those that are there.

        Args:
            folder: where they are.
            names: in the order in which they take their place, the one that says that all are there last.
            obsolete: files that are taken away, if they are there, before the last takes its place.

        Raises:
            DestinationError: it could not be done, or not wholly.
        """


def part_name(path: Path) -> str:
    """The temporary name of a file: one for each content, so that two who send at once do not write into one file."""
    return f".{path.name}.{sha256(path)[:16]}.part"


def is_part_of(found: str, names: Collection[str]) -> bool:
    """Whether a name is the temporary one of some file."""
    match = _PART.fullmatch(found)
    return match is not None and match[1] in names


@dataclass(frozen=True)
class LocalFolder:
    """A folder of this machine, or one that is mounted."""

    path: Path

    def fetch(self, names: Collection[str], into: Path) -> frozenset[str]:
        """See `Destination`."""
        try:
            present = [name for name in names if (self.path / name).is_file()]
            for name in present:
                shutil.copyfile(self.path / name, into / name)
        except OSError as failure:
            raise DestinationError(f"{failure.filename}: cannot be read: {failure.strerror}") from None
        return frozenset(present)

    def replace(self, folder: Path, names: Sequence[str], obsolete: Collection[str]) -> None:
        """See `Destination`."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            parts = {name: self.path / part_name(folder / name) for name in names}
            for found in self.path.iterdir():
                if is_part_of(found.name, names) and found not in parts.values():
                    found.unlink(missing_ok=True)
            for name, part in parts.items():
                _write(folder / name, part)
            for name in names[:-1]:
                parts[name].replace(self.path / name)
            for name in obsolete:
                (self.path / name).unlink(missing_ok=True)
            parts[names[-1]].replace(self.path / names[-1])
        except OSError as failure:
            raise DestinationError(f"{failure.filename}: cannot be written: {failure.strerror}") from None


def _write(source: Path, part: Path) -> None:
    """Copy a file, and wait until it is on the disk: a rename that a power cut leaves must lead to a whole file."""
    with source.open("rb") as whole, part.open("wb") as file:
        os.fchmod(file.fileno(), _MODE)
        shutil.copyfileobj(whole, file)
        file.flush()
        os.fsync(file.fileno())
