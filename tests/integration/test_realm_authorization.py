"""Authorization settings, service accounts and admin permissions against a real Keycloak: made, changed, removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from admin_api import AdminConnection, NotFoundError
from realm.engine import apply, plan
from realm.merge import RealmModel, merged
from realm.plan import Delete, Plan, Update
from realm.representation import keyed_file
from realm.resources import AdminPermissions
from settings import SettingsError
from settings.yaml_file import YamlFile
from tests.support.keycloak_server import KeycloakServer
from tests.support.realm_model import realm_model

pytestmark = pytest.mark.integration

PLACES = """
roles: {realm: [{name: reader}, {name: writer}], client: {shop: [{name: clerk}]}}
groups: [{name: clubs, subGroups: [{name: chess}, {name: go}]}]
"""
CLIENT = """
clients:
  - clientId: shop
    publicClient: false
    serviceAccountsEnabled: true
    authorizationServicesEnabled: true
    authorizationSettings:
"""
SETTINGS = """
      policyEnforcementMode: PERMISSIVE
      decisionStrategy: AFFIRMATIVE
      allowRemoteResourceManagement: false
      scopes: [{name: read, displayName: Read, iconUri: "https://a.example/i"}, {name: write}]
      resources:
        - name: Document
          displayName: A document
          type: "urn:shop:document"
          uris: [/a, /b]
          ownerManagedAccess: true
          attributes: {color: [red]}
          scopes: [{name: read}, {name: write}]
      policies:
        - name: readers
          description: Who reads
          type: role
          config: {roles: '[{"id": "reader", "required": false}, {"id": "shop/clerk", "required": true}]'}
        - {name: players, type: group, config: {groups: '[{"path": "/clubs/chess", "extendChildren": false}]'}}
        - {name: machines, type: client, config: {clients: '["shop"]'}}
        - {name: with mail, type: client-scope, config: {clientScopes: '[{"id": "email", "required": false}]'}}
        - {name: lessons, type: time, config: {hour: "8", hourEnd: "15"}}
        - {name: staff mail, type: regex, config: {targetClaim: email, pattern: ".*@shop.example"}}
        - {name: everything, type: aggregate, config: {applyPolicies: '["either"]'}}
        - {name: either, type: aggregate, logic: NEGATIVE, decisionStrategy: AFFIRMATIVE,
           config: {applyPolicies: '["readers", "players"]'}}
        - {name: all documents, type: resource,
           config: {defaultResourceType: "urn:shop:document", applyPolicies: '["everything"]'}}
        - {name: reading, type: scope,
           config: {resources: '["Document"]', scopes: '["read"]', applyPolicies: '["lessons"]'}}
"""
AUTHORIZATION = PLACES + CLIENT + SETTINGS
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
PERMISSIONS = """
adminPermissionsEnabled: true
adminPermissions:
  policies:
    - {name: offices, type: role, roles: [reader], requiredRoles: [shop/clerk]}
    - {name: club, type: group, groups: [/clubs/chess], groupsWithSubgroups: [/clubs/go]}
    - {name: console, type: client, clients: [security-admin-console]}
    - {name: morning, type: time, config: {hour: "6", hourEnd: "12"}}
    - {name: both, type: aggregate, policies: [offices, club]}
  permissions:
    - {name: view people, description: Everybody, resourceType: Users, scopes: [view], policies: [both, console]}
    - {name: keep chess, resourceType: Groups, resources: [/clubs/chess], scopes: [view, manage], policies: [club]}
    - {name: see shop, resourceType: Clients, resources: [shop], scopes: [view], policies: [offices]}
    - {name: give roles, resourceType: Roles, resources: [reader, shop/clerk], scopes: [map-role], policies: [offices]}
