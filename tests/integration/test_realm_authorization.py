"""Authorization settings and service accounts against a real Keycloak: made, changed, removed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from admin_api import AdminConnection
from realm.engine import plan
from realm.plan import Plan
from settings import SettingsError
from tests.support.applied_realm import absent_realm, applied, left_of
from tests.support.keycloak_server import KeycloakServer
from tests.support.realm_authorization import AUTHORIZATION, CLIENT, PLACES, ids, resource_server
from tests.support.realm_model import realm_model

pytestmark = pytest.mark.integration

CHANGED_SETTINGS = """
      policyEnforcementMode: DISABLED
      decisionStrategy: UNANIMOUS
      allowRemoteResourceManagement: true
      scopes: [{name: read, displayName: To read}, {name: print}]
      resources:
        - name: Document
          type: "urn:shop:paper"
          uris: [/b, /c]
          attributes: {size: [A4]}
          scopes: [{name: print}]
        - {name: Folder}
      policies:
        - name: readers
          type: role
          config: {fetchRoles: "true", roles: '[{"id": "shop/clerk", "required": false}, {"id": "writer"}]'}
        - {name: players, type: group, logic: NEGATIVE,
           config: {groups: '[{"path": "/clubs/chess", "extendChildren": true}]'}}
        - {name: machines, type: role, config: {roles: '[{"id": "writer"}]'}}
        - {name: lessons, type: time, config: {hour: "9", hourEnd: "15"}}
        - {name: either, type: aggregate, config: {applyPolicies: '["readers", "machines"]'}}
        - {name: all documents, type: resource, config: {resources: '["Folder"]', applyPolicies: '["either"]'}}
        - {name: printing, type: scope, config: {scopes: '["print"]', applyPolicies: '["lessons", "players"]'}}
"""
ACCOUNT = """
users:
  - serviceAccountClientId: shop
    username: service-account-shop
    realmRoles: [reader]
    clientRoles: {realm-management: [view-users, query-users]}
    groups: [/clubs/chess]
    attributes: {purpose: [nightly]}
