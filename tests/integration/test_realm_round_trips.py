"""Every kind of resource: all its fields are created, each is changed on its own, and under `full` it is removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import partial
from typing import Any

import pytest

from admin_api import AdminConnection
from realm.difference import differences, same
from realm.engine import apply, compared, plan
from realm.errors import ApplyError
from realm.live import read_live
from realm.plan import Update
from realm.representation import fields_of
from realm.resources import RESOURCE_TYPES, DeletableType, Server
from realm.write import write
from tests.support.every_kind import read
from tests.support.keycloak_server import KeycloakServer
from tests.support.realm_cases import ROUND_TRIPS, RoundTrip
from tests.support.realm_model import realm_model

pytestmark = pytest.mark.integration

KINDS = {kind.kind: kind for kind in RESOURCE_TYPES}
CASES = {case.kind: case for case in ROUND_TRIPS}
each_kind = pytest.mark.parametrize("case", ROUND_TRIPS, ids=[case.kind for case in ROUND_TRIPS])


@pytest.fixture(scope="module")
def connection(keycloak: KeycloakServer) -> Iterator[AdminConnection]:
    with keycloak.connection() as opened:
        yield opened


def test_every_kind_of_resource_has_a_case() -> None:
    assert {case.kind for case in ROUND_TRIPS} == KINDS.keys()
    # All required actions that there are Keycloak made itself.
    deletable = {kind.kind for kind in RESOURCE_TYPES if isinstance(kind, DeletableType)} - {"required action"}
    assert {case.kind for case in ROUND_TRIPS if case.goes} == deletable


@pytest.mark.parametrize("case", [case for case in ROUND_TRIPS if case.representation], ids=lambda case: str(case.kind))
def test_a_case_says_every_field_that_a_resource_of_its_kind_has(case: RoundTrip) -> None:
    listed = KINDS[case.kind].listed(realm_model("any", read(case.file)).content)
    said = {key for fields in listed.values() for key in fields}
    fields = set(fields_of(case.representation)) if case.kind != "realm" else set(KINDS["realm"].keys)
    assert fields - case.unsaid <= said


@each_kind
def test_what_is_created_is_live_with_all_its_fields(case: RoundTrip, realm: str, connection: AdminConnection) -> None:
    prepared(case, realm, connection)
    wanted = realm_model(realm, read(case.file))
    live = live_realm(realm, connection)
    for name, fields in KINDS[case.kind].listed(wanted.content).items():
        found = KINDS[case.kind].listed(live)[name]
        assert not differences(fields, found, lambda _: False)


@each_kind
def test_each_field_is_changed_on_its_own(case: RoundTrip, realm: str, connection: AdminConnection) -> None:
    prepared(case, realm, connection)
    content = read(case.file)
    places = case.changeable(content)
    assert places
    live = live_realm(realm, connection)
    for first in range(0, len(places), case.at_once):
        changed = deepcopy(content)
        for place in places[first : first + case.at_once]:
            case.exchange(changed, place)
        wanted = realm_model(realm, changed)
        before, after = (
            KINDS[case.kind].listed(realm_model(realm, content).content),
            KINDS[case.kind].listed(wanted.content),
        )
        touched = {
            (name, change.path, str(change.after))
            for name in after
            for change in differences(after[name], before[name], partial(KINDS[case.kind].owns, name))
        }
        assert len(touched) >= len(places[first : first + case.at_once]), places[first : first + case.at_once]
        pending = compared(wanted.content, live, {}, realm=realm)
        assert {type(change) for change in pending.changes} == {Update}
        assert {
            (change.name, field.path, str(field.after))
            for change in pending.changes
            if isinstance(change, Update)
            for field in change.changes
        } == touched
        assert {change.kind for change in pending.changes} == {case.kind}
        write(pending.changes, Server(connection, realm), lambda _: None)
        live = live_realm(realm, connection)
        assert not compared(wanted.content, live, {}, realm=realm)
        found = KINDS[case.kind].listed(live)
        for name, path, _ in touched:
            assert same(at(after[name], path), at(found[name], path)), (name, path)
            assert not same(at(before[name], path), at(found[name], path)), (name, path)
        content = changed


@pytest.mark.parametrize(
    "case", [case for case in ROUND_TRIPS if case.goes], ids=[case.kind for case in ROUND_TRIPS if case.goes]
)
def test_what_no_file_mentions_is_gone_under_full(case: RoundTrip, realm: str, connection: AdminConnection) -> None:
    prepared(case, realm, connection)
    kind = KINDS[case.kind]
    wanted = realm_model(realm, read(case.needed) if case.needed else {})
    managed: Any = {kind.section: "full"}
    pending = plan(wanted, connection, managed)
    assert {change.name for change in pending.changes if change.kind == case.kind} >= set(case.goes)
    apply(pending, wanted, connection, managed, allowed_deletes=len(pending.changes))
    live = live_realm(realm, connection)
    assert not kind.listed(live).keys() & set(case.goes)


def test_a_flow_that_is_in_use_is_not_removed_and_the_error_says_so(realm: str, connection: AdminConnection) -> None:
    prepared(CASES["flow"], realm, connection)
    connection.put(f"/admin/realms/{realm}", {"browserFlow": "sign in here"})
    wanted = realm_model(realm, {})
    pending = plan(wanted, connection, {"flows": "full"})
    with pytest.raises(ApplyError, match=r"delete flow sign in here: .* say in a file which one"):
        apply(pending, wanted, connection, {"flows": "full"}, allowed_deletes=len(pending.changes))
    assert "sign in here" in KINDS["flow"].listed(live_realm(realm, connection))
    connection.put(f"/admin/realms/{realm}", {"browserFlow": "browser"})


def test_a_required_action_that_somebody_unregistered_is_registered_again(
    realm: str, connection: AdminConnection
) -> None:
    case = CASES["required action"]
    prepared(case, realm, connection)
    connection.delete(f"/admin/realms/{realm}/authentication/required-actions/UPDATE_PASSWORD")
    wanted = realm_model(realm, read(case.file))
    pending = plan(wanted, connection, {})
    assert [str(change) for change in pending.changes] == ["create required action UPDATE_PASSWORD"]
    write(pending.changes, Server(connection, realm), lambda _: None)
    assert not plan(wanted, connection, {})


def test_a_claim_that_goes_from_the_access_token_goes_from_introspection_too(
    realm: str, connection: AdminConnection
) -> None:
    case = CASES["client scope"]
    prepared(case, realm, connection)
    content = read(case.file)
    content["clientScopes"][0]["protocolMappers"][0]["config"]["access.token.claim"] = "false"
    wanted = realm_model(realm, content)
    apply(plan(wanted, connection, {}), wanted, connection, {}, allowed_deletes=0)
    (scope,) = [scope for scope in connection.get(f"/admin/realms/{realm}/client-scopes") if scope["name"] == "records"]
    (mapper,) = connection.get(f"/admin/realms/{realm}/client-scopes/{scope['id']}/protocol-mappers/models")
    assert mapper["config"]["introspection.token.claim"] == "false"


def test_an_identity_provider_that_leaves_an_organization_which_is_disabled_stays_enabled(
    realm: str, connection: AdminConnection
) -> None:
    case = CASES["organization"]
    prepared(case, realm, connection)
    content = read(case.file)
    content["organizations"][0] |= {"enabled": False, "identityProviders": []}
    wanted = realm_model(realm, content)
    apply(plan(wanted, connection, {}), wanted, connection, {}, allowed_deletes=0)
    assert connection.get(f"/admin/realms/{realm}/identity-provider/instances/needed")["enabled"]


def prepared(case: RoundTrip, realm: str, connection: AdminConnection) -> None:
    """Make the resources of a case, and what they need, as the files say them."""
    for file in (case.needed, case.file):
        if file is not None:
            wanted = realm_model(realm, read(file))
            if pending := plan(wanted, connection, {}):
                apply(pending, wanted, connection, {}, allowed_deletes=0)  # and its plan is empty then


def live_realm(realm: str, connection: AdminConnection) -> Mapping[str, Any]:
    live = read_live(connection, realm).content
    assert live is not None
    return live


def at(fields: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        fields = fields.get(step) if isinstance(fields, Mapping) else None
    return fields
