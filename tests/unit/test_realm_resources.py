"""What is special in kinds of resources: how they are listed, in which order written, what is kept, whose events."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from realm.defaults import BARE, defaults_of
from realm.engine import compared
from realm.merge import merged
from realm.plan import Create, Delete
from realm.representation import keyed_file, keyed_live
from realm.resources import RESOURCE_TYPES, FindsProblems, RefersToResources
from settings.district import Ownership, RealmSection
from settings.yaml_file import YamlFile
from tests.support.realm_cases import ROUND_TRIPS, SILENT

KINDS = {kind.kind: kind for kind in RESOURCE_TYPES}
FULL: Mapping[RealmSection, Ownership] = {kind.section: "full" for kind in RESOURCE_TYPES}
FEDERATION = "org.keycloak.storage.UserStorageProvider"
MAPPER = "org.keycloak.storage.ldap.mappers.LDAPStorageMapper"


def keyed(text: str) -> dict[str, Any]:
    """A realm in keyed form, from what a file says of it."""
    return keyed_file(YamlFile(Path("realm.yaml"), {"realm": "r", **YAML(typ="safe").load(text)}, {})).content


def of_every_kind() -> dict[str, Any]:
    """A realm with resources of every kind and what they refer to."""
    files = [path for case in ROUND_TRIPS for path in (case.needed, case.file) if path]
    model = merged("r", [keyed_file(YamlFile(path, YAML(typ="safe").load(path), {})) for path in files])
    return {**model.content, "realm": "r"}


def federation(*mappers: str) -> dict[str, Any]:
    parts = [{"id": name, "name": name, "providerId": "user-attribute-ldap-mapper", "config": {}} for name in mappers]
    return {FEDERATION: [{"id": "1", "name": "ldap", "providerId": "ldap", "subComponents": {MAPPER: parts}}]}


def deleted(desired: Mapping[str, Any], live: Mapping[str, Any]) -> list[tuple[str, str]]:
    changes = compared(desired, live, FULL, realm="r").changes
    return [(change.kind, change.name) for change in changes if isinstance(change, Delete)]


@pytest.mark.parametrize(
    ("kind", "text", "names"),
    [
        ("text", "localizationTexts: {en: {a in b: A}, es: {c: C}}", ["a in b in en", "c in es"]),
        ("group", "groups: [{name: a, subGroups: [{name: b}]}]", ["/a", "/a/b"]),
        ("client role", "roles: {client: {shop: [{name: a}, {name: uma_protection}]}}", ["a of client shop"]),
        ("composite role", "roles: {realm: [{name: a, composites: {realm: [b]}}, {name: b}]}", ["a"]),
        ("composite role", "roles: {client: {shop: [{name: a, composites: {realm: [b]}}]}}", ["a of client shop"]),
        ("scope mappings of", "scopeMappings: [{client: a, roles: [b]}]", ["client a"]),
        (
            "identity provider mapper",
            "identityProviderMappers: [{name: a of b, identityProviderAlias: google}]",
            ["a of b of google"],
        ),
        ("organization", "organizations: [{name: a}, {name: B, alias: b}]", ["a", "b"]),
        ("flow", "authenticationFlows: [{alias: a}, {alias: b, topLevel: false}]", ["a"]),
        ("client", "clients: [{clientId: a}, {clientId: admin-permissions}]", ["a"]),
        (
            "service account of",
            "users: [{username: x, serviceAccountClientId: a}, {username: somebody}]",
            ["a"],
        ),
        (
            "authorization of client",
            "clients: [{clientId: a, authorizationSettings: {scopes: [{name: b}]}}, {clientId: c}]",
            ["a"],
        ),
    ],
)
def test_resources_are_listed_by_what_tells_them_apart(kind: str, text: str, names: list[str]) -> None:
    assert list(KINDS[kind].listed(keyed(text))) == names


def test_components_are_named_with_their_type_and_what_they_are_below() -> None:
    realm = keyed_live({"realm": "r", "components": federation("email", "email")})
    assert list(KINDS["component"].listed(realm)) == [
        "ldap (UserStorageProvider)",
        "email of ldap (UserStorageProvider)",
        "email #2 of ldap (UserStorageProvider)",
    ]


def test_a_service_account_that_has_only_what_keycloak_gives_has_no_roles() -> None:
    roles = {"realmRoles": ["default-roles-r"], "clientRoles": {"a": ["uma_protection"]}}
    realm = keyed_live({"realm": "r", "users": [{"serviceAccountClientId": "a", **roles}]})
    assert KINDS["service account of"].listed(realm) == {"a": {"clientRoles": {}}}


@pytest.mark.parametrize(
    "text",
    [
        "workflows: [{{name: a, steps: [{{uses: {0}}}, {{uses: {1}}}]}}]",
        "clientProfiles: {{profiles: [{{name: a, executors: [{{executor: {0}}}, {{executor: {1}}}]}}]}}",
        "clientPolicies: {{policies: [{{name: a, conditions: [{{condition: {0}}}, {{condition: {1}}}]}}]}}",
    ],
)
def test_the_order_of_steps_executors_and_conditions_is_a_difference(text: str) -> None:
    said, other = keyed(text.format("b", "c")), keyed(text.format("c", "b"))
    assert not compared(said, said, {}, realm="r")
    assert compared(said, other, {}, realm="r")


def test_a_default_group_is_the_same_with_and_without_its_slash() -> None:
    assert not compared(keyed("defaultGroups: [a]"), keyed("defaultGroups: [/a]"), {}, realm="r")


def test_the_usual_logic_of_an_admin_policy_may_be_said() -> None:
    said = keyed("adminPermissions: {policies: [{name: a, type: role, roles: [b], logic: POSITIVE}]}")
    live = keyed("adminPermissions: {policies: [{name: a, type: role, roles: [b]}]}")
    assert not compared(said, live, {}, realm="r")


def test_every_kind_finds_nothing_in_a_realm_that_says_nothing() -> None:
    assert {kind.kind for kind in RESOURCE_TYPES if kind.listed({"realm": "r"})} == {"realm"}


def test_a_resource_is_written_after_those_that_it_names_and_deleted_before_them() -> None:
    realm = of_every_kind()
    order = list(KINDS)
    named = {
        (kind.kind, reference.kind)
        for kind in RESOURCE_TYPES
        if isinstance(kind, RefersToResources)
        for reference in kind.references(realm)
    }
    assert len(named) > 20
    assert [pair for pair in named if order.index(pair[0]) < order.index(pair[1])] == []
    changes = compared({"realm": "r"}, realm, FULL, realm="r").changes
    gone = [order.index(change.kind) for change in changes]
    assert gone == sorted(gone, reverse=True)
    made = compared(realm, {"realm": "r"}, {}, realm="r").changes
    assert {change.kind for change in made if isinstance(change, Create)} == set(order) - {"realm"}


def test_nothing_that_keycloak_puts_into_a_new_realm_is_ever_deleted() -> None:
    assert {name.split("-")[0].strip("/") for _, name in deleted({"realm": "r"}, defaults_of("r"))} == {BARE}


def test_keys_and_federations_stay_and_so_do_the_mappers_of_a_federation_of_which_no_file_speaks() -> None:
    keys = {"org.keycloak.keys.KeyProvider": [{"id": "2", "name": "by hand", "providerId": "rsa-generated"}]}
    live = keyed_live({"realm": "r", "components": {**keys, **federation("grade")}})
    assert deleted({"realm": "r"}, live) == []


def test_a_mapper_that_the_file_of_its_federation_does_not_name_is_deleted_unless_keycloak_made_it() -> None:
    live = keyed_live({"realm": "r", "components": federation("grade", "email")})
    desired = keyed_live({"realm": "r", "components": federation()})
    assert deleted(desired, live) == [("component", "grade of ldap (UserStorageProvider)")]


LIVE: dict[str, Any] = keyed_live(
    {
        "realm": "r",
        "adminPermissions": {"permissions": [{"name": "see", "id": "9"}], "policies": [{"name": "offices", "id": "8"}]},
        "authenticationFlows": [
            {"id": "f1", "alias": "sign in", "topLevel": True, "authenticationExecutions": [{"flowAlias": "forms"}]},
            {"id": "f2", "alias": "forms", "topLevel": False, "authenticationExecutions": []},
        ],
        "clients": [{"clientId": "shop", "id": "c1"}, {"clientId": "admin-permissions", "id": "c2"}],
        "clientScopes": [{"name": "records", "id": "s1"}],
        "components": federation("grade"),
        "groups": [{"name": "clubs", "id": "g1", "subGroups": [{"name": "chess", "id": "g2"}]}],
        "identityProviders": [{"alias": "google", "internalId": "i1"}],
        "identityProviderMappers": [{"name": "grade", "identityProviderAlias": "google", "id": "m1"}],
        "organizations": [{"name": "North", "alias": "north", "id": "o1"}],
        "roles": {"realm": [{"name": "a b", "id": "r1"}]},
        "users": [{"serviceAccountClientId": "shop", "id": "u1"}],
    }
)
RESOURCE_SERVER = "clients/c2/authz/resource-server"
EVENTS = (
    ("realm", "r", "", "clients/c1"),
    ("realm", "r", "events/config", "components/1"),
    ("flow bindings", "r", "", "authentication/flows/f1"),
    ("user profile", "r", "users/profile", "users/u1"),
    ("required action", "VERIFY_EMAIL", "authentication/required-actions/VERIFY_EMAIL/config", "clients/c1"),
    ("realm role", "a b", "roles-by-id/r1", "roles-by-id/r2"),
    ("realm role", "a b", "roles/a%20b", "roles/a"),
    ("composite role", "a b", "roles-by-id/r1/composites", "roles-by-id/r1"),
    ("composite role", "a of client shop", "clients/c1/roles/a/composites", "clients/c1/roles/b/composites"),
    ("client role", "launch of client shop", "clients/c1/roles/launch", "clients/c2/roles/launch"),
    ("client scope", "records", "client-scopes/s1/protocol-mappers/models/1", "client-scopes/s2"),
    ("default client scopes", "r", "default-default-client-scopes/s1", "client-scopes/s1"),
    ("default client scopes", "r", "default-optional-client-scopes/s1", "client-scopes/s1"),
    ("scope mappings of", "client scope records", "client-scopes/s1/scope-mappings/realm", "client-scopes/s1"),
    ("scope mappings of", "client shop", "clients/c1/scope-mappings/clients/c2", "clients/c1"),
    ("flow", "sign in", "authentication/flows/f2", "authentication/flows/f3"),
    ("flow", "sign in", "authentication/flows/sign in/executions", "authentication/flows/other/executions"),
    ("identity provider", "google", "identity-provider/instances/google", "identity-provider/instances/github"),
    (
        "identity provider mapper",
        "grade of google",
        "identity-provider/instances/google/mappers/m1",
        "identity-provider/instances/google/mappers/m2",
    ),
    ("client", "shop", "clients/c1/default-client-scopes/s1", "clients/c2"),
    ("group", "/clubs/chess", "groups/g2/role-mappings/realm", "groups/g1"),
    ("default groups", "r", "default-groups/g1", "groups/g1"),
    ("organization", "north", "organizations/o1/identity-providers/google", "organizations/o2"),
    ("component", "ldap (UserStorageProvider)", "components/1", "components/2"),
    ("component", "grade of ldap (UserStorageProvider)", "components/grade", "components/1"),
    ("service account of", "shop", "users/u1/role-mappings/realm", "users/u2/role-mappings/realm"),
    ("authorization of client", "shop", "clients/c1/authz/resource-server/policy/role/1", "clients/c1"),
    ("admin policy", "offices", f"{RESOURCE_SERVER}/policy/role/8", f"{RESOURCE_SERVER}/policy/9"),
    ("admin permission", "see", f"{RESOURCE_SERVER}/permission/scope/9", f"{RESOURCE_SERVER}/permission/scope/8"),
)
"""A kind, a name, the path of an event that tells of it, and of one that does not."""


@pytest.mark.parametrize(("kind", "name", "path", "other"), EVENTS, ids=[f"{event[0]} {event[2]}" for event in EVENTS])
def test_events_about_a_resource_are_known_by_their_paths(kind: str, name: str, path: str, other: str) -> None:
    patterns = KINDS[kind].event_paths(name, LIVE)
    assert any(fnmatchcase(path, pattern) for pattern in patterns)
    assert not any(fnmatchcase(other, pattern) for pattern in patterns)


def test_every_kind_of_which_keycloak_tells_has_such_paths() -> None:
    assert {event[0] for event in EVENTS} | SILENT == KINDS.keys()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "organizationsEnabled: true\n"
            "identityProviders: [{alias: google, enabled: true}]\n"
            "organizations: [{name: north, enabled: false, identityProviders: [{alias: google}]}]",
            "switches 'google' off",
        ),
        ("organizations: [{name: north}]", "organizationsEnabled: true"),
        ("organizationsEnabled: true\norganizations: [{name: north, groups: [{name: a}]}]", "not managed"),
        ("identityProviderMappers: [{name: a}]", "identityProviderAlias is missing"),
        ("components: {a.b.Key: [{providerId: x}]}", "name or providerId is missing"),
    ],
)
def test_what_is_wrong_in_itself_is_found_without_a_server(text: str, words: str) -> None:
    realm = keyed(text)
    finders = [kind for kind in RESOURCE_TYPES if isinstance(kind, FindsProblems)]
    assert any(words in problem.message for kind in finders for problem in kind.problems(realm))
