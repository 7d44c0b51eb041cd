"""Programs that are called, and what they say when they fail."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path


class CallError(Exception):
    """A program failed."""


def call(*command: str | Path, environment: Mapping[str, str] | None = None, folder: Path | None = None) -> str:
    """Run a program to its end; what it printed.

    Raises:
        CallError: it failed; says what it printed last.
    """
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder)
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).splitlines()[-40:])
        raise CallError(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{said}")
    return done.stdout
