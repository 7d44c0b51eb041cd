"""Realm-as-code against a real Keycloak: what is applied is there, stays, and can be finished after a kill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from admin_api import AdminConnection, NotFoundError
from realm.cli import realm as realm_commands
from realm.engine import apply, plan
from realm.errors import ApplyError
from realm.live import read_live
from realm.merge import RealmModel
from realm.plan import Create, Delete, Update
from realm.representation import fields_of
from realm.resources import RESOURCE_TYPES
from settings import SettingsError
from settings.district import Ownership, RealmSection
from settings.exit_code import ExitCode
from tests.support.dying_connection import DyingConnection, KilledError
from tests.support.every_kind import NEEDED, SAID
from tests.support.every_kind import model as every_kind
from tests.support.keycloak_server import EXAMPLE_DISTRICT, KeycloakServer
from tests.support.realm_model import realm_model

pytestmark = pytest.mark.integration

FLOW = """
browserFlow: sign in
authenticationFlows:
  - alias: sign in
    description: as it was
    topLevel: true
    authenticationExecutions:
      - {authenticator: auth-cookie, requirement: ALTERNATIVE}
      - {flowAlias: sign in forms, authenticatorFlow: true, requirement: ALTERNATIVE}
  - alias: sign in forms
    topLevel: false
    authenticationExecutions:
      - {authenticator: auth-username-password-form, requirement: REQUIRED}
      - {flowAlias: sign in code, authenticatorFlow: true, requirement: CONDITIONAL}
  - alias: sign in code
    topLevel: false
    authenticationExecutions:
      - {authenticator: conditional-user-role, authenticatorConfig: who, requirement: REQUIRED}
      - {authenticator: auth-otp-form, requirement: REQUIRED}
authenticatorConfig:
  - alias: who
    config: {condUserRole: offline_access, negate: false}
"""
CHANGED_FLOW = FLOW.replace("offline_access", "uma_authorization").replace("as it was", "as it is")
PARTNER = """
identityProviders:
  - alias: partner
    providerId: oidc
    postBrokerLoginFlowAlias: sign in
    config: {clientId: us, clientSecret: ours, authorizationUrl: "https://p.example/a", tokenUrl: "https://p.example/t"}
"""
EVERYTHING = (
    FLOW
    + """
displayName: Example
attributes: {homeroom.help-contact: the front office}
internationalizationEnabled: true
supportedLocales: [en, es]
passwordPolicy: length(8)
eventsListeners: []
browserSecurityHeaders: {xFrameOptions: DENY}
requiredActions: [{alias: VERIFY_PROFILE, enabled: false}]
defaultOptionalClientScopes: [phone]
roles:
  realm:
    - {name: reader, description: Reads, attributes: {a: [b]}}
    - name: everything
      composites: {realm: [reader], client: {shop: [launch]}}
  client:
    shop: [{name: launch, description: May open it}]
clientScopes:
  - name: staff
    protocol: openid-connect
    protocolMappers:
      - name: audience
        protocol: openid-connect
        protocolMapper: oidc-audience-mapper
        config: {included.custom.audience: a, access.token.claim: true}
scopeMappings: [{clientScope: staff, roles: [reader]}]
clientScopeMappings: {shop: [{client: shop, roles: [launch]}]}
clients:
  - clientId: shop
    secret: first
    redirectUris: ["https://shop.example/*"]
    webOrigins: []
    fullScopeAllowed: false
    attributes: {homeroom.order: 1, homeroom.icon: a.svg}
    authenticationFlowBindingOverrides: {browser: sign in}
    defaultClientScopes: [basic, staff]
    optionalClientScopes: []
    protocolMappers:
      - name: name
        protocol: openid-connect
        protocolMapper: oidc-full-name-mapper
        config: {id.token.claim: true}
groups:
  - name: clubs
    attributes: {a: [b]}
    subGroups: [{name: chess, realmRoles: [reader], clientRoles: {shop: [launch]}}]
userProfile:
  attributes:
    - {name: grade, displayName: Grade, permissions: {view: [admin], edit: [admin]}}
    - {name: email, displayName: E-mail, permissions: {view: [admin], edit: [admin]}}
