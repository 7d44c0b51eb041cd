"""A sheet on disk, whole or not at all."""

from __future__ import annotations

import os
import tempfile
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
        """Put the content in place: on return it has reached the disk under its name.

        Raises:
            SheetFileError: it could not be written; what was there before still is.
        """
        try:
            with os.fdopen(os.dup(self.descriptor), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
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
        raise SheetFileError(f"{path} is a folder; name a file, such as {path / 'badges.pdf'}")
    if path.exists() and not path.is_file():
        # It would be replaced by a file of its name.
        raise SheetFileError(f"{path} is a device or a pipe; name a file, such as badges.pdf")
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as failure:
        raise _error(path, failure) from None
    temporary = Path(name)
    try:
        yield SheetFile(path, descriptor, temporary)
    finally:
        os.close(descriptor)
        temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _error(path: Path, failure: OSError) -> SheetFileError:
    return SheetFileError(f"{path} cannot be written: {failure.strerror}; name another file with --out")
