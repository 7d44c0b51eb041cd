"""Many new groups in one request: as one request each would have made them, and Keycloak knows of them at once."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from admin_api import AdminApiError, AdminConnection, NotFoundError, RefusedError
from realm.desired import realm_of_files
from realm.engine import apply, plan
from realm.errors import ApplyError
from settings.deployment import KeycloakAccess
from settings.yaml_file import YamlFile
from tests.support.keycloak_server import KeycloakServer

pytestmark = pytest.mark.integration

ROLES = {"realm": [{"name": "staff"}], "client": {"shop": [{"name": "launch"}]}}
SECRET = "a-secret-of-the-tests"


class WithoutGroups(AdminConnection):
    """As if the server had no endpoint for groups; counts what is asked for."""

    has_it = True
    asked = 0

    def post(self, path: str, body: object = None, **options: Any) -> Any:
        """POST, unless it is what a server without the extension does not have."""
        self.asked += 1
        if path.endswith("/configuration/groups") and not self.has_it:
            raise NotFoundError(path, 404)
        return super().post(path, body, **options)


@pytest.fixture
def connection(keycloak: KeycloakServer) -> Iterator[WithoutGroups]:
    with WithoutGroups.of_account(keycloak.access) as opened:
        yield opened


@pytest.fixture
def realm(connection: WithoutGroups) -> Iterator[str]:
    name = f"groups-{uuid.uuid4().hex[:8]}"
    client = {"clientId": "shop", "secret": SECRET, "serviceAccountsEnabled": True}
    connection.post("/admin/realms", {"realm": name, "enabled": True, "roles": ROLES, "clients": [client]})
    connection.asked = 0
    yield name
    connection.delete(f"/admin/realms/{name}")


def tree(name: str) -> dict[str, Any]:
    """A group with two below it, and one below those."""
    chess = {"name": "chess", "attributes": {"day": ["Monday", "Friday"]}, "clientRoles": {"shop": ["launch"]}}
    return {"name": name, "realmRoles": ["staff"], "subGroups": [chess, {"name": "go", "subGroups": [{"name": "old"}]}]}


def bring(connection: AdminConnection, realm: str, *groups: dict[str, Any]) -> int:
    model = realm_of_files([YamlFile(__file__, {"groups": list(groups)}, {})], realm)  # type: ignore[arg-type]
    return apply(plan(model, connection, {}), model, connection, {}, allowed_deletes=0)


def found(connection: AdminConnection, realm: str) -> list[Any]:
    """The realm's groups as Keycloak exports them, ids left out."""

    def plain(group: dict[str, Any]) -> dict[str, Any]:
        kept = {key: group.get(key) for key in ("name", "path", "attributes", "realmRoles", "clientRoles")}
        return kept | {"subGroups": sorted(map(plain, group["subGroups"]), key=lambda below: str(below["name"]))}

    answer = connection.post(f"/admin/realms/{realm}/partial-export", query={"exportGroupsAndRoles": True})
    return sorted(map(plain, answer["groups"]), key=lambda group: str(group["name"]))


def test_groups_are_the_same_with_one_request_as_with_one_each(connection: WithoutGroups, realm: str) -> None:
    assert bring(connection, realm, tree("a"), tree("b")) == 8
    few, together = connection.asked, found(connection, realm)
    for group in connection.get(f"/admin/realms/{realm}/groups"):
        connection.delete(f"/admin/realms/{realm}/groups/{group['id']}")
    connection.asked, connection.has_it = 0, False
    assert bring(connection, realm, tree("a"), tree("b")) == 8
    assert found(connection, realm) == together
    assert few == 1 < connection.asked


def test_groups_that_are_new_below_one_that_keycloak_has_in_its_cache_are_seen(
    connection: WithoutGroups, realm: str
) -> None:
    bring(connection, realm, {"name": "clubs"})
    (clubs,) = connection.get(f"/admin/realms/{realm}/groups")
    assert found(connection, realm)[0]["subGroups"] == []  # the export reads by the cache
    bring(connection, realm, {"name": "clubs", "subGroups": [{"name": "chess"}, {"name": "go"}]})
    assert [below["name"] for below in found(connection, realm)[0]["subGroups"]] == ["chess", "go"]
    assert connection.get(f"/admin/realms/{realm}/group-by-path/clubs/go")["parentId"] == clubs["id"]


def test_where_one_group_is_refused_the_others_are_made_and_it_is_named(connection: WithoutGroups, realm: str) -> None:
    with pytest.raises(ApplyError) as caught:
        bring(connection, realm, {"name": "good"}, {"name": "x" * 300})
    assert caught.value.change.name == "/" + "x" * 300
    assert [group["name"] for group in found(connection, realm)] == ["good"]


def make(connection: AdminConnection, realm: str, **body: Any) -> None:
    connection.post(f"/admin/realms/{realm}/configuration/groups", body)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"groups": [{"name": "a"}, {"name": "b", "realmRoles": ["nobody-has-it"]}]}, 400),
        ({"groups": [{"name": "a", "clientRoles": {"shop": ["nobody-has-it"]}}]}, 400),
        ({"groups": [{"name": "a"}], "parent": "no-such-id"}, 400),
        ({"groups": [{"name": "new"}, {"name": "there"}]}, 409),
    ],
)
def test_all_groups_of_a_request_are_made_or_none(
    connection: WithoutGroups, realm: str, body: dict[str, Any], status: int
) -> None:
    make(connection, realm, groups=[{"name": "there"}])
    with pytest.raises(AdminApiError) as caught:
        make(connection, realm, **body)
    assert caught.value.status == status
    assert [group["name"] for group in found(connection, realm)] == ["there"]


def test_whoever_may_not_manage_the_realm_makes_no_groups(
    keycloak: KeycloakServer, connection: WithoutGroups, realm: str
) -> None:
    (management,) = connection.get(f"/admin/realms/{realm}/clients", {"clientId": "realm-management"})
    (shop,) = connection.get(f"/admin/realms/{realm}/clients", {"clientId": "shop"})
    account = connection.get(f"/admin/realms/{realm}/clients/{shop['id']}/service-account-user")
    role = connection.get(f"/admin/realms/{realm}/clients/{management['id']}/roles/manage-users")
    connection.post(f"/admin/realms/{realm}/users/{account['id']}/role-mappings/clients/{management['id']}", [role])
    access = KeycloakAccess(url=keycloak.url, client_id="shop", client_secret=SECRET, auth_realm=realm)
    with AdminConnection.of_account(access) as other, pytest.raises(RefusedError):
        make(other, realm, groups=[{"name": "a"}])
    assert found(connection, realm) == []
