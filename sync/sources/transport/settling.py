"""Whether files are all there, or still being written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from sync.errors import SyncError

_UPLOADS = (".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".uploading", ".swp")
"""What programs append to a file's name until it is whole."""
_LONGEST_PAUSE = 5.0
_PATIENCE = 60.0


class SourceNotReadyError(SyncError):
    """The source is being written to; nothing was read, and later it may be well."""


@dataclass(frozen=True)
class FileState:
    """What tells that a file was changed.

    Attributes:
        size: in bytes.
        modified: seconds since 1970.
        identity: of the file itself, which a rename changes; 0 where nobody says.
    """

    size: int
    modified: float
    identity: int = 0


FileStates = Mapping[str, FileState]
"""States of files by path, seen from the source; `/` between folder and file, and the name alone of a single file."""


class Settling:
    """Decides, from one look at the files to the next, whether they are all there.

    They are when nothing has changed for some seconds, no upload is going on, and the last file is newer than the
    others.
    """

    def __init__(self, seconds: float, last_file: str = "", clock_skew: float = 0.0) -> None:
        """Begin.

        Args:
            seconds: for which nothing may have changed.
            last_file: that is written last; empty for any order.
            clock_skew: by how many seconds the clock that dated the files may be wrong.
        """
        self._seconds = seconds
        self._last_file = last_file
        self._skew = clock_skew
        self._states: FileStates | None = None
        self._seen = 0.0
        self._began: float | None = None

    def pause(self, states: FileStates, now: float, monotonic: float) -> float:
        """How many seconds to wait before the next look; 0 when the files are all there.

        Args:
            states: of all files.
            now: the clock, seconds since 1970.
            monotonic: a clock that is never set.

        Raises:
            SourceNotReadyError: they were waited for long enough.
        """
        if self._began is None:
            self._began = monotonic
        if states != self._states:
            self._states, self._seen = states, monotonic
        age = now - max((state.modified for state in states.values()), default=now) - self._skew
        left = self._seconds - max(age, monotonic - self._seen)
        reason = unfinished(states, self._last_file) or ("files are still being written" if left > 0 else "")
        if not reason:
            return 0.0
        if monotonic - self._began > max(_PATIENCE, 10 * self._seconds) or self._seconds == 0:
            raise SourceNotReadyError(f"{reason}; nothing was read. Try again later")
        return min(max(left, 1.0), _LONGEST_PAUSE)


def unfinished(states: FileStates, last_file: str) -> str:
    """What of an upload is not there yet, in words; empty if nothing is missing."""
    for name in sorted(states):
        if name.lower().endswith(_UPLOADS):
            return f"{name} is an upload that has not ended (if it is left over, remove it)"
    folders = {str(PurePosixPath(name).parent) for name in states if name.endswith(".csv")} if last_file else set()
    for folder in sorted(folders):
        there = {name: state for name, state in states.items() if str(PurePosixPath(name).parent) == folder}
        last = there.get(str(PurePosixPath(folder) / last_file))
        if last is None:
            return f"{last_file}, which is written last, is not there"
        newer = sorted(name for name, state in there.items() if state.modified > last.modified)
        if newer:
            return f"{newer[0]} is newer than {last_file}, which is written last"
    return ""
