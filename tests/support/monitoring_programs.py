"""Programs of Prometheus: this machine's, or those that `script/bootstrap --tests` took out of Debian's packages."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from homeroom.demo.places import cache_folder

MONITORING = Path(__file__).parents[2] / "monitoring"


def program(name: str) -> str:
    """Where a program is. Raises FileNotFoundError."""
    kept = cache_folder() / "monitoring" / "usr" / "bin" / name
    found = shutil.which(name) or (str(kept) if kept.exists() else None)
    if found is None:
        raise FileNotFoundError(f"{name} is missing: script/bootstrap --tests fetches it")
    return found


def promtool(*arguments: str | Path, folder: Path = MONITORING) -> str:
    """Call promtool in a folder; what it said, if it is content. Raises AssertionError."""
    ended = subprocess.run(
        [program("promtool"), *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout
