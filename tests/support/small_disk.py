"""A disk of its own for a demo's database, small enough to be filled."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.fault_district import FaultyDemo

_ROOM = 24 << 20
_LEFT = 256 << 10


@contextmanager
def on_a_small_disk(demo: FaultyDemo) -> Iterator[Path]:
    """Move a demo's database to a file system of its own while the context lasts; only root may do that.

    Yields:
        A folder on that file system.
    """
    data = demo.state / "postgres" / "data"
    aside = data.with_name("aside")
    # Rows that were written over leave room in the tables, in which a load could go on for long.
    demo.compact()
    demo.stop()
    data.rename(aside)
    data.mkdir()
    used = sum(path.lstat().st_size for path in aside.rglob("*") if path.is_file())
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={used + _ROOM},mode=0700", "tmpfs", data], check=True)
    try:
        _move(aside, data)
        demo.start()
        yield data
        demo.stop()
        _move(data, aside)
    finally:
        demo.stop()
        subprocess.run(["umount", data], check=True)
        data.rmdir()
        aside.rename(data)
    demo.start()


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    """Fill a file system while the context lasts."""
    ballast = folder / "ballast"
    free = shutil.disk_usage(folder).free
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(free - _LEFT, 1))
    try:
        yield
    finally:
        ballast.unlink()


def _move(source: Path, target: Path) -> None:
    subprocess.run(["cp", "-a", f"{source}/.", target], check=True)
