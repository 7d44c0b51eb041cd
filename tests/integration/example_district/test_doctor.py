"""`homeroom doctor` against a real deployment: what it says of one that is well, and of one that is not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from ruamel.yaml import YAML

from homeroom.cli import main
from settings.exit_code import ExitCode
from tests.support.keycloak_server import KeycloakServer

pytestmark = pytest.mark.integration


@pytest.fixture
def district(keycloak: KeycloakServer, tmp_path: Path) -> Path:
    """A copy of the demo's district folder, for a test to break."""
    folder = tmp_path / "district"
    shutil.copytree(keycloak.district, folder, ignore=shutil.ignore_patterns("roster", "state"))
    return folder


def doctor(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["doctor", "--json", *map(str, arguments)])


def checks(result: Result) -> set[str]:
    return {finding["check"] for finding in json.loads(result.stdout)["findings"]}


def drift(result: Result) -> str:
    """What was said of changes by hand."""
    findings = json.loads(result.stdout)["findings"]
    return next((one["what"] for one in findings if one["check"] == "realm-drift"), "")


def deployed_with(folder: Path, **keycloak: Any) -> Path:
    """Change what the folder says of its Keycloak."""
    yaml = YAML(typ="safe", pure=True)
    file = folder / "deployment.yaml"
    content = yaml.load(file)
    content["keycloak"].update(keycloak)
    with file.open("w", encoding="utf-8") as stream:
        yaml.dump(content, stream)
    return folder


def test_a_deployment_that_is_well_lacks_only_what_a_demo_lacks(keycloak: KeycloakServer) -> None:
    result = doctor("--district", keycloak.district, "--ignore", "clock-not-kept", "--ignore", "realm-drift")
    said = json.loads(result.stdout)
    assert checks(result) <= {"mail-missing", "mail-unreachable"}, said
    assert not said["unseen"]
    assert {"nodes", "versions", "roster", "clock of the server", "camera", "sign-in page"} <= set(said["healthy"])
    assert result.exit_code == (ExitCode.PENDING if said["findings"] else ExitCode.DONE)


def test_a_client_that_was_added_by_hand_is_drift(keycloak: KeycloakServer) -> None:
    realm = keycloak.demo["realm"]
    before = drift(doctor("--district", keycloak.district))
    with keycloak.connection() as connection:
        connection.post(f"/admin/realms/{realm}/clients", {"clientId": "by-hand"})
        try:
            result = doctor("--district", keycloak.district)
        finally:
            [client] = connection.get(f"/admin/realms/{realm}/clients", {"clientId": "by-hand"})
            connection.delete(f"/admin/realms/{realm}/clients/{client['id']}")
    assert result.exit_code == ExitCode.PENDING
    assert drift(result) != before
    assert "resources are not as the files say" in drift(result)


def test_a_node_that_is_gone_is_told_beside_one_that_is_there(keycloak: KeycloakServer, district: Path) -> None:
    content = YAML(typ="safe", pure=True).load(district / "deployment.yaml")
    urls = [*content["keycloak"]["management_urls"], "http://127.0.0.1:1"]
    result = doctor("--district", deployed_with(district, management_urls=urls))
    gone = [one for one in json.loads(result.stdout)["findings"] if one["check"] == "node-unreachable"]
    assert [one["where"] for one in gone] == ["http://127.0.0.1:1"]
    assert "cluster-size" not in checks(result)


def test_a_secret_that_is_wrong_leaves_the_rest_to_be_seen(district: Path) -> None:
    (district / "secrets" / "keycloak-client").write_text("wrong", encoding="utf-8")
    said = json.loads(doctor("--district", district).stdout)
    assert {one["subject"] for one in said["unseen"]} == {"clock of the server", "versions", "mail", "realm", "roster"}
    assert "client_secret" in said["unseen"][0]["why"]
    assert "sign-in page" in said["healthy"]


def test_from_outside_administration_must_not_answer(keycloak: KeycloakServer) -> None:
    """A demo has no proxy before it, so that its administration does."""
    result = doctor("--outside", "--server", keycloak.url, "--realm", keycloak.demo["realm"])
    assert "outside-admin" in checks(result)
    assert "outside-metrics" not in checks(result)
    assert result.exit_code == ExitCode.PENDING


def test_a_realm_that_is_not_there_is_told(keycloak: KeycloakServer) -> None:
    result = doctor("--outside", "--server", keycloak.url, "--realm", "nowhere")
    assert {"realm-missing", "page-missing"} <= checks(result)


def test_people_read_what_to_do(keycloak: KeycloakServer) -> None:
    told = CliRunner().invoke(
        main, ["doctor", "--outside", "--server", keycloak.url, "--realm", "nowhere"]
    )  # fmt: skip
    assert "homeroom realm apply" in told.output
    assert "Traceback" not in told.output
