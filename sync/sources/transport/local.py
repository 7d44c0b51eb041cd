"""Files of this machine."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from sync.errors import Problem, SourceError
from sync.sources.transport.settling import FileState, FileStates, Settling, SourceNotReadyError

_ATTEMPTS = 3
Read = TypeVar("Read")


def read_local(path: Path, settling: Callable[[], Settling], read: Callable[[Path], Read]) -> Read:
    """Read files when they are all there; once more if they change meanwhile.

    Args:
        path: a folder or a file.
        settling: begins to wait.
        read: reads `path`; what it raises counts only if nothing changed meanwhile.

    Raises:
        SourceError: there is nothing at `path`, or something that is no file.
        SourceNotReadyError: files were changing for too long.
    """
    for _ in range(_ATTEMPTS):
        before = _settled(path, settling())
        failure: SourceError | None = None
        try:
            result = read(path)
        except SourceError as error:
            failure = error
        if states_of(path) == before:
            if failure:
                raise failure
            return result
    raise SourceNotReadyError(f"{path}: files changed each time while they were read. Try again later")


def states_of(path: Path) -> FileStates:
    """The states of a file, or of the files in a folder and in its folders.

    Raises:
        SourceError: there is nothing, or a link or another thing that is no file: it may lead to anywhere.
    """
    try:
        if not path.is_dir():
            return {path.name: _state(path, path.stat())}
        return {str(file.relative_to(path)): _state(file, file.lstat()) for file in _files(path, depth=2)}
    except FileNotFoundError:
        raise SourceError([Problem(str(path), "there is no such folder or zip file")]) from None
    except OSError as failure:
        raise SourceError([Problem(str(path), f"this cannot be read: {failure.strerror}")]) from None


def _files(folder: Path, depth: int) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if not entry.is_dir() or entry.is_symlink():
            yield entry
        elif depth > 1:
            yield from _files(entry, depth - 1)


def _state(path: Path, status: os.stat_result) -> FileState:
    if not stat.S_ISREG(status.st_mode):
        raise SourceError([Problem(path.name, "this is a link or no file at all; put the file itself here")])
    return FileState(status.st_size, status.st_mtime_ns / 1e9, status.st_ino)


def _settled(path: Path, settling: Settling) -> FileStates:
    while True:
        states = states_of(path)
        pause = settling.pause(states, time.time(), time.monotonic())
        if not pause:
            return states
        time.sleep(pause)
