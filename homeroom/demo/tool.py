"""Running the tools that the demo is built with: Maven, npm, kc.sh."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from homeroom.demo.errors import DemoError

_REASON_LINES = 15


def run_tool(
    command: Sequence[str | Path],
    *,
    folder: Path,
    log: Path,
    account: str | None = None,
    keep_open: Sequence[int] = (),
) -> None:
    """Run a command to its end.

    Args:
        command: the program, by name or path, and its arguments.
        folder: where it runs.
        log: what it prints goes here, in place of what was there.
        account: it runs as this account; None for ours. Only root can name one.
        keep_open: file descriptors that it inherits: a lock stays held while the tool runs, even if we are killed.

    Raises:
        DemoError: it is not installed, or failed; the message has the end of what it printed.
    """
    program = shutil.which(str(command[0]))
    if program is None:
        raise DemoError(f"{command[0]} is not installed: run script/bootstrap, which installs or names what is missing")
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        result = subprocess.run(
            [program, *command[1:]],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            user=account,
            group=account,
            extra_groups=None if account is None else [],
            pass_fds=keep_open,
            check=False,
        )
    if result.returncode != 0:
        raise DemoError(f"{Path(program).name} failed; the end of {log}:\n{last_lines(log)}")


def last_lines(log: Path, count: int = _REASON_LINES) -> str:
    """The end of a log, indented; empty lines left out."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return "    (nothing)"
    return "\n".join(f"    {line}" for line in [line for line in lines if line.strip()][-count:]) or "    (nothing)"
