"""Noticing that a source of this machine changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import structlog
import watchfiles

_AGAIN = 30.0
"""Seconds after which a folder that is not there is looked for again."""
_log = structlog.get_logger()


class Watcher:
    """Watches a folder, or a file in whatever way it is replaced, in a thread of its own."""

    def __init__(self, path: Path, changed: Callable[[], None]) -> None:
        """Begin to watch.

        Args:
            path: the source.
            changed: called in the watcher's thread after each change.
        """
        self.path = path
        self._changed = changed
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop watching."""
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        missing = False
        while not self._stop.is_set():
            # A folder as a whole; of a file its folder, because it is mostly replaced by another one.
            is_folder = self.path.is_dir()
            place = self.path if is_folder else self.path.parent
            try:
                for changes in watchfiles.watch(place, stop_event=self._stop, recursive=is_folder, debounce=400):
                    if is_folder or any(Path(path) == self.path for _, path in changes):
                        self._changed()
                    if not place.exists() or self.path.is_dir() != is_folder:
                        break
            except (OSError, RuntimeError) as failure:
                if not missing:
                    _log.warning("the source cannot be watched; the schedule goes on", reason=str(failure))
                missing = True
                self._stop.wait(_AGAIN)
            else:
                missing = False
