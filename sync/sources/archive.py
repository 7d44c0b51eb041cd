"""A folder of files, or a zip archive with files at its root, as a folder."""

from __future__ import annotations

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from sync.errors import Problem, SourceError
from sync.sources.scratch import scratch_folder

MAX_FILE_BYTES = 2 * 2**30
"""A file of an archive is at most this large; the enrollments of a million people take a third of it."""
MAX_RATIO = 200
"""A file of an archive is at most this many times as large as its compressed form; rosters reach about 30."""
MAX_ENTRIES = 1000
_CHUNK = 2**20
_UNSOUND = (
    zipfile.BadZipFile,
    EOFError,
    NotImplementedError,
    ValueError,  # UnicodeDecodeError among them
    zlib.error,
    lzma.LZMAError,
    struct.error,
)
"""What the standard library raises for an archive that is not one."""


@contextmanager
def opened(path: Path, names: Collection[str]) -> Iterator[Path]:
    """Give the folder `path`, or a folder with those files of the archive `path` that are at its root and in `names`.

    Raises:
        SourceError: there is nothing at `path`, or the archive is damaged, locked, hostile or too large.
    """
    if path.is_dir():
        yield path
    elif path.is_file():
        with scratch_folder() as folder:
            _extract(path, names, folder)
            yield folder
    else:
        raise SourceError([Problem(str(path), "there is no such folder or zip file")])


def _extract(path: Path, names: Collection[str], folder: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES:
                message = f"the archive has {len(entries):,} files, and a set has fewer than {MAX_ENTRIES:,}"
                raise SourceError([Problem(path.name, message)])
            for entry in entries:
                _refuse_hostile(path, entry)
                if entry.filename in names:
                    with archive.open(entry) as packed, (folder / entry.filename).open("xb") as file:
                        _copy(path, entry, packed, file)
    except FileExistsError:
        raise SourceError([Problem(path.name, "the archive has a file twice")]) from None
    except _UNSOUND as failure:
        raise SourceError([Problem(path.name, f"this is not a sound zip file: {failure}")]) from None
    except OSError as failure:
        raise SourceError([Problem(path.name, f"this file cannot be unpacked: {failure.strerror}")]) from None


def _refuse_hostile(path: Path, entry: zipfile.ZipInfo) -> None:
    name = PurePosixPath(entry.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or ":" in entry.filename:
        raise SourceError([Problem(path.name, f"{entry.filename!r} leads out of the archive; the set is not read")])
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise SourceError([Problem(path.name, f"{entry.filename} is a link; put the file itself into the archive")])
    if entry.flag_bits & 0x1:
        raise SourceError([Problem(path.name, f"{entry.filename} is encrypted; export the set without a password")])


def _copy(path: Path, entry: zipfile.ZipInfo, packed: IO[bytes], file: IO[bytes]) -> None:
    """Copy, counting for ourselves: what an archive says about its sizes may be a lie."""
    allowed = min(MAX_FILE_BYTES, max(_CHUNK, entry.compress_size * MAX_RATIO))
    size = 0
    while chunk := packed.read(_CHUNK):
        size += len(chunk)
        if size > allowed:
            message = f"{entry.filename} unpacks to more than {allowed:,} bytes, which no roster does"
            raise SourceError([Problem(path.name, message)])
        file.write(chunk)
