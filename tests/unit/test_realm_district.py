"""The realm of a district folder: the school realm, applications of the catalogue, and what the district adds."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_args

import click
import pytest
from click.testing import CliRunner

from realm.catalog import catalog_entry, templates
from realm.check import check_files
from realm.cli import realm
from realm.desired import desired_realm
from realm.merge import RealmModel
from realm.resources.clients import KEYCLOAK_CLIENTS
from settings import DistrictFolder, SettingsError
from settings.district import RealmSection

CEDAR_VALLEY = Path(__file__).parents[2] / "districts" / "cedar-valley"
DEPLOYMENT = """\
keycloak: {url: "http://localhost:8080", client_secret: "${file:secrets/keycloak}"}
desk:
  url: http://localhost:8090
  client_secret: ${file:secrets/desk}
  session_secret: "0123456789abcdef0123456789abcdef"
"""


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """A copy of the example district, deployed."""
    folder = tmp_path / "district"
    folder.mkdir()
    for name in ("district.yaml", "apps.yaml"):
        shutil.copy(CEDAR_VALLEY / name, folder)
    shutil.copytree(CEDAR_VALLEY / "realm", folder / "realm", dirs_exist_ok=True)
    (folder / "deployment.yaml").write_text(DEPLOYMENT, encoding="utf-8")
    (folder / "secrets").mkdir()
    for name in ("keycloak", "desk", "library-client"):
        (folder / "secrets" / name).write_text(f"{name}-secret\n", encoding="utf-8")
    return folder


def loaded(folder: Path) -> RealmModel:
    model = desired_realm(DistrictFolder.at(folder))
    check_files(model)
    return model


def with_application(folder: Path, text: str) -> RealmModel:
    (folder / "apps.yaml").write_text(f"applications:\n  - {text}\n", encoding="utf-8")
    return loaded(folder)


def test_the_district_names_and_colors_its_realm(district: Path) -> None:
    content = loaded(district).content
    assert content["displayName"] == "Cedar Valley Schools"
    assert content["attributes"]["homeroom.brand.color"] == "#14532d"
    assert content["attributes"]["homeroom.badge.grades"] == "PR,PK,TK,KG,01,02,03,04,05"
    assert content["attributes"]["homeroom.roster.roles"].startswith("student,staff,teacher,campus-delegate")
    assert content["supportedLocales"] == ["en", "es"]


def test_every_application_gets_a_client_with_a_launch_role(district: Path) -> None:
    content = loaded(district).content
    for application in DistrictFolder.at(district).applications:
        assert application.id in content["clients"]
        assert "launch" in content["roles"]["client"][application.id]


def test_the_portal_finds_titles_and_refusals_by_language(district: Path) -> None:
    attributes = loaded(district).content["clients"]["library"]["attributes"]
    assert attributes["homeroom.title.es"] == "Biblioteca"
    assert attributes["homeroom.denied.es"].startswith("El catálogo")
    assert attributes["homeroom.order"] == "40"


def test_no_client_has_full_scope_or_direct_grants(district: Path) -> None:
    clients = loaded(district).content["clients"]
    for client_id, client in ((name, client) for name, client in clients.items() if name not in KEYCLOAK_CLIENTS):
        assert client["fullScopeAllowed"] is False, client_id
        assert client["directAccessGrantsEnabled"] is False, client_id


def test_only_the_desk_asks_for_power_at_the_staff_endpoints(district: Path) -> None:
    clients = loaded(district).content["clients"]
    assert [name for name in clients if "homeroom-staff" in clients[name].get("defaultClientScopes", ())] == ["desk"]


def test_a_list_option_stays_a_list(district: Path) -> None:
    model = with_application(
        district,
        "{id: a, title: {en: A}, url: 'https://a.example', access: staff,"
        " options: {redirect_uris: ['https://a.example/1', 'https://a.example/2']}}",
    )
    assert model.content["clients"]["a"]["redirectUris"] == ["https://a.example/1", "https://a.example/2"]


def test_an_option_that_looks_like_a_template_is_not_filled_in_twice(district: Path) -> None:
    model = with_application(
        district,
        "{id: a, title: {en: A}, url: 'https://a.example', access: staff,"
        " options: {redirect_uris: [\"https://a.example/{{ '{{ district.name }}' }}\"]}}",
    )
    assert model.content["clients"]["a"]["redirectUris"] == ["https://a.example/{{ district.name }}"]


@pytest.mark.parametrize("template", templates())
def test_every_template_of_the_catalogue_makes_a_client(district: Path, template: str) -> None:
    options = {
        "canvas": "redirect_uris: ['https://a.example']",
        "google-workspace": "domain: a.example",
        "oidc": "redirect_uris: ['https://a.example']",
        "oidc-roster": "redirect_uris: ['https://a.example']",
        "saml": "acs_url: 'https://a.example', audience: a",
        "schoology": "domain: a.schoology.com",
        "skyward": "acs_url: 'https://a.example'",
    }.get(template, "")
    name = "desk" if template == "desk" else "a"
    client_id = "urn:example:a" if catalog_entry(template).client_id else None
    said = f"client_id: {client_id}, " if client_id else ""
    model = with_application(
        district,
        f"{{id: {name}, {said}template: {template}, title: {{en: A}}, url: 'https://a.example', access: staff,"
        f" options: {{{options}}}}}",
    )
    assert model.content["clients"][client_id or name]["protocol"] in ("openid-connect", "saml")
    assert "launch" in model.content["roles"]["client"][client_id or name]


def test_a_service_that_starts_sign_ins_has_to_say_who_it_is(district: Path) -> None:
    with pytest.raises(SettingsError, match="needs client_id: urn:federation:MicrosoftOnline"):
        with_application(
            district, "{id: a, template: microsoft-365, title: {en: A}, url: 'https://a.example', access: staff}"
        )


def test_two_applications_cannot_be_one_client(district: Path) -> None:
    one = "{id: b, title: {en: B}, url: 'https://b', access: staff, client_id: a}"
    text = f"{one}\n  - {{id: a, title: {{en: A}}, url: 'https://a', access: staff}}"
    with pytest.raises(SettingsError, match="the client id 'a' is given to more than one application"):
        with_application(district, text)


def test_clever_gets_encrypted_assertions_once_its_certificate_is_known(district: Path) -> None:
    text = "{id: a, template: clever, title: {en: A}, url: 'https://a.example', access: staff, options: {OPTIONS}}"
    plain = with_application(district, text.replace("OPTIONS", "")).content["clients"]["a"]["attributes"]
    assert plain["saml.encrypt"] == "false"
    assert "saml.encryption.certificate" not in plain
    said = text.replace("OPTIONS", "encryption_certificate: MIIB")
    known = with_application(district, said).content["clients"]["a"]["attributes"]
    assert (known["saml.encrypt"], known["saml.encryption.certificate"]) == ("true", "MIIB")


@pytest.mark.parametrize(
    ("text", "key", "named"),
    [
        ("{id: a, template: nope, title: {en: A}, url: 'https://a', access: staff}", "template", "canvas"),
        ("{id: a, title: {en: A}, url: 'https://a', access: staff}", "", "redirect_uris"),
        (
            "{id: a, template: link, title: {en: A}, url: 'https://a', access: staff, options: {x: 1}}",
            "options.x",
            "'x'",
        ),
    ],
)
def test_a_wrong_application_is_refused_with_its_place(district: Path, text: str, key: str, named: str) -> None:
    with pytest.raises(SettingsError) as caught:
        with_application(district, text)
    assert (caught.value.file.name, caught.value.line) == ("apps.yaml", 2)
    assert key in caught.value.key
    assert named in caught.value.message


def test_a_realm_file_of_the_district_overrides_the_school_realm(district: Path) -> None:
    (district / "realm" / "sessions.yaml").write_text("ssoSessionIdleTimeout: 600\n", encoding="utf-8")
    content = loaded(district).content
    assert (content["ssoSessionIdleTimeout"], content["ssoSessionMaxLifespan"]) == (600, 32400)


def test_a_realm_file_for_another_realm_is_refused(district: Path) -> None:
    (district / "realm" / "other.yaml").write_text("enabled: true\nrealm: other\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"other\.yaml:2: realm: this names another realm"):
        loaded(district)


def test_validate_says_that_the_files_are_valid(district: Path) -> None:
    result = CliRunner().invoke(realm, ["validate", "--offline", "--district", str(district), "--json"])
    assert result.exit_code == 0
    assert '"valid": true' in result.stdout


REFERENCE = (Path(__file__).parents[2] / "docs" / "reference" / "realm.md").read_text(encoding="utf-8")


def test_the_reference_names_every_command_and_option() -> None:
    for name, command in realm.commands.items():
        assert f"`homeroom realm {name}`" in REFERENCE
        for option in (parameter for parameter in command.params if isinstance(parameter, click.Option)):
            assert f"`{option.opts[0]}" in REFERENCE


def test_the_reference_names_every_template_with_its_options() -> None:
    for template in templates():
        (row,) = [line for line in REFERENCE.splitlines() if line.startswith(f"| `{template}` |")]
        for option in catalog_entry(template).options:
            assert f"`{option}`" in row


def test_the_reference_names_every_part_that_can_be_owned() -> None:
    for section in get_args(RealmSection):
        assert f"| `{section}` |" in REFERENCE
