"""The folder that `playbooks/campus.yml` writes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


def write_campus_folder(
    folder: Path, *options: str, url: str = "https://id.cedarvalley.example", inventory: Path | None = None
) -> int:
    """Have it written for the example district; how many tasks changed something.

    Args:
        folder: what is written.
        options: of `ansible-playbook`.
        url: the address of the portal's server.
        inventory: says the addresses and the district folder in place of what is said here.
    """
    variables = {"campus_folder": str(folder)}
    if inventory is None:
        variables |= {
            "homeroom_url": url,
            "homeroom_desk_url": "https://desk.cedarvalley.example",
            "homeroom_district": str(_ROOT / "districts" / "cedar-valley"),
        }
    program = Path(sys.executable).with_name("ansible-playbook")
    playbook = _ROOT / "playbooks" / "campus.yml"
    finished = subprocess.run(
        [program, "--inventory", inventory or "localhost,", "--extra-vars", json.dumps(variables), *options, playbook],
        env={**os.environ, "ANSIBLE_NOCOLOR": "1", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    recap = re.search(r"^localhost +: .*?changed=(\d+)", finished.stdout, re.MULTILINE)
    assert recap, finished.stdout
    return int(recap.group(1))
