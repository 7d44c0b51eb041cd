"""Folders for copies of rosters, which are about pupils and stay nowhere."""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

_PREFIX = "homeroom-roster"
_SECONDS = 3600.0
_NAME = re.compile(rf"{_PREFIX}-(\d+)-\w+")


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give an empty folder that nobody else can read, and remove it afterwards.

    Whoever is killed has no time to remove anything, so the next one also removes what dead processes left behind; not
    at once, because a process in another container is not to be seen from here.
    """
    _remove_leftovers()
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}-{psutil.Process().pid}-") as folder:
        yield Path(folder)


def _remove_leftovers() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}-*"):
        match = _NAME.fullmatch(folder.name)
        if match and not psutil.pid_exists(int(match[1])) and _age(folder) > _SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _age(folder: Path) -> float:
    try:
        return time.time() - folder.stat().st_mtime
    except OSError:
        return 0.0
