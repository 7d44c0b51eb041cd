"""What ran before: a clone of the release before this one."""

from __future__ import annotations

import subprocess
from pathlib import Path

from homeroom.demo.places import CLONE


def previous_release(folder: Path) -> Path:
    """A clone of the newest release before what is here; of the commit before, while there is no release.

    Args:
        folder: where the clone is made; it must not exist.
    """
    tags = _git(CLONE, "tag", "--list", "v*", "--sort=-v:refname", "--merged", "HEAD^").split()
    commit = _git(CLONE, "rev-parse", f"{tags[0]}^{{commit}}" if tags else "HEAD^")
    _git(CLONE, "clone", "--quiet", "--no-checkout", str(CLONE), str(folder))
    _git(folder, "switch", "--quiet", "--detach", commit)
    return folder


def _git(clone: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", clone, *arguments], stdout=subprocess.PIPE, text=True, check=True
    ).stdout.strip()
