"""Drift and export of live realms: hand edits are told by name and by whom; an export gives the same realm again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from admin_api import AdminConnection, NotFoundError
from realm.cli import realm as realm_commands
from realm.desired import realm_of_files
from realm.engine import apply, plan
from realm.merge import RealmModel
from settings.exit_code import ExitCode
from settings.yaml_file import read_yaml
from tests.support.keycloak_server import KeycloakServer
from tests.support.realm_model import exported, exported_model

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def connection(keycloak: KeycloakServer) -> Iterator[AdminConnection]:
    with keycloak.connection() as opened:
        yield opened


@pytest.fixture
def new_realms(realm: str, connection: AdminConnection) -> Iterator[list[str]]:
    """Names of two realms that are not there."""
    names = [f"{realm}-one", f"{realm}-two"]
    yield names
    for name in names:
        try:
            connection.delete(f"/admin/realms/{name}")
        except NotFoundError:
            continue


def applied(wanted: RealmModel, connection: AdminConnection) -> None:
    apply(plan(wanted, connection, {}), wanted, connection, {}, allowed_deletes=0)


def test_the_example_district_is_live_as_its_files_say(keycloak: KeycloakServer) -> None:
    result = CliRunner().invoke(realm_commands, ["plan", "--district", str(keycloak.district)])
    assert result.exit_code == ExitCode.DONE, result.output


def test_the_export_of_the_example_district_is_small_and_its_plan_is_empty(
    keycloak: KeycloakServer, connection: AdminConnection, tmp_path: Path
) -> None:
    name = keycloak.demo["realm"]
    files = exported(connection, name, tmp_path / "export")
    assert not plan(exported_model(tmp_path / "export", name), connection, {})
    whole = connection.post(
        f"/admin/realms/{name}/partial-export", query={"exportClients": True, "exportGroupsAndRoles": True}
    )
    assert len("".join(files.values())) < len(json.dumps(whole, indent=2)) / 5


def test_an_export_applied_to_an_empty_server_gives_a_realm_whose_export_is_the_same(
    keycloak: KeycloakServer, connection: AdminConnection, new_realms: list[str], tmp_path: Path
) -> None:
    exported(connection, keycloak.demo["realm"], tmp_path / "demo")
    one, two = new_realms
    applied(exported_model(tmp_path / "demo", one), connection)
    first = exported(connection, one, tmp_path / "one")
    applied(exported_model(tmp_path / "one", two), connection)
    second = exported(connection, two, tmp_path / "two")
    assert {name: text.replace(two, one) for name, text in second.items()} == first
    demo = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "demo").iterdir()}
    assert {name: text.replace(one, keycloak.demo["realm"]) for name, text in first.items()} == demo


def test_no_secret_is_in_an_export_and_the_command_says_which_there_are(
    keycloak: KeycloakServer, connection: AdminConnection, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    arguments = ["export", "--district", str(keycloak.district), "--out", str(out), "--json"]
    result = CliRunner().invoke(realm_commands, arguments)
    assert result.exit_code == ExitCode.DONE, result.output
    document = json.loads(result.stdout)
    assert "clients.library.secret" in document["secrets"]
    secret = (keycloak.district / "secrets" / "library-client").read_text(encoding="utf-8").strip()
    assert secret not in "".join(path.read_text(encoding="utf-8") for path in out.iterdir())
    assert sorted(path.name for path in out.iterdir()) == document["files"]
    (out / "of-somebody.yaml").write_text("realm: x\n", encoding="utf-8")
    again = CliRunner().invoke(realm_commands, arguments)
    assert "of-somebody.yaml" in str(again.exception)


HandEdit = Callable[[AdminConnection, str], None]


def _client(connection: AdminConnection, realm: str, client_id: str) -> tuple[str, dict[str, Any]]:
    (client,) = connection.get(f"{realm}/clients", {"clientId": client_id})
    return f"{realm}/clients/{client['id']}", client


def change_a_setting(connection: AdminConnection, realm: str) -> None:
    connection.put(realm, {"displayName": "By hand"})


def change_a_setting_of_which_no_file_speaks(connection: AdminConnection, realm: str) -> None:
    connection.put(realm, {"oauth2DeviceCodeLifespan": 77})


def add_a_client(connection: AdminConnection, realm: str) -> None:
    connection.post(f"{realm}/clients", {"clientId": "by-hand"})


def change_a_client_of_keycloak(connection: AdminConnection, realm: str) -> None:
    path, _ = _client(connection, realm, "account-console")
    connection.put(path, {"clientId": "account-console", "consentRequired": True})


def add_a_mapper(connection: AdminConnection, realm: str) -> None:
    path, _ = _client(connection, realm, "shop")
    mapper = {"name": "by hand", "protocol": "openid-connect", "protocolMapper": "oidc-full-name-mapper", "config": {}}
    connection.post(f"{path}/protocol-mappers/models", mapper)


def remove_a_client(connection: AdminConnection, realm: str) -> None:
    connection.delete(_client(connection, realm, "shop")[0])


def add_a_role(connection: AdminConnection, realm: str) -> None:
    connection.post(f"{realm}/roles", {"name": "by hand"})


def give_the_default_role_more(connection: AdminConnection, realm: str) -> None:
    role = f"{realm}/roles/default-roles-{realm.rpartition('/')[2]}"
    connection.post(f"{role}/composites", [connection.get(f"{realm}/roles/reader")])


def add_a_group(connection: AdminConnection, realm: str) -> None:
    connection.post(f"{realm}/groups", {"name": "by hand"})


def switch_a_required_action_off(connection: AdminConnection, realm: str) -> None:
    action = connection.get(f"{realm}/authentication/required-actions/VERIFY_EMAIL")
    connection.put(f"{realm}/authentication/required-actions/VERIFY_EMAIL", {**action, "enabled": False})


def add_a_flow(connection: AdminConnection, realm: str) -> None:
    connection.post(f"{realm}/authentication/flows/browser/copy", {"newName": "by hand"})


def change_a_flow_of_keycloak(connection: AdminConnection, realm: str) -> None:
    executions = connection.get(f"{realm}/authentication/flows/browser/executions")
    connection.put(f"{realm}/authentication/flows/browser/executions", {**executions[0], "requirement": "DISABLED"})


def change_a_client_scope(connection: AdminConnection, realm: str) -> None:
    (scope,) = [scope for scope in connection.get(f"{realm}/client-scopes") if scope["name"] == "phone"]
    connection.put(f"{realm}/client-scopes/{scope['id']}", {**scope, "description": "by hand"})


EDITS: tuple[tuple[HandEdit, str], ...] = (
    (change_a_setting, "changed realm {realm}"),
    (change_a_setting_of_which_no_file_speaks, "changed realm {realm}"),
    (add_a_client, "added client by-hand"),
    (change_a_client_of_keycloak, "changed client account-console"),
    (add_a_mapper, "changed client shop"),
    (remove_a_client, "removed client shop"),
    (add_a_role, "added realm role by hand"),
    (give_the_default_role_more, "changed composite role default-roles-{realm}"),
    (add_a_group, "added group /by hand"),
    (switch_a_required_action_off, "changed required action VERIFY_EMAIL"),
    (add_a_flow, "added flow by hand"),
    (change_a_flow_of_keycloak, "changed flow browser"),
    (change_a_client_scope, "changed client scope phone"),
)


@pytest.mark.parametrize(("edit", "told"), EDITS, ids=[edit.__name__ for edit, _ in EDITS])
def test_a_hand_edit_is_told_by_name_and_by_whom(
    edit: HandEdit,
    told: str,
    keycloak: KeycloakServer,
    connection: AdminConnection,
    new_realms: list[str],
    tmp_path: Path,
) -> None:
    name = new_realms[0]
    file = tmp_path / "realm.yaml"
    file.write_text(
        f"realm: {name}\ndisplayName: Example\nadminEventsEnabled: true\nroles: {{realm: [{{name: reader}}]}}\n"
        "clients: [{clientId: shop, protocolMappers: []}]\n",
        encoding="utf-8",
    )
    applied(realm_of_files([read_yaml(file)], None), connection)
    access = ["--file", str(file), "--server", keycloak.url, "--client-id", keycloak.client_id, "--json"]
    environment = {"HOMEROOM_CLIENT_SECRET": keycloak.client_secret}

    def drift() -> list[dict[str, Any]]:
        result = CliRunner().invoke(realm_commands, ["drift", *access], env=environment)
        assert result.exit_code in (ExitCode.DONE, ExitCode.PENDING), result.output
        edits: list[dict[str, Any]] = json.loads(result.stdout)["edits"]
        assert bool(edits) == (result.exit_code == ExitCode.PENDING)
        return edits

    assert drift() == []
    with admin_of(keycloak) as somebody:
        edit(somebody, f"/admin/realms/{name}")
    edits = drift()
    assert told.format(realm=name) in [f"{entry['what']} {entry['kind']} {entry['name']}" for entry in edits]
    (entry,) = [
        entry for entry in edits if f"{entry['what']} {entry['kind']} {entry['name']}" == told.format(realm=name)
    ]
    assert entry["by"] == keycloak.demo["admin"]["username"]
    assert entry["at"]


def admin_of(keycloak: KeycloakServer) -> AdminConnection:
    """Somebody at the admin console."""
    access = keycloak.access.model_validate(
        {
            "url": keycloak.url,
            "username": keycloak.demo["admin"]["username"],
            "password": keycloak.demo["admin"]["password"],
        }
    )
    return AdminConnection.of_account(access)
