"""Files of realm settings: reading, checking and merging them."""

from __future__ import annotations

from pathlib import Path

import pytest

from realm.check import check_files
from realm.merge import RealmModel, merged
from realm.representation import keyed_file
from settings import SettingsError
from settings.yaml_file import read_yaml


def model(folder: Path, *texts: str) -> RealmModel:
    """The realm `r` of several files, `0.yaml`, `1.yaml`, ..."""
    pieces = []
    for index, text in enumerate(("realm: r", *texts)):
        path = folder / f"{index}.yaml"
        path.write_text(text, encoding="utf-8")
        pieces.append(keyed_file(read_yaml(path)))
    return merged("r", pieces)


def refused(folder: Path, *texts: str) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        check_files(model(folder, *texts))
    return caught.value


def test_a_later_file_changes_one_field_of_a_client_and_keeps_the_others(tmp_path: Path) -> None:
    both = model(
        tmp_path,
        "clients: [{clientId: portal, enabled: true, attributes: {a: '1', b: '1'}, redirectUris: [x, y]}]",
        "clients: [{clientId: portal, attributes: {b: '2'}, redirectUris: [z]}]",
    )
    assert both.content["clients"]["portal"] == {
        "clientId": "portal",
        "enabled": True,
        "attributes": {"a": "1", "b": "2"},
        "redirectUris": ["z"],
    }


def test_null_takes_back_what_an_earlier_file_said(tmp_path: Path) -> None:
    assert "loginTheme" not in model(tmp_path, "loginTheme: homeroom", "loginTheme: null").content


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert model(tmp_path, "# nothing yet\n").content == {"realm": "r"}


def test_yaml_values_become_the_texts_that_keycloak_keeps_in_attributes(tmp_path: Path) -> None:
    attributes = model(tmp_path, "attributes: {a: true, b: 5}").content["attributes"]
    assert attributes == {"a": "true", "b": "5"}


def test_an_unknown_key_is_refused_with_its_place_and_the_key_that_was_meant(tmp_path: Path) -> None:
    error = refused(tmp_path, "clients:\n  - clientId: portal\n    redirectUri: [x]\n")
    assert (error.file.name, error.line, error.key) == ("1.yaml", 3, "clients[0].redirectUri")
    assert "redirectUris" in error.message


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("accessTokenLifespan: soon", "accessTokenLifespan"),
        ("enabled: 3", "enabled"),
        ("clients: {portal: {}}", "clients"),
        ("clients: [portal]", "clients[0]"),
        ("roles: [student]", "roles"),
        ("displayName: [a]", "displayName"),
        ("clients: [{clientId: a, attributes: [b]}]", "clients[0].attributes"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_with_its_key(tmp_path: Path, text: str, key: str) -> None:
    assert refused(tmp_path, text).key == key


def test_the_same_client_twice_in_a_file_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, "clients:\n  - clientId: a\n  - clientId: a\n")
    assert (error.line, "already" in error.message) == (3, True)


@pytest.mark.parametrize(
    ("text", "line", "named"),
    [
        ("clients:\n- clientId: a\n  defaultClientScopes:\n  - nowhere\n", 4, "client scope 'nowhere'"),
        ("browserFlow: nowhere", 1, "flow 'nowhere'"),
        ("roles:\n  client:\n    nowhere:\n    - name: launch\n", 3, "client 'nowhere'"),
        ("roles:\n  realm:\n  - name: all\n    composites: {realm: [nowhere]}\n", 4, "realm role 'nowhere'"),
        ("groups:\n- name: a\n  subGroups:\n  - name: b\n    realmRoles: [nowhere]\n", 4, "realm role 'nowhere'"),
        ("scopeMappings:\n- clientScope: roles\n  roles: [nowhere]\n", 2, "realm role 'nowhere'"),
        ("defaultDefaultClientScopes:\n- roles\n- nowhere\n", 3, "client scope 'nowhere'"),
    ],
)
def test_a_name_of_nothing_is_refused_where_it_stands(tmp_path: Path, text: str, line: int, named: str) -> None:
    error = refused(tmp_path, text)
    assert (error.file.name, error.line) == ("1.yaml", line)
    assert named in error.message


def test_a_flow_that_names_an_unknown_subflow_is_refused(tmp_path: Path) -> None:
    error = refused(
        tmp_path,
        "authenticationFlows:\n- alias: a\n  authenticationExecutions: [{flowAlias: nowhere, requirement: REQUIRED}]\n",
    )
    assert error.key == "authenticationFlows[0].authenticationExecutions[0].flowAlias"


def test_a_top_level_flow_as_a_step_is_refused(tmp_path: Path) -> None:
    error = refused(
        tmp_path,
        "authenticationFlows:\n- alias: a\n  authenticationExecutions: [{flowAlias: a, requirement: REQUIRED}]\n",
    )
    assert "topLevel: false" in error.message


def test_a_subflow_in_two_places_is_refused(tmp_path: Path) -> None:
    step = "{flowAlias: b, requirement: REQUIRED}"
    error = refused(
        tmp_path,
        f"authenticationFlows:\n- alias: a\n  authenticationExecutions:\n  - {step}\n  - {step}\n"
        "- {alias: b, topLevel: false}\n",
    )
    assert (error.line, "two places" in error.message) == (5, True)


def test_a_part_of_a_realm_that_is_not_managed_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, "enabled: true\napplications: []\n")
    assert (error.line, error.key) == (2, "applications")


def test_what_keycloak_makes_by_itself_can_be_named(tmp_path: Path) -> None:
    check_files(
        model(
            tmp_path,
            "clients: [{clientId: a, defaultClientScopes: [profile, email]}]",
            "roles: {realm: [{name: b, composites: {realm: [offline_access], client: {account: [view-profile]}}}]}",
            "registrationFlow: registration",
        )
    )
