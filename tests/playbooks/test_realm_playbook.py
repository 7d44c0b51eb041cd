"""`playbooks/realm.yml` against a live Keycloak: it changes what differs, once, and check mode tells the truth."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.keycloak_server import KeycloakServer

PLAYBOOKS = Path(__file__).resolve().parents[2] / "playbooks"
pytestmark = pytest.mark.integration


def _play(district: Path, *options: str) -> int:
    """Play it; how many tasks changed something."""
    programs = Path(sys.executable).parent
    finished = subprocess.run(
        [
            programs / "ansible-playbook",
            "--inventory",
            PLAYBOOKS / "inventories" / "this-host",
            "--extra-vars",
            json.dumps({"realm_command": str(programs / "homeroom"), "realm_district": str(district)}),
            *options,
            PLAYBOOKS / "realm.yml",
        ],
        env={
            **os.environ,
            "ANSIBLE_CONFIG": str(PLAYBOOKS / "ansible.cfg"),
            "ANSIBLE_NOCOLOR": "1",
            "LC_ALL": "C.UTF-8",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    recap = re.search(r"^localhost +: .*?changed=(\d+)", finished.stdout, re.MULTILINE)
    assert recap, finished.stdout
    return int(recap.group(1))


def test_a_difference_is_announced_in_check_mode_then_applied_once(keycloak: KeycloakServer) -> None:
    realm = f"/admin/realms/{keycloak.demo['realm']}"
    with keycloak.connection() as connection:
        _play(keycloak.district)
        asked_for = connection.get(realm)["accessTokenLifespan"]
        connection.put(realm, {"realm": keycloak.demo["realm"], "accessTokenLifespan": asked_for + 60})

        announced = _play(keycloak.district, "--check")
        assert connection.get(realm)["accessTokenLifespan"] == asked_for + 60
        applied = _play(keycloak.district)
        assert connection.get(realm)["accessTokenLifespan"] == asked_for
        again = _play(keycloak.district)

    assert (announced, applied, again) == (1, 1, 0)
