"""A disk of its own for a demo's database, small enough to be filled."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from homeroom.demo.postgres import postgres_programs, reachable
from homeroom.demo.tool import run_tool
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
    demo.stop()
    _leave_out_kept_log(demo)
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


def _leave_out_kept_log(demo: FaultyDemo) -> None:
    """Begin the write-ahead log anew: segments that are kept for reuse have room for all that a load writes."""
    programs = postgres_programs()
    with reachable(demo.state / "postgres", programs.account) as (place, descriptors):
        run_tool(
            [programs.folder / "pg_resetwal", f"{place}/data"],
            folder=Path("/"),
            log=demo.state / "logs" / "pg_resetwal.log",
            account=programs.account,
            keep_open=descriptors,
        )


def _move(source: Path, target: Path) -> None:
    subprocess.run(["cp", "-a", f"{source}/.", target], check=True)