"""


@pytest.fixture(scope="module")
def connection(keycloak: KeycloakServer) -> Iterator[AdminConnection]:
    with keycloak.connection() as opened:
        yield opened


@pytest.fixture
def new_realm(realm: str, connection: AdminConnection) -> Iterator[str]:
    with absent_realm(realm, connection) as name:
        yield name


def only(pending: Plan) -> Any:
    (change,) = pending.changes
    return change


def test_authorization_settings_are_as_the_file_says(new_realm: str, connection: AdminConnection) -> None:
    assert not left_of(realm_model(new_realm, AUTHORIZATION), connection)
    settings = connection.get(f"{resource_server(connection, new_realm)}/settings")
    assert {item["name"] for item in settings["policies"]} == {
        *("readers", "players", "machines", "with mail", "lessons", "staff mail", "everything", "either"),
        *("all documents", "reading"),
    }
    assert settings["policyEnforcementMode"] == "PERMISSIVE"


def test_every_part_of_authorization_settings_can_be_changed_in_place(
    new_realm: str, connection: AdminConnection
) -> None:
    applied(realm_model(new_realm, AUTHORIZATION), connection)
    before = ids(connection, new_realm)
    wanted = realm_model(new_realm, PLACES + CLIENT + CHANGED_SETTINGS)
    change = only(plan(wanted, connection, {}))
    assert (change.kind, change.name) == ("authorization of client", "shop")
    assert {".".join(field.path) for field in change.changes} >= {
        "policies.readers.config.roles.writer.id",
        "policies.readers.config.roles.reader",
        "policies.readers.config.roles.shop/clerk.required",
        "policies.players.config.groups./clubs/chess.extendChildren",
        "policies.staff mail",
        "resources.Document.attributes.color",
        "scopes.read.iconUri",
        "decisionStrategy",
    }
    assert not left_of(wanted, connection)
    after = ids(connection, new_realm)
    assert set(after) == {"readers", "players", "machines", "lessons", "either", "all documents", "printing"}
    assert {name for name in after if after[name] == before.get(name)} == set(after) - {"machines", "printing"}


def test_the_order_and_the_spelling_of_a_policy_is_no_difference(new_realm: str, connection: AdminConnection) -> None:
    applied(realm_model(new_realm, AUTHORIZATION), connection)
    other = AUTHORIZATION.replace('["readers", "players"]', '[ "players","readers" ]').replace(
        '{"id": "reader", "required": false}, {"id": "shop/clerk", "required": true}',
        '{"required": true, "id": "shop/clerk"}, {"id": "reader"}',
    )
    assert other != AUTHORIZATION
    assert not plan(realm_model(new_realm, other), connection, {})


def test_a_hand_made_policy_is_removed_and_what_a_person_owns_is_kept(
    new_realm: str, connection: AdminConnection
) -> None:
    wanted = realm_model(new_realm, AUTHORIZATION)
    applied(wanted, connection)
    place = resource_server(connection, new_realm)
    connection.post(f"/admin/realms/{new_realm}/users", {"username": "alice", "enabled": True})
    connection.post(f"{place}/resource", {"name": "Diary", "owner": {"id": "alice"}, "ownerManagedAccess": True})
    connection.post(f"{place}/policy/role", {"name": "by hand", "roles": [{"id": "reader"}]})
    change = only(plan(wanted, connection, {}))
    assert [field.path for field in change.changes] == [("policies", "by hand")]
    assert not left_of(wanted, connection)
    assert [item["name"] for item in connection.get(f"{place}/resource", {"name": "Diary"})] == ["Diary"]


def test_a_change_of_a_client_keeps_its_authorization_settings(new_realm: str, connection: AdminConnection) -> None:
    applied(realm_model(new_realm, AUTHORIZATION), connection)
    before = ids(connection, new_realm)
    applied(realm_model(new_realm, "clients: [{clientId: shop, description: Another}]"), connection)
    assert ids(connection, new_realm) == before


def test_a_policy_of_a_type_that_the_server_does_not_have_is_refused(
    new_realm: str, connection: AdminConnection
) -> None:
    with pytest.raises(SettingsError, match="horoscope"):
        plan(realm_model(new_realm, AUTHORIZATION.replace("type: regex", "type: horoscope")), connection, {})


def test_a_policy_for_a_role_that_is_nowhere_is_refused(new_realm: str, connection: AdminConnection) -> None:
    with pytest.raises(SettingsError, match="'ghost'"):
        plan(realm_model(new_realm, AUTHORIZATION.replace('"id": "reader"', '"id": "ghost"')), connection, {})


def test_a_service_account_has_what_the_file_says_and_nothing_else(new_realm: str, connection: AdminConnection) -> None:
    profile = "userProfile: {unmanagedAttributePolicy: ENABLED}"
    assert not left_of(realm_model(new_realm, AUTHORIZATION, profile, ACCOUNT), connection)
    other = """
users:
  - serviceAccountClientId: shop
    realmRoles: [writer]
    clientRoles: {realm-management: [view-users, view-clients], shop: [clerk]}
    groups: [/clubs/go]
    attributes: {purpose: [weekly]}
    enabled: false
"""
    wanted = realm_model(new_realm, AUTHORIZATION, profile, other)
    change = only(plan(wanted, connection, {}))
    assert (change.kind, change.name) == ("service account of", "shop")
    assert {field.path[0] for field in change.changes} == {
        *("realmRoles", "clientRoles", "groups", "attributes", "enabled")
    }
    assert not left_of(wanted, connection)
    without = other.replace("view-users, view-clients], shop: [clerk]", "view-users]").replace("[writer]", "[]")
    assert not left_of(realm_model(new_realm, AUTHORIZATION, profile, without), connection)
    (client,) = connection.get(f"/admin/realms/{new_realm}/clients", {"clientId": "shop"})
    user = connection.get(f"/admin/realms/{new_realm}/clients/{client['id']}/service-account-user")
    mappings = connection.get(f"/admin/realms/{new_realm}/users/{user['id']}/role-mappings")
    assert [role["name"] for role in mappings["realmMappings"]] == [f"default-roles-{new_realm}"]
    assert {name: [role["name"] for role in item["mappings"]] for name, item in mappings["clientMappings"].items()} == {
        "realm-management": ["view-users"],
        "shop": ["uma_protection"],
    }


def test_people_in_a_realm_file_are_not_made(new_realm: str, connection: AdminConnection) -> None:
    assert not left_of(realm_model(new_realm, "users: [{username: alice, enabled: true}]"), connection)
    assert connection.get(f"/admin/realms/{new_realm}/users") == []