"""


@pytest.fixture(scope="module")
def connection(keycloak: KeycloakServer) -> Iterator[AdminConnection]:
    with keycloak.connection() as opened:
        yield opened


@pytest.fixture
def new_realm(realm: str, connection: AdminConnection) -> Iterator[str]:
    """The name of a realm that is not there."""
    name = f"{realm}-new"
    yield name
    try:
        connection.delete(f"/admin/realms/{name}")
    except NotFoundError:
        return


def applied(wanted: RealmModel, connection: AdminConnection, managed: Any = None, *, deletes: int = 0) -> Plan:
    """Apply, and give what is left to do."""
    owners = managed or {}
    apply(plan(wanted, connection, owners), wanted, connection, owners, allowed_deletes=deletes)
    return plan(wanted, connection, owners)


def only(pending: Plan) -> Any:
    (change,) = pending.changes
    return change


def resource_server(connection: AdminConnection, realm: str, client_id: str = "shop") -> str:
    (client,) = connection.get(f"/admin/realms/{realm}/clients", {"clientId": client_id})
    return f"/admin/realms/{realm}/clients/{client['id']}/authz/resource-server"


def ids(connection: AdminConnection, realm: str, client_id: str = "shop") -> dict[str, str]:
    found = connection.get(f"{resource_server(connection, realm, client_id)}/policy", {"max": 100})
    return {policy["name"]: policy["id"] for policy in found}


def test_authorization_settings_are_as_the_file_says(new_realm: str, connection: AdminConnection) -> None:
    assert not applied(realm_model(new_realm, AUTHORIZATION), connection)
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
    assert not applied(wanted, connection)
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
    assert not applied(wanted, connection)
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
    assert not applied(realm_model(new_realm, AUTHORIZATION, profile, ACCOUNT), connection)
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
    assert not applied(wanted, connection)
    without = other.replace("view-users, view-clients], shop: [clerk]", "view-users]").replace("[writer]", "[]")
    assert not applied(realm_model(new_realm, AUTHORIZATION, profile, without), connection)
    (client,) = connection.get(f"/admin/realms/{new_realm}/clients", {"clientId": "shop"})
    user = connection.get(f"/admin/realms/{new_realm}/clients/{client['id']}/service-account-user")
    mappings = connection.get(f"/admin/realms/{new_realm}/users/{user['id']}/role-mappings")
    assert [role["name"] for role in mappings["realmMappings"]] == [f"default-roles-{new_realm}"]
    assert {name: [role["name"] for role in item["mappings"]] for name, item in mappings["clientMappings"].items()} == {
        "realm-management": ["view-users"],
        "shop": ["uma_protection"],
    }


def test_people_in_a_realm_file_are_not_made(new_realm: str, connection: AdminConnection) -> None:
    assert not applied(realm_model(new_realm, "users: [{username: alice, enabled: true}]"), connection)
    assert connection.get(f"/admin/realms/{new_realm}/users") == []


def test_admin_permissions_are_as_the_file_says(new_realm: str, connection: AdminConnection) -> None:
    assert not applied(realm_model(new_realm, AUTHORIZATION, PERMISSIONS), connection)
    made = ids(connection, new_realm, "admin-permissions")
    assert set(made) >= {"offices", "club", "console", "morning", "both", "view people", "keep chess", "give roles"}


def test_admin_permissions_are_switched_on_in_a_realm_that_is_there(
    new_realm: str, connection: AdminConnection
) -> None:
    applied(realm_model(new_realm, AUTHORIZATION), connection)
    assert not applied(realm_model(new_realm, AUTHORIZATION, PERMISSIONS), connection)


def test_every_part_of_an_admin_permission_can_be_changed_in_place(new_realm: str, connection: AdminConnection) -> None:
    connection.post("/admin/realms", {"realm": new_realm, "enabled": True})
    connection.post(f"/admin/realms/{new_realm}/users", {"username": "alice", "enabled": True})
    applied(realm_model(new_realm, AUTHORIZATION, PERMISSIONS), connection)
    before = ids(connection, new_realm, "admin-permissions")
    changed = """
adminPermissionsEnabled: true
adminPermissions:
  policies:
    - {name: offices, type: role, roles: [writer, shop/clerk], fetchRoles: true, description: Offices}
    - {name: club, type: group, logic: NEGATIVE, groupsWithSubgroups: [/clubs]}
    - {name: console, type: user, users: [alice]}
    - {name: morning, type: time, config: {hour: "7", hourEnd: "12"}}
    - {name: both, type: aggregate, decisionStrategy: AFFIRMATIVE, policies: [offices, morning]}
  permissions:
    - {name: view people, resourceType: Users, resources: [alice], scopes: [view, manage], policies: [both, console]}
    - {name: keep chess, description: New, resourceType: Groups, scopes: [view], policies: [offices]}
    - {name: see shop, resourceType: Users, scopes: [view], policies: [offices]}
    - {name: give roles, resourceType: Roles, resources: [writer], scopes: [map-role-composite], policies: [offices]}