"""
)


@pytest.fixture(scope="module")
def connection(keycloak: KeycloakServer) -> Iterator[DyingConnection]:
    with DyingConnection.of_account(keycloak.access) as opened:
        yield opened


@pytest.fixture
def new_realm(realm: str, connection: DyingConnection) -> Iterator[str]:
    """The name of a realm that is not there."""
    name = f"{realm}-new"
    yield name
    try:
        connection.delete(f"/admin/realms/{name}")
    except NotFoundError:
        return


def applied(wanted: RealmModel, connection: AdminConnection, managed: Any = None, *, deletes: int = 0) -> None:
    owners = managed or {}
    apply(plan(wanted, connection, owners), wanted, connection, owners, allowed_deletes=deletes)


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


@pytest.fixture(params=[True, False], ids=["with the extension", "without the extension"])
def any_connection(request: pytest.FixtureRequest, connection: DyingConnection) -> Iterator[DyingConnection]:
    """The connection, to a server with the extension and to one without it."""
    connection.has_extension = request.param
    yield connection
    connection.has_extension = True


def test_every_kind_of_change_is_made_without_the_extension_too(
    new_realm: str, any_connection: DyingConnection
) -> None:
    applied(realm_model(new_realm, EVERYTHING), any_connection)
    wanted = realm_model(new_realm, EVERYTHING.replace("secret: first", "secret: second"), CHANGED_FLOW)
    pending = plan(wanted, any_connection, {})
    assert sorted(map(str, pending.changes)) == ["update client shop", "update flow sign in"]
    applied(wanted, any_connection)
    assert not plan(wanted, any_connection, {})


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


def test_a_flow_of_keycloaks_own_keeps_its_steps_and_its_place(new_realm: str, any_connection: DyingConnection) -> None:
    applied(realm_model(new_realm), any_connection)
    flow = "authenticationFlows: [{alias: registration, topLevel: true, builtIn: true, authenticationExecutions: []}]"

    with pytest.raises(ApplyError, match="copy it under another name"):
        applied(realm_model(new_realm, flow), any_connection)

    assert any_connection.get(f"/admin/realms/{new_realm}")["registrationFlow"] == "registration"


def test_an_apply_that_is_killed_at_any_write_never_binds_half_a_flow_and_can_be_finished(
    new_realm: str, any_connection: DyingConnection
) -> None:
    connection = any_connection
    before, after = realm_model(new_realm, FLOW, PARTNER), realm_model(new_realm, CHANGED_FLOW, PARTNER)
    applied(before, connection)
    wholes = [_tree(before, "sign in"), _tree(after, "sign in")]
    for writes in range(200):
        connection.writes_left = writes
        try:
            applied(after, connection)
            finished = True
        except KilledError:
            finished = False
        connection.writes_left = -1
        live = read_live(connection, new_realm).content
        assert live is not None
        assert _plain(live, live["browserFlow"]) in wholes, f"killed at write {writes}"
        provider = live["identityProviders"]["partner"]
        assert _plain(live, provider["postBrokerLoginFlowAlias"]) in wholes, f"killed at write {writes}"
        if finished:
            break
        applied(after, connection)
        assert not plan(after, connection, {}), f"killed at write {writes}"
        before, after = after, before
    assert finished
    assert writes == 1 if connection.has_extension else writes > 10


def test_an_apply_of_every_kind_that_is_killed_after_every_single_write_is_finished_by_the_others(
    new_realm: str, connection: DyingConnection
) -> None:
    wanted = every_kind(new_realm, [*NEEDED, *SAID])
    kills = killed_after_each_write(wanted, connection)
    assert not plan(wanted, connection, {})
    assert kills > 60


def test_a_removal_that_is_killed_after_every_single_write_is_finished_by_the_others(
    new_realm: str, connection: DyingConnection
) -> None:
    full: Mapping[RealmSection, Ownership] = {kind.section: "full" for kind in RESOURCE_TYPES}
    applied(every_kind(new_realm, [*NEEDED, *SAID]), connection)
    wanted = every_kind(new_realm, NEEDED)
    kills = killed_after_each_write(wanted, connection, full)
    assert not plan(wanted, connection, full)
    assert kills > 15


def killed_after_each_write(
    wanted: RealmModel, connection: DyingConnection, owned: Mapping[RealmSection, Ownership] | None = None
) -> int:
    """Apply with a process that dies after its first write, until one has nothing left to do; how many died."""
    for kills in range(500):
        connection.writes_left = 1
        try:
            applied(wanted, connection, owned, deletes=1000)
        except KilledError:
            continue
        finally:
            connection.writes_left = -1
        return kills
    raise AssertionError("it never ends")


def test_a_provider_that_the_server_does_not_have_is_refused_before_anything_is_made(
    new_realm: str, connection: DyingConnection
) -> None:
    wanted = realm_model(new_realm, FLOW.replace("auth-cookie", "auth-biscuit"))
    with pytest.raises(SettingsError, match="auth-biscuit"):
        plan(wanted, connection, {})
    assert read_live(connection, new_realm).content is None


def test_the_first_change_of_a_new_realm_is_the_realm(new_realm: str, connection: DyingConnection) -> None:
    assert plan(realm_model(new_realm), connection, {}).changes[0] == Create("realm", new_realm, {"realm": new_realm})


@pytest.mark.xdist_group(EXAMPLE_DISTRICT)
def test_the_example_district_is_live_as_its_files_say(keycloak: Any) -> None:
    result = CliRunner().invoke(realm_commands, ["plan", "--district", str(keycloak.district)])
    assert result.exit_code == ExitCode.DONE, result.output


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


def _tree(wanted: RealmModel, alias: str) -> Any:
    return _plain(wanted.content, alias)


def _plain(realm: Any, alias: str) -> list[Any]:
    """Executions and configurations of a flow without names of flows."""
    steps: list[Any] = []
    for execution in realm["authenticationFlows"][alias]["authenticationExecutions"]:
        entry: list[Any] = [execution["requirement"], execution.get("authenticator")]
        if execution.get("flowAlias"):
            entry.append(_plain(realm, execution["flowAlias"]))
        if execution.get("authenticatorConfig"):
            entry.append(realm["authenticatorConfig"][execution["authenticatorConfig"]]["config"])
        steps.append(entry)
    return steps


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


def test_a_stopped_apply_says_what_is_done_and_what_is_not_and_the_next_one_goes_on(
    new_realm: str, connection: DyingConnection
) -> None:
    applied(realm_model(new_realm, "enabled: true"), connection)
    rest = "roles: {realm: [{name: reader}]}\ngroups: [{name: clubs}]"
    wanted = realm_model(new_realm, rest, "clients: [{clientId: shop, redirectUris: ['javascript:alert(1)']}]")
    with pytest.raises(ApplyError) as caught:
        applied(wanted, connection)
    assert str(caught.value.change) == "create client shop"
    assert [str(change) for change in caught.value.done] == ["create realm role reader"]
    assert [str(change) for change in caught.value.left] == ["create client shop", "create group /clubs"]
    mended = realm_model(new_realm, rest, "clients: [{clientId: shop, redirectUris: ['https://shop.example']}]")
    applied(mended, connection)
    assert not plan(mended, connection, {})
