"""Authorization settings, service accounts and admin permissions: their forms, and what is wrong without a server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from realm.engine import compared
from realm.representation import keyed_file, keyed_live
from realm.resources import RESOURCE_TYPES, AdminPermissions, FindsProblems, people_in
from realm.resources.admin_permission_form import by_name, policy_body
from realm.resources.policy_config import by_dependency, closed, opened
from settings.yaml_file import YamlFile

SETTINGS = """
realm: a
clients:
  - clientId: shop
    authorizationSettings:
      scopes: [{name: read}]
      resources: [{name: Document, scopes: [{name: read}]}]
      policies:
        - {name: readers, type: role, config: {roles: '[{"id": "reader"}]'}}
        - {name: reading, type: scope, config: {scopes: '["read"]', applyPolicies: '["readers"]'}}
"""


def keyed(text: str) -> dict[str, Any]:
    return keyed_file(YamlFile(Path("realm.yaml"), YAML(typ="safe").load(text), {})).content


def problems(text: str) -> list[str]:
    kinds = [kind for kind in RESOURCE_TYPES if isinstance(kind, FindsProblems)]
    return [problem.message for kind in kinds for problem in kind.problems(keyed(text))]


names = st.text("abc/ -", min_size=1, max_size=8)


@given(
    st.dictionaries(names, st.booleans(), max_size=3),
    st.lists(names, unique=True, max_size=3),
    st.sampled_from(["POSITIVE", "NEGATIVE"]),
)
def test_a_policy_that_is_opened_and_closed_means_the_same(
    roles: dict[str, bool], applied: list[str], logic: str
) -> None:
    fields = {name: {"id": name, "required": required} for name, required in roles.items()}
    policy = {"name": "p", "type": "role", "logic": logic, "config": {"roles": fields, "applyPolicies": applied}}
    assert opened(closed(policy)) == opened(closed(opened(closed(policy))))
    assert opened(closed(policy))["config"]["roles"] == fields


def test_a_policy_stands_after_those_that_it_applies_even_in_a_circle() -> None:
    policies = {name: {"config": {"applyPolicies": [other]}} for name, other in ("ab", "bc", "ca")}
    assert list(by_dependency(policies | {"d": {"config": {"applyPolicies": ["a"]}}}))[-1] == "d"
    assert list(by_dependency({"x": {"config": {"applyPolicies": ["y"]}}, "y": {"config": {}}})) == ["y", "x"]


def test_a_policy_is_compared_by_what_its_texts_mean() -> None:
    live = keyed_live(
        YAML(typ="safe").load(SETTINGS.replace('[{"id": "reader"}]', '[{"required":false,"id":"reader"}]'))
    )
    assert not compared(keyed(SETTINGS), live, {}, realm="a")
    live = keyed_live(YAML(typ="safe").load(SETTINGS.replace('"id": "reader"', '"id": "writer"')))
    (change,) = compared(keyed(SETTINGS), live, {}, realm="a").changes
    assert {".".join(field.path) for field in change.changes} == {  # type: ignore[union-attr]
        "policies.readers.config.roles.reader.id",
        "policies.readers.config.roles.writer",
    }


def test_a_client_with_authorization_settings_has_them_switched_on() -> None:
    pending = compared(keyed(SETTINGS), {"realm": "a"}, {}, realm="a")
    (client,) = [change for change in pending.changes if change.kind == "client"]
    assert client.fields == {"clientId": "shop", "authorizationServicesEnabled": True}  # type: ignore[union-attr]


def test_what_authorization_settings_name_has_to_be_among_them() -> None:
    assert not problems(SETTINGS)
    assert problems(SETTINGS.replace('"readers"', '"raeders"')) == [
        "'reading' names 'raeders', which is not among the policies of shop"
    ]
    assert problems(SETTINGS.replace("scopes: '[\"read\"]'", "scopes: '[\"raed\"]'")) == [
        "'reading' names 'raed', which is not among the scopes of shop"
    ]


def test_people_are_told_from_service_accounts() -> None:
    realm = keyed("users: [{serviceAccountClientId: shop, username: service-account-shop}, {username: alice}]")
    assert list(people_in(realm)) == [("alice", ("users", "alice"))]


@given(
    st.lists(names, unique=True, max_size=3),
    st.lists(names.map("x{}".format), unique=True, max_size=3),
    st.sampled_from([("roles", "requiredRoles"), ("groups", "groupsWithSubgroups")]),
)
def test_a_policy_of_admin_permissions_survives_its_way_to_keycloak_and_back(
    plain: list[str], marked: list[str], keys: tuple[str, str]
) -> None:
    said = {"type": "role", **{key: sorted(items) for key, items in zip(keys, (plain, marked), strict=True) if items}}
    settings = {"policies": {"p": closed(policy_body("p", said))}}
    assert by_name(settings, {})["policies"]["p"] == said


def test_an_exported_permission_names_what_the_same_file_calls_by_id() -> None:
    realm = keyed(
        """
        groups: [{name: clubs, id: g-1, subGroups: [{name: chess, id: g-2}]}]
        clients:
          - clientId: admin-permissions
            authorizationSettings:
              policies:
                - {name: readers, type: role, config: {roles: '[{"id": "reader", "required": true}]'}}
                - name: keep
                  type: scope
                  config:
                    defaultResourceType: Groups
                    resources: '["g-2", "g-9"]'
                    scopes: '["view"]'
                    applyPolicies: '["readers"]'
        """
    )
    fields = AdminPermissions().listed(realm)["keep"]
    assert fields["resources"] == ["/clubs/chess", "g-9"]
    assert fields["policies"] == ["readers"]
    assert [reference.name for reference in AdminPermissions().references(realm)] == ["/clubs/chess", "g-9"]


def test_what_is_wrong_with_an_admin_permission_is_said() -> None:
    text = """
    adminPermissions:
      policies: [{name: offices, type: role, roles: [reader]}]
      permissions:
        - {name: one, resourceType: Pupils, scopes: [view], policies: [offices]}
        - {name: two, resourceType: Users, scopes: [fly], policies: [ofices]}
        - {name: offices, resourceType: Users, policies: [offices]}
    """
    assert problems(text) == [
        "resourceType of 'one' has to be one of Clients, Groups, Organizations, Roles, Users",
        "there is no scope 'fly' for Users",
        "'two' names the policy 'ofices', which is not among the policies",
        "'offices' has no scopes; there are "
        "impersonate, manage, manage-group-membership, map-roles, reset-password, view",
        "'offices' is the name of a policy too: Keycloak wants each name once",
    ]
