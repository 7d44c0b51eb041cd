"""Our Keycloak extension, built from the clone when its sources have changed."""

from __future__ import annotations

import shutil
from pathlib import Path

from homeroom.demo.fingerprint import fingerprint
from homeroom.demo.places import CLONE
from homeroom.demo.progress import Progress
from homeroom.demo.tool import run_tool

_PROJECT = CLONE / "extensions"
_NAME = "homeroom-keycloak.jar"


def extension_jar(cache: Path, lock: int, progress: Progress) -> Path:
    """The jar for Keycloak's `providers/` folder.

    Args:
        cache: the cache folder, locked.
        lock: the lock's file descriptor.
        progress: is told of what takes long.

    Raises:
        DemoError: Maven failed.
    """
    sources = [_PROJECT / "pom.xml", _PROJECT / "src" / "main"]
    jar = cache / "extension" / fingerprint(sources) / _NAME
    if jar.is_file():
        return jar
    with progress.step("Building the Keycloak extension"):
        run_tool(
            ["mvn", "-B", "-ntp", "-q", "package", "-Dmaven.test.skip=true"],
            folder=_PROJECT,
            log=cache / "logs" / "extension.log",
            keep_open=[lock],
        )
        jar.parent.mkdir(parents=True, exist_ok=True)
        partial = jar.with_suffix(".partial")
        shutil.copyfile(_PROJECT / "target" / _NAME, partial)
        partial.replace(jar)
    return jar
