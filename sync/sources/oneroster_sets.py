"""Where the sets of a source are: one alone, or a bulk set and what came after it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sync.errors import Problem, SourceError
from sync.oneroster_columns import File
from sync.sources.archive import opened
from sync.sources.oneroster_files import files_of
from sync.sources.oneroster_manifest import MANIFEST, Manifest, read_manifest

_NAMES = {MANIFEST, *(f"{file}.csv" for file in files_of("1.2"))}


@dataclass(frozen=True)
class SetPlace:
    """A set.

    Attributes:
        path: a folder with the files, or a zip file with them at its root.
        name: of one of several sets; empty for one alone.
    """

    path: Path
    name: str = ""

    def file(self, name: str) -> str:
        """A file's name as reports say it."""
        return f"{self.name}/{name}" if self.name else name

    @contextmanager
    def opened(self, names: frozenset[str] = frozenset(_NAMES)) -> Iterator[Path]:
        """The set as a folder, in which at least the files `names` are, if the set has them.

        Errors that come up within are those of this set's files.
        """
        try:
            with opened(self.path, names) as folder:
                yield folder
        except SourceError as error:
            problems = [dataclasses.replace(problem, file=self.file(problem.file)) for problem in error.problems]
            raise SourceError(problems) from None


def sets_in(path: Path) -> tuple[SetPlace, ...]:
    """The set at `path`, or those in the folder `path` in the order of their names.

    Raises:
        SourceError: the folder has neither files of a set nor sets.
    """
    if not path.is_dir() or any((path / name).is_file() for name in _NAMES):
        return (SetPlace(path),)
    children = sorted(child for child in path.iterdir() if not child.name.startswith("."))
    sets = tuple(SetPlace(child, child.name) for child in children if _is_set(child))
    if not sets:
        message = (
            "no files of OneRoster are here; the files of a set are in one folder or at a zip's root, "
            "and several sets in one folder, each a folder or zip"
        )
        raise SourceError([Problem(str(path), message)])
    return sets


def manifest_of(place: SetPlace) -> Manifest:
    """The manifest of one of several sets. Raises SourceError; each of them has to have one."""
    with place.opened(frozenset({MANIFEST})) as folder:
        if not (folder / MANIFEST).is_file():
            message = (
                "this file is missing; of several sets each has to say which files it has, and whether bulk or delta"
            )
            raise SourceError([Problem(MANIFEST, message)])
        return read_manifest(folder)


def first_needed(places: tuple[SetPlace, ...], manifests: tuple[Manifest, ...], file: File) -> int | None:
    """The last set in which a file is bulk: what was before it does not matter. None if the file is absent from all.

    Raises:
        SourceError: there are changes of the file and nothing that they are changes of.
    """
    for index in reversed(range(len(places))):
        if manifests[index].modes.get(file) == "bulk":
            return index
    changed = [place for place, manifest in zip(places, manifests, strict=True) if manifest.modes.get(file) == "delta"]
    if not changed:
        return None
    message = (
        f"file.{file} is 'delta', and no bulk set comes before it; put the last bulk set into the same folder, under a "
        "name that sorts before this one's, or export a bulk set"
    )
    raise SourceError([Problem(changed[0].file(MANIFEST), message)])


def _is_set(child: Path) -> bool:
    if child.is_dir():
        return any((child / name).is_file() for name in _NAMES)
    return child.suffix.lower() == ".zip"
