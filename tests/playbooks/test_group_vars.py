"""What an inventory says counts, and what differs between distributions stands in one file."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

PLAYBOOKS = Path(__file__).resolve().parents[2] / "playbooks"
COMMON = PLAYBOOKS / "group_vars" / "all"
DISTRIBUTIONS = "distributions.yml"
_OF_A_DISTRIBUTION = re.compile(r"openjdk-\d|postgresql-\d|python3\.\d|\b(?:bookworm|noble)\b|when:.*\bdistribution")


def _yaml(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(path)
    return found


def _variables(inventory: Path, host: str) -> dict[str, Any]:
    """What a playbook of ours knows of a host before it has looked at it."""
    listed = subprocess.run(
        [
            Path(sys.executable).with_name("ansible-inventory"),
            "--inventory",
            inventory,
            "--playbook-dir",
            PLAYBOOKS,
            "--host",
            host,
        ],
        env={**os.environ, "ANSIBLE_CONFIG": str(PLAYBOOKS / "ansible.cfg"), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(listed.stdout)
    return found


def test_whatever_an_inventory_says_of_its_hosts_counts_more_than_what_the_kit_says(tmp_path: Path) -> None:
    inventory = tmp_path / "inventory"
    shutil.copytree(PLAYBOOKS / "inventories" / "one-host", inventory)
    said = {name: f"our own {name}" for name in _yaml(COMMON / "common.yml")}
    (inventory / "group_vars" / "homeroom" / "settings.yml").write_text(json.dumps(said))

    found = _variables(inventory, "portal")

    assert {name: found[name] for name in said} == said


def test_every_distribution_has_all_that_differs() -> None:
    releases = _yaml(COMMON / DISTRIBUTIONS)["homeroom_distributions"]
    assert {"bookworm", "noble"} <= set(releases)
    assert len({frozenset(differs) for differs in releases.values()}) == 1


@pytest.mark.parametrize("role", sorted((PLAYBOOKS / "roles").iterdir()), ids=lambda role: role.name)
def test_a_role_names_nothing_that_one_distribution_has_alone(role: Path) -> None:
    found = [
        f"{path.relative_to(role)}:{number}: {line.strip()}"
        for path in sorted(role.rglob("*"))
        if path.suffix in {".yml", ".j2"} and "meta" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if _OF_A_DISTRIBUTION.search(line)
    ]
    assert not found
