"""Drift: what is neither as the files say nor as Keycloak makes it, and who did it."""

from __future__ import annotations

from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pytest
from rich.console import Console

from admin_api import AdminEvent
from realm.defaults import defaults_of
from realm.drift import HandEdit, hand_edits, with_authors
from realm.drift_report import DriftReport
from realm.resources import RESOURCE_TYPES

TIME = datetime(2026, 1, 31, 6, 5, tzinfo=UTC)
SAID: dict[str, Any] = {"realm": "r", "displayName": "R", "clients": {"shop": {"clientId": "shop", "name": "Shop"}}}


def live_with(**changes: Any) -> dict[str, Any]:
    """A realm as Keycloak makes one, with what SAID says and with `changes`."""
    realm = defaults_of("r")
    realm["clients"] = {name: client for name, client in realm["clients"].items() if not name.startswith("bare")}
    realm["clientScopes"] = {name: of for name, of in realm["clientScopes"].items() if not name.startswith("bare")}
    realm["roles"] = {**realm["roles"], "realm": {**realm["roles"]["realm"]}}
    realm["roles"]["realm"].pop("bare")
    realm["groups"] = {}
    realm |= {"displayName": "R"}
    realm["clients"]["shop"] = {
        **defaults_of("r")["clients"]["bare-openid-connect"],
        **SAID["clients"]["shop"],
        "id": "1",
    }
    return {**realm, **changes}


def edits_of(live: dict[str, Any], managed: Any = MappingProxyType({})) -> list[str]:
    return [str(edit) for edit in hand_edits(SAID, live, managed)]


def test_a_realm_as_the_files_and_keycloak_say_has_no_drift() -> None:
    assert edits_of(live_with()) == []


def test_a_field_that_the_files_say_and_one_that_they_do_not_are_both_seen() -> None:
    (edit,) = hand_edits(SAID, live_with(displayName="By hand", ssoSessionIdleTimeout=7), {})
    assert str(edit) == "changed realm r"
    assert {field.path[0]: (field.before, field.after) for field in edit.fields} == {
        "displayName": ("By hand", "R"),
        "ssoSessionIdleTimeout": (7, None),
    }


def test_a_client_that_was_added_one_that_was_removed_and_one_of_keycloaks_that_was_changed_are_named() -> None:
    clients = live_with()["clients"]
    del clients["shop"]
    clients["by-hand"] = {"clientId": "by-hand", "protocol": "openid-connect"}
    clients["account"] = {**clients["account"], "fullScopeAllowed": True}
    assert sorted(edits_of(live_with(clients=clients))) == [
        "added client by-hand",
        "changed client account",
        "removed client shop",
    ]


def test_what_rosters_make_is_no_drift_and_an_ignored_part_is_not_looked_at() -> None:
    roles = live_with()["roles"]
    roles["realm"] = {**roles["realm"], "access:1": {"name": "access:1"}, "by-hand": {"name": "by-hand"}}
    groups = {"schools": {"name": "schools", "subGroups": {"A": {"name": "A"}}}}
    assert edits_of(live_with(roles=roles, groups=groups)) == ["added realm role by-hand"]
    assert edits_of(live_with(roles=roles, groups=groups), {"roles": "ignore"}) == []


IDP = {"alias": "google", "providerId": "google", "enabled": True, "config": {"issuer": "https://accounts.google.com"}}
GOOGLE: dict[str, Any] = {"identityProviders": {"google": {"providerId": "google"}}}
FEDERATION = {"name": "ldap", "providerId": "ldap", "config": {"krbPrincipalAttribute": ["krb5PrincipalName"]}}


@pytest.mark.parametrize(
    ("said", "made"),
    [
        (GOOGLE, {"identityProviders": {"google": IDP}}),
        (
            GOOGLE | {"organizations": {"a": {"identityProviders": {"google": {"alias": "google"}}, "enabled": False}}},
            {
                "identityProviders": {"google": {**IDP, "enabled": False}},
                "organizations": {"a": {"identityProviders": {"google": {"alias": "google"}}, "enabled": False}},
            },
        ),
        (
            {"oauth2DeviceCodeLifespan": 700},
            {"oauth2DeviceCodeLifespan": 700, "attributes": {"oauth2DeviceCodeLifespan": "700"}},
        ),
        (
            {"components": {"org.keycloak.storage.UserStorageProvider": [{**FEDERATION, "config": {}}]}},
            {"components": {"org.keycloak.storage.UserStorageProvider": [FEDERATION]}},
        ),
        (
            {},
            {"users": {"shop": {"serviceAccountClientId": "shop", "enabled": True, "realmRoles": ["default-roles-r"]}}},
        ),
    ],
    ids=["issuer", "off with its organization", "attribute of a field", "Kerberos principal", "default role"],
)
def test_what_follows_from_what_is_said_is_no_drift(said: dict[str, Any], made: dict[str, Any]) -> None:
    live = live_with()
    live |= {key: {**live.get(key, {}), **value} if isinstance(value, dict) else value for key, value in made.items()}
    assert hand_edits({**SAID, **said}, live, {}) == ()


