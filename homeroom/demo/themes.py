"""Our themes: templates as they are in the clone, scripts bundled with npm when their sources have changed."""

from __future__ import annotations

from pathlib import Path

from homeroom.demo.fingerprint import fingerprint
from homeroom.demo.places import CLONE
from homeroom.demo.progress import Progress
from homeroom.demo.tool import run_tool

_PROJECT = CLONE / "themes"
_SCRIPTS = _PROJECT / "homeroom" / "login" / "resources" / "js"
_STAMP = _PROJECT / "node_modules" / ".homeroom-build"


def built_themes(cache: Path, lock: int, progress: Progress) -> tuple[Path, ...]:
    """The folders of our themes, complete.

    Args:
        cache: the cache folder, locked.
        lock: the lock's file descriptor.
        progress: is told of what takes long.

    Raises:
        DemoError: npm failed.
    """
    sources = sorted(path for path in _PROJECT.iterdir() if path.is_file() or path.name == "src")
    wanted = fingerprint(sources)
    if not _SCRIPTS.is_dir() or not _STAMP.is_file() or _STAMP.read_text() != wanted:
        with progress.step("Building the themes' scripts"):
            for name, arguments in (("ci", ["--no-audit", "--no-fund"]), ("run", ["build"])):
                log = cache / "logs" / f"themes-{name}.log"
                run_tool(["npm", name, *arguments], folder=_PROJECT, log=log, keep_open=[lock])
            _STAMP.write_text(wanted)
    return tuple(sorted({path.parent.parent for path in _PROJECT.glob("*/*/theme.properties")}))
