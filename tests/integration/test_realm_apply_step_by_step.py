"""Applies that take many writes, and are killed at any of them; and those without the extension."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from realm.engine import plan
from realm.errors import ApplyError
from realm.live import read_live
from realm.merge import RealmModel
from realm.resources import RESOURCE_TYPES
from settings.district import Ownership, RealmSection
from tests.support.applied_realm import CHANGED_FLOW, EVERYTHING, FLOW, PARTNER, absent_realm, applied
from tests.support.dying_connection import DyingConnection, KilledError
from tests.support.every_kind import NEEDED, SAID
from tests.support.every_kind import model as every_kind
from tests.support.keycloak_server import KeycloakServer
from tests.support.realm_model import realm_model

pytestmark = [pytest.mark.integration, pytest.mark.lengthy]


@pytest.fixture(scope="module")
def connection(keycloak: KeycloakServer) -> Iterator[DyingConnection]:
    with DyingConnection.of_account(keycloak.access) as opened:
        yield opened


@pytest.fixture
def new_realm(realm: str, connection: DyingConnection) -> Iterator[str]:
    with absent_realm(realm, connection) as name:
        yield name


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