def client_edits(**fields: Any) -> list[str]:
    live = live_with(defaultDefaultClientScopes=["basic"], defaultOptionalClientScopes=["phone"])
    live["clients"]["shop"] |= fields
    said = {**SAID, "defaultDefaultClientScopes": ["basic"], "defaultOptionalClientScopes": ["phone"]}
    return [".".join(field.path) for edit in hand_edits(said, live, {}) for field in edit.fields]


def test_client_scopes_that_every_client_gets_are_no_drift_and_others_are() -> None:
    given = {"defaultClientScopes": ["basic"], "optionalClientScopes": ["phone"]}
    assert client_edits() == []
    assert client_edits(**given) == []
    with_account = {"serviceAccountsEnabled": True, "defaultClientScopes": ["basic", "service_account"]}
    assert client_edits(**given | with_account) == ["serviceAccountsEnabled"]
    assert client_edits(**given | {"optionalClientScopes": ["address"]}) == ["optionalClientScopes"]


def event(path: str, user: str, operation: str = "UPDATE") -> AdminEvent:
    return AdminEvent(TIME, operation, "ANY", path, "m", user)


def authors(edit: HandEdit, *events: AdminEvent, live: dict[str, Any] | None = None) -> str | None:
    (told,) = with_authors((edit,), live or live_with(), events, {"u1": "ana"})
    return told.by


@pytest.mark.parametrize(
    ("edit", "path"),
    [
        (HandEdit("realm", "r", "changed"), ""),
        (HandEdit("client", "shop", "changed"), "clients/1"),
        (HandEdit("client", "shop", "changed"), "clients/1/protocol-mappers/models/2"),
        (HandEdit("client role", "launch of client shop", "changed"), "clients/1/roles/launch"),
        (HandEdit("realm role", "a b", "changed"), "roles/a%20b"),
        (HandEdit("required action", "VERIFY_PROFILE", "changed"), "authentication/required-actions/VERIFY_PROFILE"),
    ],
)
def test_the_last_event_of_a_resource_tells_who_changed_it(edit: HandEdit, path: str) -> None:
    assert authors(edit, event("clients/9", "u9"), event(path, "u1"), event(path, "u2")) == "ana"


def test_somebody_without_a_known_name_is_told_by_id() -> None:
    assert authors(HandEdit("client", "shop", "changed"), event("clients/1", "u7")) == "u7"


def test_a_removed_resource_is_told_by_a_deletion_and_not_by_a_change() -> None:
    edit = HandEdit("client", "gone", "removed")
    assert authors(edit, event("clients/8", "u2"), event("clients/9", "u1", "DELETE")) == "ana"
    assert authors(edit, event("clients/8", "u2")) is None


def test_every_kind_answers_for_a_resource_that_is_not_there() -> None:
    names = {"client role": "a of client b", "scope mappings of": "client a", "group": "/a/b"}
    for kind in RESOURCE_TYPES:
        kind.event_paths(names.get(kind.kind, "a"), live_with())


def test_the_report_names_who_and_when_and_masks_secrets() -> None:
    live = live_with()
    live["clients"]["shop"]["secret"] = "old-secret"
    said = {**SAID, "clients": {"shop": {**SAID["clients"]["shop"], "secret": "new-secret"}}}
    edits = with_authors(hand_edits(said, live, {}), live, (event("clients/1", "u1"),), {"u1": "ana"})
    report = DriftReport("r", edits, events_kept=True)
    console = Console(width=200)
    with console.capture() as capture:
        console.print(report)
    printed = capture.get()
    assert "client shop: was changed, last by ana at 2026-01-31 06:05 UTC" in printed
    for text in (printed, str(report.as_json())):
        assert "old-secret" not in text
        assert "new-secret" not in text
    assert report.counts() == {"client": 1}


def test_a_realm_without_events_says_that_nobody_can_tell_by_whom() -> None:
    console = Console(width=200)
    with console.capture() as capture:
        console.print(DriftReport("r", (HandEdit("client", "a", "added"),), events_kept=False))
    assert "adminEventsEnabled" in capture.get()
