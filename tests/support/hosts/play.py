"""A playbook that was run, and what it changed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.hosts.host import CommandFailedError

_RECAP = re.compile(r"^(?P<host>\S+) +: ok=\d+ +changed=(?P<changed>\d+)", re.MULTILINE)
_CHANGED = re.compile(r"^TASK \[(?P<task>[^\n]*)\] \**\n(?:(?!TASK|RUNNING|PLAY).*\n)*?changed: ", re.MULTILINE)


@dataclass(frozen=True)
class Play:
    """A run of a playbook.

    Attributes:
        output: all that it printed.
        succeeded: whether it did.
    """

    output: str
    succeeded: bool

    @property
    def changed(self) -> dict[str, int]:
        """How many tasks changed something, by host."""
        return {found["host"]: int(found["changed"]) for found in _RECAP.finditer(self.output)}

    @property
    def changed_tasks(self) -> list[str]:
        """The tasks that changed something, or would have in check mode."""
        return [found["task"] for found in _CHANGED.finditer(self.output)]


def play(
    folder: Path,
    playbook: Path,
    inventories: Sequence[Path],
    options: Sequence[str],
    variables: Mapping[str, Any],
    succeeds: bool,
) -> Play:
    """Run a playbook.

    Args:
        folder: for files that Ansible needs meanwhile.
        playbook: the file.
        inventories: later ones count more.
        options: of `ansible-playbook`.
        variables: extra variables.
        succeeds: whether it has to.

    Raises:
        CommandFailedError: it has to, and did not.
    """
    extra = folder / "variables.json"
    extra.write_text(json.dumps(dict(variables)))
    extra.chmod(0o600)
    command: list[str | Path] = [Path(sys.executable).with_name("ansible-playbook")]
    for inventory in inventories:
        command += ["--inventory", inventory]
    done = subprocess.run(
        [*command, "--extra-vars", f"@{extra}", *options, playbook],
        env={
            **os.environ,
            "ANSIBLE_CONFIG": str(playbook.parent / "ansible.cfg"),
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_SSH_CONTROL_PATH_DIR": str(folder),
            "LC_ALL": "C.UTF-8",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if succeeds and done.returncode != 0:
        raise CommandFailedError(f"{playbook.name} failed:\n{done.stdout[-8000:]}")
    return Play(done.stdout, done.returncode == 0)
