"""Passkeys: who may set them up, and what the realm asks of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from realm.desired import desired_realm
from settings import DistrictFolder

DISTRICT = "name: Cedar Valley Schools\nrealm: cedar-valley\nhelp_contact: the front office\n"
DEPLOYMENT = """\
keycloak: {url: "http://127.0.0.1:8080", client_secret: a-client-secret}
desk: {url: "http://127.0.0.1:8081", client_secret: a-client-secret, session_secret: 0123456789abcdef0123456789abcdef}
"""
ON = "second_factor: {passkeys: true}\n"


def realm_of(folder: Path, more: str) -> dict[str, Any]:
    (folder / "district.yaml").write_text(DISTRICT + more, encoding="utf-8")
    (folder / "deployment.yaml").write_text(DEPLOYMENT, encoding="utf-8")
    (folder / "apps.yaml").write_text("applications: []\n", encoding="utf-8")
    return dict(desired_realm(DistrictFolder.at(folder)).content)


@pytest.mark.parametrize(("more", "on"), [("", False), (ON, True)])
def test_they_are_off_unless_the_district_says_so(tmp_path: Path, more: str, on: bool) -> None:
    realm = realm_of(tmp_path, more)

    assert realm["webAuthnPolicyPasswordlessPasskeysEnabled"] is on
    assert realm["requiredActions"]["homeroom-passkey"]["enabled"] is on


@pytest.mark.parametrize("stock", ["webauthn-register", "webauthn-register-passwordless"])
def test_the_set_ups_that_are_open_to_everybody_are_off(tmp_path: Path, stock: str) -> None:
    assert realm_of(tmp_path, ON)["requiredActions"][stock]["enabled"] is False


def test_the_device_has_to_know_its_owner_and_to_find_the_account(tmp_path: Path) -> None:
    realm = realm_of(tmp_path, ON)

    assert realm["webAuthnPolicyPasswordlessUserVerificationRequirement"] == "required"
    assert realm["webAuthnPolicyPasswordlessResidentKey"] == "required"


def test_after_a_passkey_nobody_is_asked_for_a_code(tmp_path: Path) -> None:
    realm = realm_of(tmp_path, ON)

    conditions = [
        execution["authenticatorConfig"]
        for alias in ("homeroom second factor", "homeroom second factor of employees")
        for execution in realm["authenticationFlows"][alias]["authenticationExecutions"]
        if execution.get("authenticator") == "conditional-credential"
    ]
    configs = [realm["authenticatorConfig"][name]["config"] for name in conditions]
    assert ["webauthn-passwordless" in config["credentials"].split("##") for config in configs] == [True, True]
    assert [str(config["included"]).lower() for config in configs] == ["false", "false"]
