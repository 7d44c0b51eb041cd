"""Files named on the command line: plain realm representations, exports, and files written for keycloak-config-cli."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from realm.cli import realm
from realm.desired import realm_of_files
from realm.engine import compared
from realm.representation import keyed_live
from realm.target import Target
from settings.exit_code import ExitCode
from settings.render import Referenced
from settings.yaml_file import YamlFile


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def validate(*arguments: object) -> Result:
    return CliRunner().invoke(realm, ["validate", "--offline", "--json", *map(str, arguments)])


def model_of(*files: Path, realm_name: str | None = None, **variables: object) -> Any:
    return Target(None, files, realm_name, variables, None).model()


def test_a_plain_representation_needs_no_district_folder(tmp_path: Path) -> None:
    file = write(tmp_path, "realm.yaml", "realm: school\nclients: [{clientId: shop}]")
    result = validate("--file", file)
    assert result.exit_code == ExitCode.DONE, result.output
    assert json.loads(result.stdout) == {"realm": "school", "valid": True, "server": False}


def test_several_files_are_merged_and_later_ones_override(tmp_path: Path) -> None:
    first = write(tmp_path, "a.yaml", "realm: school\ndisplayName: A\nclients: [{clientId: shop, name: Shop}]")
    second = write(tmp_path, "b.json", '{"displayName": "B", "clients": [{"clientId": "shop", "enabled": false}]}')
    content = model_of(first, second).content
    assert content["displayName"] == "B"
    assert content["clients"]["shop"] == {"clientId": "shop", "name": "Shop", "enabled": False}
    assert validate("--file", first, second).exit_code == ExitCode.DONE


def test_a_file_without_file_option_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"realm\.yaml"):
        CliRunner().invoke(realm, ["validate", "realm.yaml"], standalone_mode=False, catch_exceptions=False)


def test_files_that_name_no_realm_need_its_name(tmp_path: Path) -> None:
    file = write(tmp_path, "realm.yaml", "displayName: A")
    with pytest.raises(Exception, match="--realm NAME"):
        model_of(file)
    assert model_of(file, realm_name="school").name == "school"


def test_another_name_takes_the_default_role_along(tmp_path: Path) -> None:
    text = "realm: old\nroles: {realm: [{name: default-roles-old, composites: {realm: [a]}}, {name: a}]}"
    content = model_of(write(tmp_path, "realm.yaml", text), realm_name="new").content
    assert set(content["roles"]["realm"]) == {"default-roles-new", "a"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$(env:SHOP_SECRET)", "s3cret"),
        ("$(env:NOT_SET:-otherwise)", "otherwise"),
        ("a $(env:SHOP_SECRET) b", "a s3cret b"),
        ("$(file:UTF-8:secret.txt)", "from file"),
        ("${env:SHOP_SECRET}", "s3cret"),
        ("{{ shop }}", "of a variable"),
    ],
)
def test_placeholders_are_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, value: str) -> None:
    monkeypatch.setenv("SHOP_SECRET", "s3cret")
    write(tmp_path, "secret.txt", "from file\n")
    file = write(tmp_path, "realm.yaml", f"realm: school\nclients: [{{clientId: shop, description: '{text}'}}]")
    found = model_of(file, shop="of a variable").content["clients"]["shop"]["description"]
    assert found == value
    assert isinstance(found, Referenced) == ("{{" not in text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("$(env:NOT_SET)", "NOT_SET is not set"),
        ("$(javascript:1)", "not supported"),
        ("$(file:UTF-8:missing.txt)", "cannot be read"),
        ("$(file:KLINGON:missing.txt)", "cannot be read"),
        ("{{ nobody }}", "'nobody' is undefined"),
    ],
)
def test_a_placeholder_of_nothing_is_refused_with_file_line_and_key(tmp_path: Path, text: str, words: str) -> None:
    file = write(tmp_path, "realm.yaml", f"realm: school\nclients:\n  - clientId: shop\n    name: '{text}'")
    with pytest.raises(Exception, match=r"realm\.yaml:4: clients\[0\]\.name: .*" + words):
        model_of(file)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("realm: r\nclient: []", r":2: client: .*did you mean clients"),
        ("realm: r\nclients: {a: b}", r":2: clients: a list is wanted"),
        ("realm: r\nclients: [{clientId: a, enabled: perhaps}]", r"enabled: a value of type boolean"),
        ("realm: r\nclients: [{clientId: a}, {clientId: a}]", r"in this list already"),
        ("realm: r\nclients: [{name: a}]", r"clientId is missing"),
        ("realm: r\napplications: []", r":2: applications: .*not managed"),
        ("realm: r\nscopeMappings: [{client: nowhere, roles: [a]}]", r"there is no client 'nowhere'"),
        ("- realm: r", "this is a list"),
        ("realm: r\nrealm: s", r":2: .*duplicate key"),
        ("realm: [r", r":"),
        ("", "no file names the realm"),
        ("just text", "mapping of keys|no file names the realm"),
    ],
)
def test_wrong_input_is_rejected_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    file = write(tmp_path, "realm.yaml", text)
    with pytest.raises(Exception, match=words) as caught:
        model_of(file)
    assert "realm.yaml" in str(caught.value)
    assert getattr(caught.value, "exit_code", None) == ExitCode.REJECTED


def test_people_in_an_export_are_passed_over_and_counted(tmp_path: Path) -> None:
    text = "realm: r\nusers: [{username: ana}, {username: service-account-shop, serviceAccountClientId: shop}]"
    result = validate("--file", write(tmp_path, "realm.yaml", text + "\nclients: [{clientId: shop}]"))
    assert result.exit_code == ExitCode.DONE, result.output
    assert "1 people" in result.stderr


def test_ids_and_masked_secrets_of_an_export_are_no_difference() -> None:
    export = {
        "realm": "r",
        "id": "one",
        "clients": [
            {"id": "1", "clientId": "shop", "secret": "**********", "protocolMappers": [{"id": "2", "name": "m"}]}
        ],
        "roles": {"realm": [{"id": "3", "name": "reader", "containerId": "one"}]},
    }
    other = json.loads(json.dumps(export).replace('"id": "', '"id": "another-').replace("**********", "real"))
    model = realm_of_files([YamlFile(Path("export.json"), export, {})], None)
    assert not compared(model.content, keyed_live(other), {}, realm="r")


def test_a_server_without_a_way_to_sign_in_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOMEROOM_CLIENT_SECRET", "HOMEROOM_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    file = write(tmp_path, "realm.yaml", "realm: r")
    result = CliRunner().invoke(realm, ["plan", "--file", str(file), "--server", "http://localhost:1"])
    assert result.exit_code == ExitCode.USAGE
    assert "HOMEROOM_PASSWORD" in result.stderr
