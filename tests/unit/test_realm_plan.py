"""Plans: what they contain, and how they print themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from realm.difference import FieldChange
from realm.engine import check_deletes, compared
from realm.errors import TooManyDeletesError
from realm.plan import Create, Delete, Plan, Update
from realm.representation import keyed_file, keyed_live
from realm.secret_digest import SecretDigest
from settings.district import Ownership, RealmSection
from settings.exit_code import ExitCode
from settings.render import Referenced
from settings.yaml_file import YamlFile

NAMES = st.text("abcdefgh", min_size=1, max_size=6)


@st.composite
def realms(draw: st.DrawFn) -> dict[str, Any]:
    """A small realm in Keycloak's representation in which every name means something."""
    roles = draw(st.lists(NAMES, unique=True, max_size=4))
    scopes = draw(st.lists(NAMES, unique=True, max_size=3))
    clients = draw(st.lists(NAMES, unique=True, max_size=4))
    texts = st.text(max_size=5)
    return {
        "realm": "r",
        "displayName": draw(texts),
        "attributes": draw(st.dictionaries(NAMES, texts, max_size=3)),
        "roles": {"realm": [{"name": name, "description": draw(texts)} for name in roles]},
        "clientScopes": [{"name": name, "protocol": "openid-connect"} for name in scopes],
        "clients": [
            {
                "clientId": name,
                "publicClient": draw(st.booleans()),
                "redirectUris": draw(st.lists(texts, max_size=3)),
                "defaultClientScopes": scopes[: draw(st.integers(0, len(scopes)))],
                "protocolMappers": [{"name": "m", "config": {"k": draw(texts)}}],
            }
            for name in clients
        ],
        "groups": [{"name": name, "realmRoles": roles[:1]} for name in draw(st.lists(NAMES, unique=True, max_size=3))],
        "authenticationFlows": [
            {
                "alias": "sign in",
                "topLevel": True,
                "authenticationExecutions": [
                    {"authenticator": authenticator, "requirement": draw(st.sampled_from(["REQUIRED", "ALTERNATIVE"]))}
                    for authenticator in draw(st.lists(NAMES, max_size=4))
                ],
            }
        ],
    }


def keyed(content: dict[str, Any]) -> dict[str, Any]:
    return keyed_file(YamlFile(Path("realm.yaml"), content, {})).content


@given(realms())
def test_the_plan_of_an_applied_realm_is_empty(content: dict[str, Any]) -> None:
    assert not compared(keyed(content), keyed_live(content), {"clients": "full", "flows": "full"}, realm="r")


@given(realms(), realms())
def test_a_plan_names_each_resource_once(desired: dict[str, Any], live: dict[str, Any]) -> None:
    plan = compared(keyed(desired), keyed_live(live), {"clients": "full", "roles": "full"}, realm="r")
    names = [(change.kind, change.name) for change in plan.changes]
    assert len(names) == len(set(names))


@given(realms(), realms())
def test_nothing_is_deleted_that_the_files_do_not_own(desired: dict[str, Any], live: dict[str, Any]) -> None:
    assert compared(keyed(desired), keyed_live(live), {}, realm="r").count(Delete) == 0


@given(realms())
def test_a_realm_that_does_not_exist_is_created_first(content: dict[str, Any]) -> None:
    plan = compared(keyed(content), None, {}, realm="r")
    assert plan.changes[0].kind == "realm"
    assert plan.count(Create) == len(plan.changes)


def live_with(**parts: Any) -> dict[str, Any]:
    return keyed_live({"realm": "r", **parts})


def test_what_keycloak_and_the_sync_made_is_never_deleted() -> None:
    live = live_with(
        clients=[{"clientId": "account"}, {"clientId": "old"}],
        roles={"realm": [{"name": name} for name in ("offline_access", "default-roles-r", "access:abc", "old")]},
        clientScopes=[{"name": "profile"}, {"name": "old"}],
        groups=[{"name": "schools", "subGroups": [{"name": "CV01"}]}, {"name": "old"}],
        authenticationFlows=[{"alias": "browser", "topLevel": True}, {"alias": "old", "topLevel": True}],
    )
    sections: tuple[RealmSection, ...] = ("clients", "roles", "client-scopes", "groups", "flows")
    managed: dict[RealmSection, Ownership] = dict.fromkeys(sections, "full")
    plan = compared({"realm": "r"}, live, managed, realm="r")
    assert [change.name for change in plan.changes] == ["/old", "old", "old", "old", "old"]


