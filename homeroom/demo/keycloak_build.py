"""A Keycloak with our extension in it, built (`kc.sh build`) for one database and kept in the cache."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from homeroom.demo.fingerprint import fingerprint
from homeroom.demo.progress import Progress
from homeroom.demo.state import Database
from homeroom.demo.tool import run_tool

_KEPT = 4
_DATABASE_OPTION = {"h2": "dev-file", "postgres": "postgres"}


def built_keycloak(
    distribution: Path, jar: Path, database: Database, cache: Path, lock: int, progress: Progress
) -> Path:
    """The home folder of a Keycloak that starts with `--optimized`; it is shared, so nothing may be written into it.

    Args:
        distribution: the unpacked Keycloak.
        jar: our extension.
        database: what it stores in.
        cache: the cache folder, locked.
        lock: the lock's file descriptor.
        progress: is told of what takes long.

    Raises:
        DemoError: the build failed.
    """
    options = [
        f"--db={_DATABASE_OPTION[database]}",
        "--health-enabled=true",
        "--metrics-enabled=true",
        "--event-metrics-user-enabled=true",
    ]
    builds = cache / "builds"
    home = builds / fingerprint([jar], distribution.name, *options)
    if not home.is_dir():
        partial = builds / ".partial"
        shutil.rmtree(partial, ignore_errors=True)
        with progress.step("Building the extension into Keycloak"):
            shutil.copytree(distribution, partial, copy_function=link_or_copy)
            shutil.copyfile(jar, partial / "providers" / jar.name)
            run_tool(
                [partial / "bin" / "kc.sh", "build", *options],
                folder=partial,
                log=cache / "logs" / "keycloak-build.log",
                keep_open=[lock],
            )
            partial.rename(home)
    os.utime(home)
    _forget_old(builds)
    return home


def link_or_copy(source: str, target: str) -> str:
    """Give a file a second name, or copy it where it cannot have one; for `shutil.copytree`."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


def _forget_old(builds: Path) -> None:
    """Remove all but the builds that were used last; demos that run from one have names of their own for its files."""
    homes = sorted((home for home in builds.iterdir() if home.is_dir()), key=lambda home: home.stat().st_mtime)
    for home in homes[:-_KEPT]:
        shutil.rmtree(home)
