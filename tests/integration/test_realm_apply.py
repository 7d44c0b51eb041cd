"""Realm-as-code against a real Keycloak: what is applied is there, stays, and can be finished after a kill."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from realm.cli import realm as realm_commands
from realm.engine import apply, plan
from realm.live import read_live
from realm.plan import Create, Delete, Update
from realm.representation import fields_of
from settings import SettingsError
from settings.exit_code import ExitCode
from tests.support.applied_realm import EVERYTHING, FLOW, absent_realm, applied
from tests.support.dying_connection import DyingConnection
from tests.support.keycloak_server import KeycloakServer
from tests.support.realm_model import realm_model

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def connection(keycloak: KeycloakServer) -> Iterator[DyingConnection]:
    with DyingConnection.of_account(keycloak.access) as opened:
        yield opened


@pytest.fixture
def new_realm(realm: str, connection: DyingConnection) -> Iterator[str]:
    with absent_realm(realm, connection) as name:
        yield name


def test_a_realm_is_created_and_its_second_plan_is_empty(new_realm: str, connection: DyingConnection) -> None:
    wanted = realm_model(new_realm, EVERYTHING)
    applied(wanted, connection)
    assert not plan(wanted, connection, {})
    realm = connection.get(f"/admin/realms/{new_realm}")
    assert (realm["browserFlow"], realm["displayName"], realm["eventsListeners"]) == ("sign in", "Example", [])


def test_every_kind_of_change_is_made_in_one_apply(new_realm: str, connection: DyingConnection) -> None:
    applied(realm_model(new_realm, EVERYTHING), connection)
    wanted = realm_model(
        new_realm,
        EVERYTHING.replace("offline_access", "uma_authorization"),
        """
        displayName: Another
        attributes: {homeroom.help-contact: the library}
        browserSecurityHeaders: {xFrameOptions: SAMEORIGIN}
        requiredActions: [{alias: VERIFY_PROFILE, enabled: true}]
        defaultOptionalClientScopes: [address]
        roles:
          realm:
            - {name: reader, description: Reads more, attributes: {a: [c]}}
            - {name: everything, composites: {realm: [offline_access], client: {shop: []}}}
          client: {shop: [{name: launch, description: May not}]}
        clientScopes:
          - {name: staff, description: new, protocolMappers: [{name: audience, config: {included.custom.audience: b}}]}
        scopeMappings: [{clientScope: staff, roles: [everything]}]
        clients:
          - clientId: shop
            secret: second
            redirectUris: ["https://shop.example/callback"]
            attributes: {homeroom.order: 2, homeroom.icon: ""}
            authenticationFlowBindingOverrides: {browser: browser}
            defaultClientScopes: [basic, email]
            protocolMappers: [{name: name, config: {id.token.claim: false}}]
        groups:
          - {name: clubs, attributes: {a: [c]}, subGroups: [{name: chess, realmRoles: [everything]}]}
        userProfile: {attributes: [{name: grade, displayName: Year}]}
        """,
    )
    pending = plan(wanted, connection, {})
    assert {type(change) for change in pending.changes} == {Update}
    assert {change.kind for change in pending.changes} == {
        *("realm", "user profile", "required action", "realm role", "client scope", "default client scopes", "flow"),
        *("client", "client role", "composite role", "scope mappings of", "group"),
    }
    applied(wanted, connection)
    assert not plan(wanted, connection, {})


def test_a_list_that_is_shorter_in_the_file_is_shorter_in_the_realm(
    new_realm: str, connection: DyingConnection
) -> None:
    applied(realm_model(new_realm, EVERYTHING), connection)
    wanted = realm_model(new_realm, EVERYTHING.replace("name: name\n", "name: other\n"))
    applied(wanted, connection)
    (client,) = connection.get(f"/admin/realms/{new_realm}/clients", {"clientId": "shop"})
    assert [mapper["name"] for mapper in client["protocolMappers"]] == ["other"]


def test_a_client_that_the_files_own_and_forgot_is_deleted(new_realm: str, connection: DyingConnection) -> None:
    applied(realm_model(new_realm, "clients: [{clientId: old}]"), connection)
    wanted = realm_model(new_realm, "enabled: true")
    assert plan(wanted, connection, {"clients": "full"}).changes == (Delete("client", "old"),)
    applied(wanted, connection, {"clients": "full"}, deletes=1)
    assert not plan(wanted, connection, {"clients": "full"})


def test_a_hand_made_change_is_put_right_and_a_hand_made_client_is_kept(
    new_realm: str, connection: DyingConnection
) -> None:
    wanted = realm_model(new_realm, EVERYTHING)
    applied(wanted, connection)
    connection.put(f"/admin/realms/{new_realm}", {"realm": new_realm, "displayName": "By hand"})
    connection.post(f"/admin/realms/{new_realm}/clients", {"clientId": "by-hand"})
    (change,) = plan(wanted, connection, {}).changes
    assert (change.kind, change.name) == ("realm", new_realm)
    applied(wanted, connection)
    assert connection.get(f"/admin/realms/{new_realm}/clients", {"clientId": "by-hand"})


def test_a_changed_flow_stays_bound_to_the_realm_and_to_clients(new_realm: str, connection: DyingConnection) -> None:
    applied(realm_model(new_realm, EVERYTHING), connection)
    applied(realm_model(new_realm, EVERYTHING.replace("offline_access", "uma_authorization")), connection)
    flows = {flow["alias"]: flow["id"] for flow in connection.get(f"/admin/realms/{new_realm}/authentication/flows")}
    (client,) = connection.get(f"/admin/realms/{new_realm}/clients", {"clientId": "shop"})
    assert client["authenticationFlowBindingOverrides"] == {"browser": flows["sign in"]}
    assert connection.get(f"/admin/realms/{new_realm}")["browserFlow"] == "sign in"
    assert not any(alias.endswith("next") for alias in flows)


def test_a_plan_of_many_resources_takes_as_many_requests_as_one_of_few(
    new_realm: str, connection: DyingConnection
) -> None:
    def requests_of_plan(resources: int) -> int:
        clients = ", ".join(f"{{clientId: c{number}}}" for number in range(resources))
        groups = ", ".join(f"{{name: g{number}, subGroups: [{{name: below}}]}}" for number in range(resources))
        wanted = realm_model(new_realm, f"clients: [{clients}]", f"groups: [{groups}]")
        applied(wanted, connection)
        before = connection.requests
        assert not plan(wanted, connection, {})
        return connection.requests - before

    assert requests_of_plan(2) == requests_of_plan(250) < 10


def test_a_provider_that_the_server_does_not_have_is_refused_before_anything_is_made(
    new_realm: str, connection: DyingConnection
) -> None:
    wanted = realm_model(new_realm, FLOW.replace("auth-cookie", "auth-biscuit"))
    with pytest.raises(SettingsError, match="auth-biscuit"):
        plan(wanted, connection, {})
    assert read_live(connection, new_realm).content is None


def test_the_first_change_of_a_new_realm_is_the_realm(new_realm: str, connection: DyingConnection) -> None:
    assert plan(realm_model(new_realm), connection, {}).changes[0] == Create("realm", new_realm, {"realm": new_realm})


def test_every_key_that_keycloak_exports_is_known(realm: str, connection: DyingConnection) -> None:
    live = connection.post(
        f"/admin/realms/{realm}/partial-export", query={"exportClients": True, "exportGroupsAndRoles": True}
    )
    for name, found in (
        ("RealmRepresentation", [live]),
        ("ClientRepresentation", live["clients"]),
        ("ClientScopeRepresentation", live["clientScopes"]),
        ("AuthenticationFlowRepresentation", live["authenticationFlows"]),
        ("RequiredActionProviderRepresentation", live["requiredActions"]),
        ("RoleRepresentation", live["roles"]["realm"]),
    ):
        assert {key for entry in found for key in entry} <= set(fields_of(name))


def test_no_web_origins_stay_none_when_another_field_of_the_client_changes(
    new_realm: str, connection: DyingConnection
) -> None:
    applied(realm_model(new_realm, EVERYTHING), connection)
    wanted = realm_model(new_realm, EVERYTHING, "clients: [{clientId: shop, attributes: {homeroom.order: 3}}]")
    pending = plan(wanted, connection, {})
    assert apply(pending, wanted, connection, {}, allowed_deletes=0) == len(pending.changes)


def test_a_saved_plan_is_applied_once_and_not_after_somebody_changed_the_realm(
    new_realm: str, connection: DyingConnection, keycloak: KeycloakServer, tmp_path: Path
) -> None:
    file = tmp_path / "realm.yaml"
    file.write_text(f"realm: {new_realm}\nenabled: true\nclients: [{{clientId: shop}}]\n", encoding="utf-8")
    access = ["--file", str(file), "--server", keycloak.url, "--client-id", keycloak.client_id]
    environment = {"HOMEROOM_CLIENT_SECRET": keycloak.client_secret}

    def call(*arguments: str) -> int:
        result = CliRunner().invoke(realm_commands, [*arguments, *access], env=environment, standalone_mode=False)
        return int(getattr(result.exception, "exit_code", 1)) if result.exception else int(result.return_value or 0)

    saved = str(tmp_path / "plan.json")
    assert call("plan", "--out", saved) == ExitCode.PENDING
    assert call("apply", "--plan", saved) == ExitCode.DONE
    assert call("apply", "--plan", saved) == ExitCode.REFUSED

    file.write_text(f"realm: {new_realm}\nenabled: true\nclients: [{{clientId: shop, name: Shop}}]\n", encoding="utf-8")
    assert call("plan", "--out", saved) == ExitCode.PENDING
    connection.post(f"/admin/realms/{new_realm}/clients", {"clientId": "by-hand"})
    assert call("apply", "--plan", saved) == ExitCode.REFUSED
    assert not connection.get(f"/admin/realms/{new_realm}/clients", {"clientId": "shop"})[0].get("name")
    assert call("plan", "--out", saved) == ExitCode.PENDING
    assert call("apply", "--plan", saved) == ExitCode.DONE
    assert call("plan") == ExitCode.DONE
