"""Checks that the database could be brought back: each repository has a fresh backup, and the log arrives in it.

Prints what is wrong, a line each, and ends with 1; with --metrics it writes a text file for Prometheus's node exporter.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_HOUR = 3600.0
_PATIENCE_SECONDS = 300


def newest(stanza: dict[str, Any], repository: int, kinds: tuple[str, ...]) -> float | None:
    """When the newest good backup of these kinds in a repository ended, in seconds since 1970; None if there is none.

    Args:
        stanza: one entry of `pgbackrest info --output=json`.
        repository: its number.
        kinds: of `full`, `diff` and `incr`.
    """
    ended = (
        backup["timestamp"]["stop"]
        for backup in stanza["backup"]
        if backup["database"]["repo-key"] == repository and backup["type"] in kinds and not backup.get("error")
    )
    return max(ended, default=None)


def problems(stanza: dict[str, Any], now: float, full_hours: float, hours: float) -> Iterator[str]:
    """What keeps the backups from being good enough, a sentence each."""
    for repository in stanza["repo"]:
        key, status = repository["key"], repository["status"]
        if status["code"] != 0:
            yield f"Repository {key} says: {status['message']}"
        for name, kinds, limit in (
            ("full backup", ("full",), full_hours),
            ("backup", ("full", "diff", "incr"), hours),
        ):
            ended = newest(stanza, key, kinds)
            if ended is None:
                yield f"Repository {key} has no {name}."
            elif now - ended > limit * _HOUR:
                age = (now - ended) / _HOUR
                yield f"The newest {name} in repository {key} is {age:.0f} hours old; {limit:g} are allowed."


def metrics(stanza: dict[str, Any], healthy: bool, now: float) -> str:
    """The same for Prometheus."""
    lines = [
        "# HELP homeroom_backup_healthy 1 if the last check of the backups found nothing wrong.",
        "# TYPE homeroom_backup_healthy gauge",
        f"homeroom_backup_healthy {int(healthy)}",
        "# HELP homeroom_backup_checked_timestamp_seconds When the backups were checked last.",
        "# TYPE homeroom_backup_checked_timestamp_seconds gauge",
        f"homeroom_backup_checked_timestamp_seconds {now:.0f}",
        "# HELP homeroom_backup_last_timestamp_seconds When the newest backup ended.",
        "# TYPE homeroom_backup_last_timestamp_seconds gauge",
    ]
    for repository in stanza.get("repo", []):
        for kind in ("full", "diff", "incr"):
            ended = newest(stanza, repository["key"], (kind,))
            if ended is not None:
                labels = f'repository="{repository["key"]}",kind="{kind}"'
                lines.append(f"homeroom_backup_last_timestamp_seconds{{{labels}}} {ended}")
    return "\n".join(lines) + "\n"


def _ask(stanza: str, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/usr/bin/pgbackrest", f"--stanza={stanza}", *command],
        capture_output=True,
        text=True,
        timeout=_PATIENCE_SECONDS,
        check=False,
    )


def _write_whole(file: Path, text: str) -> None:
    partial = file.with_suffix(".partial")
    partial.write_text(text, encoding="utf-8")
    partial.chmod(0o644)  # the node exporter has an account of its own
    partial.replace(file)


def main() -> int:
    """Check; 0 if all is well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stanza", required=True)
    parser.add_argument("--full-hours", type=float, required=True)
    parser.add_argument("--hours", type=float, required=True)
    parser.add_argument("--metrics", type=Path)
    asked = parser.parse_args()

    # Has PostgreSQL begin a new piece of its log and waits for it in every repository.
    archiving = _ask(asked.stanza, "check")
    info = _ask(asked.stanza, "info", "--output=json")
    stanzas = json.loads(info.stdout) if info.returncode == 0 else []
    stanza = stanzas[0] if stanzas else {"backup": [], "repo": []}

    now = time.time()
    found = list(problems(stanza, now, asked.full_hours, asked.hours))
    if archiving.returncode != 0:
        found.append(f"The log does not arrive in the repositories: {archiving.stdout.strip() or archiving.stderr}")
    if not stanza["repo"]:
        found.append(f"pgBackRest cannot tell which backups there are: {info.stderr.strip() or info.stdout.strip()}")
    if asked.metrics:
        _write_whole(asked.metrics, metrics(stanza, not found, now))
    for problem in found:
        sys.stderr.write(f"<3>{problem}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
