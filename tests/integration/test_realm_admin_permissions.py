"""Fine-grained admin permissions against a real Keycloak: made, changed, removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from admin_api import AdminConnection
from realm.engine import plan
from realm.merge import merged
from realm.plan import Delete, Update
from realm.representation import keyed_file
from realm.resources import AdminPermissions
from settings import SettingsError
from settings.yaml_file import YamlFile
from tests.support.applied_realm import absent_realm, applied, left_of
from tests.support.keycloak_server import KeycloakServer
from tests.support.realm_authorization import AUTHORIZATION, ids
from tests.support.realm_model import realm_model

pytestmark = pytest.mark.integration

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
    with absent_realm(realm, connection) as name:
        yield name


def test_admin_permissions_are_as_the_file_says(new_realm: str, connection: AdminConnection) -> None:
    assert not left_of(realm_model(new_realm, AUTHORIZATION, PERMISSIONS), connection)
    made = ids(connection, new_realm, "admin-permissions")
    assert set(made) >= {"offices", "club", "console", "morning", "both", "view people", "keep chess", "give roles"}


def test_admin_permissions_are_switched_on_in_a_realm_that_is_there(
    new_realm: str, connection: AdminConnection
) -> None:
    applied(realm_model(new_realm, AUTHORIZATION), connection)
    assert not left_of(realm_model(new_realm, AUTHORIZATION, PERMISSIONS), connection)


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
    assert not left_of(wanted, connection)
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
    assert not left_of(wanted, connection, {"permissions": "full"}, deletes=3)


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
    assert not left_of(wanted, connection)
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
