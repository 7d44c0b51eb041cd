"""The audit of a live realm: the school realm has nothing open, and what is done by hand is found."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from admin_api import AdminConnection, NotFoundError
from realm.commands.audit import audit
from realm.desired import desired_realm
from realm.engine import apply, plan
from settings import DistrictFolder
from settings.exit_code import ExitCode
from tests.support.keycloak_server import KeycloakServer

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def connection(keycloak: KeycloakServer) -> Iterator[AdminConnection]:
    with keycloak.connection() as opened:
        yield opened


@pytest.fixture(scope="module")
def district(
    keycloak: KeycloakServer, realm: str, connection: AdminConnection, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The example district with a realm of its own, applied."""
    folder = tmp_path_factory.mktemp("audit") / "district"
    shutil.copytree(keycloak.district, folder, ignore=shutil.ignore_patterns("roster"))
    name = f"{realm}-audit"
    text = (folder / "district.yaml").read_text(encoding="utf-8")
    (folder / "district.yaml").write_text(text.replace("realm: cedar-valley", f"realm: {name}"), encoding="utf-8")
    (folder / "realm" / "zz-later.yaml").write_text("ssoSessionMaxLifespan: 28800\nrememberMe: false\n", "utf-8")
    wanted = desired_realm(DistrictFolder.at(folder))
    apply(plan(wanted, connection, {}), wanted, connection, {}, allowed_deletes=0)
    yield folder
    try:
        connection.delete(f"/admin/realms/{name}")
    except NotFoundError:
        return


def audited(district: Path) -> tuple[int, dict[str, Any]]:
    result = CliRunner().invoke(audit, ["--district", str(district), "--json"])
    assert result.exit_code in (ExitCode.DONE, ExitCode.PENDING), result.output
    return result.exit_code, json.loads(result.stdout)


def address(district: Path) -> str:
    return f"/admin/realms/{DistrictFolder.at(district).district.realm}"


def test_the_school_realm_has_no_open_finding(district: Path) -> None:
    exit_code, report = audited(district)

    assert [entry for entry in report["findings"] if entry["severity"] != "info"] == []
    assert exit_code == ExitCode.DONE
    assert report["waived"]
    assert all(entry["waived"] for entry in report["waived"])


def test_a_setting_that_was_changed_by_hand_is_found_with_the_line_that_says_otherwise(
    district: Path, connection: AdminConnection
) -> None:
    connection.put(address(district), {"rememberMe": True})
    exit_code, report = audited(district)
    connection.put(address(district), {"rememberMe": False})

    assert exit_code == ExitCode.PENDING
    assert [
        (entry["rule"], entry["file"], entry["line"], entry["differs_from_file"])
        for entry in report["findings"]
        if entry["severity"] != "info"
    ] == [("nobody-stays-signed-in-on-shared-devices", "realm/zz-later.yaml", 2, True)]


def test_a_careless_client_is_found_with_file_and_line_and_can_be_waived(
    district: Path, connection: AdminConnection
) -> None:
    file = district / "realm" / "science.yaml"
    file.write_text(
        "clients:\n"
        "  - clientId: weather\n"
        "    publicClient: true\n"
        "    standardFlowEnabled: true\n"
        "    redirectUris:\n"
        "      - http://weather.example/*\n",
        encoding="utf-8",
    )
    wanted = desired_realm(DistrictFolder.at(district))
    apply(plan(wanted, connection, {}), wanted, connection, {}, allowed_deletes=0)

    exit_code, report = audited(district)
    found = {
        entry["rule"]: (entry["file"], entry["line"]) for entry in report["findings"] if entry["name"] == "weather"
    }
    assert exit_code == ExitCode.PENDING
    assert found["redirect-addresses-are-encrypted"] == ("realm/science.yaml", 6)
    assert found["applications-are-gated-by-a-launch-role"] == ("realm/science.yaml", 2)
    assert "public-clients-use-pkce" in found

    waivers = "".join(
        f"    - {{rule: {rule}, resource: client weather, reason: A device in the lab, until: 2999-01-01}}\n"
        for rule in found
    )
    with (district / "district.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"realm_policy:\n  waivers:\n{waivers}")
    exit_code, report = audited(district)
    assert exit_code == ExitCode.DONE, report["findings"]
    assert {entry["rule"] for entry in report["waived"] if entry["name"] == "weather"} == set(found)


def test_a_realm_that_is_not_there_is_told_of(district: Path, tmp_path: Path) -> None:
    folder = tmp_path / "district"
    shutil.copytree(district, folder)
    text = (folder / "district.yaml").read_text(encoding="utf-8")
    name = DistrictFolder.at(district).district.realm
    (folder / "district.yaml").write_text(text.replace(f"realm: {name}", "realm: nowhere"), encoding="utf-8")

    result = CliRunner().invoke(audit, ["--district", str(folder)])

    assert "the server has no realm nowhere" in str(result.exception)
