"""A sheet on disk, whole or not at all."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from badge_tool.errors import SheetFileError


@dataclass(frozen=True)
class SheetFile:
    """A place for a sheet that was tried before anything was issued.

    Attributes:
        path: where the sheet will be.
        descriptor: of the temporary file beside it.
        temporary: that file.
    """

    path: Path
    descriptor: int
    temporary: Path

    def write(self, content: bytes) -> None:
        """Store the content and put it in place. Raises SheetFileError."""
        self.store(content)
        self.put_in_place()

    def store(self, content: bytes) -> None:
        """Write the content beside its place: on return it has reached the disk, under another name.

        Raises:
            SheetFileError: it could not be written; what was there before still is.
        """
        try:
            with os.fdopen(os.dup(self.descriptor), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError as failure:
            raise _error(self.path, failure) from None

    def put_in_place(self) -> None:
        """Give what was stored its name: on return that has reached the disk, too.

        Raises:
            SheetFileError: the folder does not take it.
        """
        try:
            self.temporary.replace(self.path)
            _sync_folder(self.path.parent)
        except OSError as failure:
            raise _error(self.path, failure) from None


@contextmanager
def sheet_file(path: Path) -> Iterator[SheetFile]:
    """Make sure that a sheet can be written to `path`, readable for its owner alone, before its badges are issued.

    Raises:
        SheetFileError: the folder is missing or does not take a file, or `path` is something else than a file.
    """
    if path.is_dir():
        raise SheetFileError(
            f"{path} is a folder; name a file, such as {path / 'badges.pdf'}, or print with --each class or campus"
        )
    if path.exists() and not path.is_file():
        # It would be replaced by a file of its name.
        raise SheetFileError(f"{path} is a device or a pipe; name a file, such as badges.pdf")
    # Of one name, so that what a killed run left behind is gone after the next one.
    temporary = path.with_name(f".{path.name}.part")
    descriptor = _locked(path, temporary)
    try:
        yield SheetFile(path, descriptor, temporary)
    finally:
        if _is_open_at(descriptor, temporary):
            temporary.unlink()
        os.close(descriptor)


def _locked(path: Path, temporary: Path) -> int:
    """Open the temporary file for this run alone, empty; two runs that print the same would void each other's badges.

    Raises:
        SheetFileError: it cannot be made, or another run has it.
    """
    while True:
        try:
            descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        except OSError as failure:
            raise _error(path, failure) from None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_open_at(descriptor, temporary):
                os.ftruncate(descriptor, 0)
                return descriptor
        except BlockingIOError:
            os.close(descriptor)
            raise SheetFileError(f"{path} is being written by another run; wait until it is done") from None
        # A run that ended in between has given the file its name, or taken it away.
        os.close(descriptor)


def _is_open_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def sheet_folder(path: Path) -> None:
    """Make sure that there is a folder for sheets; a new one is for its owner alone.

    Raises:
        SheetFileError: something else is there, or the folder around it is missing or does not take one.
    """
    if path.exists() and not path.is_dir():
        raise SheetFileError(f"{path} is a file; with --each, --out names the folder of the PDFs")
    try:
        path.mkdir(mode=0o700, exist_ok=True)
    except OSError as failure:
        raise _error(path, failure) from None


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _error(path: Path, failure: OSError) -> SheetFileError:
    return SheetFileError(f"{path} cannot be written: {failure.strerror}; name another file with --out")