"""
    wanted = realm_model(new_realm, AUTHORIZATION, changed)
    pending = plan(wanted, connection, {})
    assert {type(change) for change in pending.changes} == {Update}
    assert {change.name for change in pending.changes} == {
        *("offices", "club", "console", "morning", "both", "view people", "keep chess", "see shop", "give roles"),
    }
    assert not applied(wanted, connection)
    after = ids(connection, new_realm, "admin-permissions")
    assert {name for name in after if after[name] != before[name]} == {"console"}


def test_permissions_that_the_file_owns_and_forgot_are_deleted(new_realm: str, connection: AdminConnection) -> None:
    applied(realm_model(new_realm, AUTHORIZATION, PERMISSIONS), connection)
    shorter = "\n".join(
        line for line in PERMISSIONS.splitlines() if not any(name in line for name in ("both", "give roles"))
    )
    wanted = realm_model(new_realm, AUTHORIZATION, shorter)
    assert not plan(wanted, connection, {})
    pending = plan(wanted, connection, {"permissions": "full"})
    assert pending.changes == (
        Delete("admin permission", "give roles"),
        Delete("admin permission", "view people"),
        Delete("admin policy", "both"),
    )
    assert not applied(wanted, connection, {"permissions": "full"}, deletes=3)


def test_an_export_with_its_permissions_can_be_applied_to_another_realm(
    new_realm: str, realm: str, connection: AdminConnection
) -> None:
    applied(realm_model(realm, AUTHORIZATION, PERMISSIONS), connection)
    export = connection.post(
        f"/admin/realms/{realm}/partial-export", query={"exportClients": True, "exportGroupsAndRoles": True}
    )
    ours = [client for client in export["clients"] if client["clientId"] in ("shop", "admin-permissions")]
    for client in ours:
        client.pop("secret", None)
    roles = {
        "realm": [role for role in export["roles"]["realm"] if role["name"] in ("reader", "writer")],
        "client": {"shop": export["roles"]["client"]["shop"]},
    }
    pasted = {
        "adminPermissionsEnabled": True,
        "clients": ours,
        "groups": export["groups"],
        "roles": roles,
        "users": export["users"],
    }
    file = keyed_file(YamlFile(Path("export.json"), {"realm": new_realm, **pasted}, {}))
    wanted = merged(new_realm, [file])
    assert not applied(wanted, connection)
    assert not plan(realm_model(new_realm, AUTHORIZATION, PERMISSIONS), connection, {"permissions": "full"})
    unknown = {**pasted, "groups": [], "realm": new_realm}
    alone = merged(new_realm, [keyed_file(YamlFile(Path("export.json"), unknown, {}))])
    with pytest.raises(SettingsError, match="there is no group"):
        plan(alone, connection, {})


def test_keycloak_has_the_scopes_that_we_know(new_realm: str, connection: AdminConnection) -> None:
    """A permission for a scope that is not one of the type is refused, by Keycloak and by us."""
    applied(realm_model(new_realm, AUTHORIZATION, PERMISSIONS), connection)
    export = connection.post(f"/admin/realms/{new_realm}/partial-export", query={"exportClients": True})
    (settings,) = [
        client["authorizationSettings"] for client in export["clients"] if client["clientId"] == "admin-permissions"
    ]
    known = {kind: set(item["scopes"]) for kind, item in settings["authorizationSchema"]["resourceTypes"].items()}
    for kind, scopes in known.items():
        entries = [{"name": kind, "resourceType": kind, "scopes": sorted(scopes), "policies": []}]
        file = YamlFile(Path("a.yaml"), {"adminPermissions": {"permissions": entries}}, {})
        assert not list(AdminPermissions().problems(keyed_file(file).content))
        entries[0]["scopes"] = [*sorted(scopes), "fly"]
        (problem,) = AdminPermissions().problems(keyed_file(file).content)
        assert "'fly'" in problem.message


def test_permissions_without_the_switch_say_which_switch(new_realm: str, connection: AdminConnection) -> None:
    wanted = realm_model(new_realm, AUTHORIZATION, PERMISSIONS.replace("Enabled: true", "Enabled: false"))
    with pytest.raises(Exception, match="adminPermissionsEnabled: true"):
        applied(wanted, connection)