def test_a_group_is_deleted_after_those_below_it() -> None:
    live = live_with(groups=[{"name": "a", "subGroups": [{"name": "b"}]}])
    plan = compared({"realm": "r"}, live, {"groups": "full"}, realm="r")
    assert [change.name for change in plan.changes] == ["/a/b", "/a"]


def test_an_ignored_part_is_not_compared() -> None:
    desired = {"realm": "r", "clients": {"a": {"clientId": "a"}}}
    assert not compared(desired, live_with(), {"clients": "ignore"}, realm="r")


def test_what_a_killed_apply_left_is_deleted_whoever_owns_flows() -> None:
    live = live_with(authenticationFlows=[{"alias": "sign in - next", "topLevel": True}])
    assert compared({"realm": "r"}, live, {}, realm="r").changes == (
        Delete("flow", "sign in - next", is_leftover=True),
    )


def test_an_attribute_of_ours_that_no_file_mentions_has_to_go() -> None:
    desired = {"realm": "r", "clients": {"a": {"clientId": "a", "attributes": {"homeroom.order": "1"}}}}
    live = live_with(clients=[{"clientId": "a", "attributes": {"homeroom.order": "1", "homeroom.icon": "x", "b": "y"}}])
    (change,) = compared(desired, live, {}, realm="r").changes
    assert isinstance(change, Update)
    assert [field.path for field in change.changes] == [("attributes", "homeroom.icon")]


def test_a_changed_order_of_executions_is_a_difference() -> None:
    def flow(*authenticators: str) -> list[dict[str, Any]]:
        executions = [{"authenticator": name, "requirement": "REQUIRED"} for name in authenticators]
        return [{"alias": "f", "topLevel": True, "authenticationExecutions": executions}]

    desired = keyed({"realm": "r", "authenticationFlows": flow("a", "b")})
    (change,) = compared(desired, live_with(authenticationFlows=flow("b", "a")), {}, realm="r").changes
    assert change.kind == "flow"


def test_more_deletes_than_allowed_are_refused_with_exit_code_4() -> None:
    plan = Plan("r", (Delete("client", "a"), Delete("client", "b")))
    check_deletes(plan, 2)
    check_deletes(Plan("r", (*plan.changes, Delete("flow", "c - next", is_leftover=True))), 2)
    with pytest.raises(TooManyDeletesError, match="--allow-deletes 2") as caught:
        check_deletes(plan, 1)
    assert caught.value.exit_code == ExitCode.REFUSED


def printed(plan: Plan) -> str:
    console = Console(width=200)
    with console.capture() as capture:
        console.print(plan)
    return capture.get()


def secret_plan(secret: str) -> Plan:
    desired = {"realm": "r", "clients": {"a": {"clientId": "a", "secret": secret}, "b": {"secret": secret}}}
    return compared(desired, live_with(clients=[{"clientId": "a", "secret": "old-secret"}]), {}, realm="r")


@pytest.mark.parametrize("secret", ["new-secret", Referenced("new-secret", "${file:secrets/a}")])
def test_a_changed_secret_is_shown_as_changed_and_not_told(secret: str) -> None:
    plan = secret_plan(secret)
    for text in (printed(plan), str(plan.as_json())):
        assert "new-secret" not in text
        assert "old-secret" not in text
        assert "secret" in text


@pytest.mark.parametrize("name", ["authTokenClientSecret", "of an extension that nobody knows"])
def test_a_new_value_of_what_the_server_keeps_secret_is_not_told(name: str) -> None:
    fields: dict[str, object] = {"smtpServer": {name: "new-secret"}}
    change = FieldChange(("smtpServer", name), SecretDigest(b"nonce", "ab"), "new-secret")
    plan = Plan("r", (Update("realm", "r", fields, (change,)),))

    for text in (printed(plan), str(plan.as_json())):
        assert "new-secret" not in text


def test_an_empty_plan_says_that_all_is_as_the_files_say() -> None:
    assert "as the files say" in printed(Plan("r", ()))


def test_an_update_is_printed_field_by_field() -> None:
    plan = compared({"realm": "r", "displayName": "New"}, live_with(displayName="Old"), {}, realm="r")
    assert "displayName: 'Old' -> 'New'" in printed(plan)
