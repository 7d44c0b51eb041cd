"""`homeroom realm drift --watch`: looks again and again, tells Prometheus, and survives a server that is away."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import stamina

from homeroom.demo.ports import choose_ports
from realm.desired import realm_of_files
from realm.engine import apply, plan
from settings.exit_code import ExitCode
from settings.yaml_file import read_yaml
from tests.support.keycloak_server import KeycloakServer

pytestmark = pytest.mark.integration


@pytest.fixture
def file(keycloak: KeycloakServer, realm: str, tmp_path: Path) -> Path:
    """A file, and a realm that is as it says."""
    path = tmp_path / "realm.yaml"
    path.write_text(f"realm: {realm}\nenabled: true\nclients: [{{clientId: shop}}]\n", encoding="utf-8")
    wanted = realm_of_files([read_yaml(path)], None)
    with keycloak.connection() as connection:
        apply(plan(wanted, connection, {}), wanted, connection, {}, allowed_deletes=0)
    return path


def watch(keycloak: KeycloakServer, file: Path, *options: str) -> subprocess.Popen[str]:
    """Look each second, and print a line of JSON each time."""
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "homeroom", "realm", "drift", "--file", str(file)),
            *("--json", "--watch", "1", *options),
        ],
        env={
            "HOMEROOM_SERVER": keycloak.url,
            "HOMEROOM_CLIENT_ID": keycloak.client_id,
            "HOMEROOM_CLIENT_SECRET": keycloak.client_secret,
            "LC_ALL": "C.UTF-8",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_each_look_is_printed_and_counted(keycloak: KeycloakServer, realm: str, file: Path) -> None:
    port = choose_ports({"metrics": 0})["metrics"]
    watching = watch(keycloak, file, "--times", "6", "--metrics-port", str(port))
    assert watching.stdout
    assert json.loads(watching.stdout.readline())["drift"] == 0
    with keycloak.connection() as connection:
        connection.post(f"/admin/realms/{realm}/clients", {"clientId": "by-hand"})
    seen = f'homeroom_realm_drift_resources{{kind="client",realm="{realm}"}} 1.0'
    for attempt in stamina.retry_context(on=(AssertionError, httpx.TransportError), timeout=10, attempts=None):
        with attempt:
            assert seen in httpx.get(f"http://127.0.0.1:{port}/metrics").text
    printed, _ = watching.communicate(timeout=30)
    last = json.loads(printed.splitlines()[-1])
    assert [entry["name"] for entry in last["edits"]] == ["by-hand"]
    assert watching.returncode == ExitCode.PENDING


def test_a_look_is_at_the_files_as_they_are_by_then(keycloak: KeycloakServer, realm: str, file: Path) -> None:
    watching = watch(keycloak, file, "--times", "30")
    assert watching.stdout
    before = json.loads(watching.stdout.readline())["drift"]

    file.write_text(f"realm: {realm}\nenabled: true\nclients: [{{clientId: shop, enabled: false}}]\n", encoding="utf-8")
    looks = (json.loads(line)["drift"] for line in watching.stdout)

    assert next(found for found in looks if found != before) == before + 1
    watching.terminate()
    watching.communicate(timeout=30)


def test_a_server_that_does_not_answer_is_no_end(keycloak: KeycloakServer, file: Path) -> None:
    nobody = choose_ports({"nobody": 0})["nobody"]
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "homeroom", "realm", "drift", "--file", str(file)),
            *("--watch", "1", "--times", "1", "--server", f"http://127.0.0.1:{nobody}", "--client-id", "homeroom"),
        ],
        env={"HOMEROOM_CLIENT_SECRET": "wrong", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == ExitCode.DONE
    assert "could not be compared" in ended.stderr
    assert "Traceback" not in ended.stderr
