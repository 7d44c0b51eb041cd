"""Hand edits of every kind of resource: what somebody changes, removes and adds is told with the somebody's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from admin_api import AdminConnection, AdminEventsApi
from realm.drift import HandEdit, hand_edits, with_authors
from realm.engine import apply, plan
from realm.live import read_live
from realm.merge import RealmModel
from realm.resources import RESOURCE_TYPES, Server
from realm.write import write
from settings.district import Ownership, RealmSection
from tests.support.every_kind import NEEDED, SAID, model
from tests.support.keycloak_server import KeycloakServer
from tests.support.realm_cases import ROUND_TRIPS, SILENT
from tests.support.realm_model import exported, exported_model

pytestmark = pytest.mark.integration

FULL: Mapping[RealmSection, Ownership] = {kind.section: "full" for kind in RESOURCE_TYPES}


@pytest.fixture(scope="module")
def connection(keycloak: KeycloakServer) -> Iterator[AdminConnection]:
    with keycloak.connection() as opened:
        yield opened


@pytest.fixture(scope="module")
def somebody(keycloak: KeycloakServer) -> Iterator[AdminConnection]:
    """At the admin console."""
    admin = keycloak.demo["admin"]
    account = {"url": keycloak.url, "username": admin["username"], "password": admin["password"]}
    with AdminConnection.of_account(keycloak.access.model_validate(account)) as opened:
        yield opened


@pytest.fixture
def wanted(realm: str, connection: AdminConnection) -> RealmModel:
    """A realm with resources of every kind, as its files say."""
    said = model(realm, [*NEEDED, *SAID])
    apply(plan(said, connection, {}), said, connection, {}, allowed_deletes=0)
    return said


def by_hand(wanted: RealmModel, somebody: AdminConnection, owned: Any) -> None:
    """Somebody makes the realm as `wanted`."""
    changes = plan(wanted, somebody, owned).changes
    write(changes, Server(somebody, wanted.name), lambda _: None)


def drift(said: RealmModel, connection: AdminConnection) -> dict[tuple[str, str, str], HandEdit]:
    live = read_live(connection, said.name).content
    assert live is not None
    api = AdminEventsApi(connection, said.name)
    events = tuple(event for event in api.of_configuration() if event.user_id != connection.account_id())
    edits = with_authors(hand_edits(said.content, live, {}), live, events, api.names(events))
    return {(edit.what, edit.kind, edit.name): edit for edit in edits}


def test_a_realm_with_every_kind_of_resource_has_no_drift(wanted: RealmModel, connection: AdminConnection) -> None:
    assert drift(wanted, connection) == {}


def test_the_export_of_a_realm_with_every_kind_of_resource_has_no_plan(
    wanted: RealmModel, connection: AdminConnection, tmp_path: Path
) -> None:
    exported(connection, wanted.name, tmp_path / "export")

    assert not plan(exported_model(tmp_path / "export", wanted.name), connection, {}).changes


def test_who_changed_a_resource_is_told(
    wanted: RealmModel, keycloak: KeycloakServer, connection: AdminConnection, somebody: AdminConnection
) -> None:
    changed = deepcopy(SAID)
    for case, content in zip(ROUND_TRIPS, changed, strict=True):
        case.exchange(content, case.changeable(content)[0])
    by_hand(model(wanted.name, [*NEEDED, *changed]), somebody, {})
    edits = drift(wanted, connection)
    told = {kind: edit.by for (what, kind, _), edit in edits.items() if what == "changed"}
    admin = keycloak.demo["admin"]["username"]
    assert told == {case.kind: None if case.kind in SILENT else admin for case in ROUND_TRIPS}


def test_a_realm_in_which_every_field_has_another_value_has_no_drift(
    wanted: RealmModel, connection: AdminConnection
) -> None:
    changed = deepcopy(SAID)
    for case, content in zip(ROUND_TRIPS, changed, strict=True):
        # Clients that were made with other default scopes keep them.
        for place in case.changeable(content) if case.kind != "default client scopes" else ():
            case.exchange(content, place)
    other = model(wanted.name, [*NEEDED, *changed])
    apply(plan(other, connection, {}), other, connection, {}, allowed_deletes=0)
    assert drift(other, connection) == {}


def test_who_removed_a_resource_is_told(
    wanted: RealmModel, keycloak: KeycloakServer, connection: AdminConnection, somebody: AdminConnection
) -> None:
    gone = {(case.kind, name) for case in ROUND_TRIPS for name in case.goes}
    changes = plan(model(wanted.name, NEEDED), somebody, FULL).changes
    write(
        [change for change in changes if (change.kind, change.name) in gone],
        Server(somebody, wanted.name),
        lambda _: None,
    )
    told = {
        (kind, name): edit.by for (what, kind, name), edit in drift(wanted, connection).items() if what == "removed"
    }
    admin = keycloak.demo["admin"]["username"]
    assert {key: told.get(key) for key in gone} == {key: None if key[0] in SILENT else admin for key in gone}


def test_who_added_a_resource_is_told(
    realm: str, keycloak: KeycloakServer, connection: AdminConnection, somebody: AdminConnection
) -> None:
    said = model(realm, NEEDED)
    apply(plan(said, connection, FULL), said, connection, FULL, allowed_deletes=100)
    by_hand(model(realm, [*NEEDED, *SAID]), somebody, {})
    told = {(kind, name): edit.by for (what, kind, name), edit in drift(said, connection).items() if what == "added"}
    admin = keycloak.demo["admin"]["username"]
    added = {(case.kind, name) for case in ROUND_TRIPS for name in case.goes}
    assert {key: told.get(key) for key in added} == {key: None if key[0] in SILENT else admin for key in added}
