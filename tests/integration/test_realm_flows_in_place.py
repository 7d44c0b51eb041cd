"""A flow that people sign in with is changed under them: nobody notices, not even who is half done."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from admin_api import AdminApiError, AdminConnection
from realm.engine import apply, plan
from realm.merge import RealmModel
from tests.support.keycloak_server import KeycloakServer
from tests.support.login_load import REDIRECT, LoginLoad
from tests.support.realm_model import realm_model
from tests.support.school_realm import PASSWORD, SchoolRealm

pytestmark = pytest.mark.integration

CHANGES = 20
SECONDS_A_CHANGE = 1.0
PEOPLE = [f"pupil{number}" for number in range(50)]

PLAIN = """
browserFlow: sign in
authenticationFlows:
  - alias: sign in
    topLevel: true
    authenticationExecutions:
      - {authenticator: auth-cookie, requirement: ALTERNATIVE}
      - {flowAlias: sign in forms, authenticatorFlow: true, requirement: ALTERNATIVE}
  - alias: sign in forms
    topLevel: false
    authenticationExecutions:
      - {authenticator: auth-username-form, requirement: REQUIRED}
      - {authenticator: auth-password-form, requirement: REQUIRED}
"""
WITH_CODE = (
    PLAIN
    + """\
      - {flowAlias: sign in code, authenticatorFlow: true, requirement: CONDITIONAL}
  - alias: sign in code
    topLevel: false
    authenticationExecutions:
      - {authenticator: conditional-user-role, authenticatorConfig: who, requirement: REQUIRED}
      - {authenticator: auth-otp-form, requirement: REQUIRED}
authenticatorConfig:
  - alias: who
    config: {condUserRole: nobody-has-it, negate: false}
"""
)
FOR_OTHERS = WITH_CODE.replace("nobody-has-it", "nor-this")
STEP_BETWEEN = FOR_OTHERS.replace(
    "      - {authenticator: auth-password-form",
    "      - {authenticator: allow-access-authenticator, requirement: REQUIRED}\n"
    "      - {authenticator: auth-password-form",
)
OTHER_ORDER = STEP_BETWEEN.replace(
    "      - {authenticator: auth-cookie, requirement: ALTERNATIVE}\n",
    "      - {authenticator: identity-provider-redirector, requirement: DISABLED}\n"
    "      - {authenticator: auth-cookie, requirement: ALTERNATIVE}\n",
)
OTHER_REQUIREMENT = OTHER_ORDER.replace("redirector, requirement: DISABLED", "redirector, requirement: ALTERNATIVE")
VERSIONS = (WITH_CODE, FOR_OTHERS, STEP_BETWEEN, OTHER_ORDER, OTHER_REQUIREMENT, PLAIN)


@pytest.fixture(scope="module")
def connection(keycloak: KeycloakServer) -> Iterator[AdminConnection]:
    with keycloak.connection() as opened:
        yield opened


@pytest.fixture(scope="module")
def school(keycloak: KeycloakServer, realm: str, connection: AdminConnection) -> SchoolRealm:
    """A realm of its own with people whose passwords cost the server little."""
    made = SchoolRealm(keycloak, realm)
    made.configure(passwordPolicy="hashAlgorithm(pbkdf2-sha256) and hashIterations(1)")
    made.put_client("shop", redirectUris=[REDIRECT])
    credential = {"type": "password", "value": PASSWORD, "temporary": False}
    people = [
        {
            "username": name,
            "email": f"{name}@school.example",
            "firstName": "Ana",
            "lastName": "Example",
            "enabled": True,
            "credentials": [credential],
        }
        for name in PEOPLE
    ]
    made.call("POST", "/partialImport", json={"ifResourceExists": "FAIL", "users": people})
    applied(realm_model(realm, PLAIN), connection)
    return made


def applied(wanted: RealmModel, connection: AdminConnection) -> int:
    return apply(plan(wanted, connection, {}), wanted, connection, {}, allowed_deletes=0)


def execution_ids(connection: AdminConnection, realm: str) -> dict[str, str]:
    """Ids of the steps of the bound flow, by the provider or the name of the subflow."""
    steps = connection.get(f"/admin/realms/{realm}/authentication/flows/sign%20in/executions")
    return {step.get("providerId") or step["displayName"]: step["id"] for step in steps}


def test_no_sign_in_fails_while_the_flow_is_changed_twenty_times(
    school: SchoolRealm, connection: AdminConnection
) -> None:
    before = execution_ids(connection, school.realm)
    with LoginLoad(school, PEOPLE, per_second=10, pause=0.8) as load:
        for number in range(CHANGES):
            due = time.monotonic() + SECONDS_A_CHANGE
            assert applied(realm_model(school.realm, VERSIONS[number % len(VERSIONS)]), connection) == 1
            time.sleep(max(0.0, due - time.monotonic()))  # the pace of the load, not a wait for something
    applied(realm_model(school.realm, PLAIN), connection)
    assert [sign_in for sign_in in load.outcomes if sign_in.failure] == []
    assert len(load.outcomes) > CHANGES * SECONDS_A_CHANGE * 8
    assert sum(sign_in.paused for sign_in in load.outcomes) > CHANGES * SECONDS_A_CHANGE * 3
    assert execution_ids(connection, school.realm) == before


def test_steps_that_stay_keep_their_ids_and_their_configuration(
    school: SchoolRealm, connection: AdminConnection
) -> None:
    applied(realm_model(school.realm, WITH_CODE), connection)
    before = execution_ids(connection, school.realm)
    applied(realm_model(school.realm, STEP_BETWEEN), connection)
    after = execution_ids(connection, school.realm)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"allow-access-authenticator"}
    applied(realm_model(school.realm, PLAIN), connection)


def flow_of(*steps: dict[str, Any]) -> dict[str, Any]:
    return {"description": "", "providerId": "basic-flow", "steps": list(steps)}


COOKIE = {"requirement": "ALTERNATIVE", "authenticator": "auth-cookie"}


@pytest.mark.parametrize(
    ("alias", "flow", "words"),
    [
        ("wrong", flow_of({"requirement": "REQUIRED", "authenticator": "auth-biscuit"}), "auth-biscuit"),
        ("wrong", flow_of({"requirement": "REQUIRED"}), "neither an authenticator nor a flow"),
        ("wrong", flow_of({**COOKIE, "requirement": "PERHAPS"}), "PERHAPS"),
        ("wrong", flow_of({"requirement": "REQUIRED", "flow": {"alias": "sign in forms"}}), "another flow"),
        ("wrong", {"stepps": []}, "stepps"),
        ("browser", flow_of(COOKIE), "Keycloak's own"),
        ("sign in forms", flow_of(COOKIE), "part of another"),
        ("sign in", {**flow_of(COOKIE), "providerId": "client-flow"}, "cannot become"),
    ],
)
def test_what_cannot_be_a_flow_is_refused_and_changes_nothing(
    school: SchoolRealm, connection: AdminConnection, alias: str, flow: dict[str, Any], words: str
) -> None:
    applied(realm_model(school.realm, PLAIN), connection)
    before = connection.get(f"/admin/realms/{school.realm}/authentication/flows")
    with pytest.raises(AdminApiError, match=words) as caught:
        connection.put(f"/admin/realms/{school.realm}/configuration/flows/{alias}", flow)
    assert caught.value.status == httpx.codes.BAD_REQUEST
    assert connection.get(f"/admin/realms/{school.realm}/authentication/flows") == before
    assert not plan(realm_model(school.realm, PLAIN), connection, {})


def test_a_change_of_a_flow_is_in_the_admin_events(school: SchoolRealm, connection: AdminConnection) -> None:
    school.configure(adminEventsEnabled=True)
    applied(realm_model(school.realm, WITH_CODE), connection)
    applied(realm_model(school.realm, PLAIN), connection)
    events = connection.get(f"/admin/realms/{school.realm}/admin-events", {"resourceTypes": ["AUTH_FLOW"]})
    (flow,) = [
        flow
        for flow in connection.get(f"/admin/realms/{school.realm}/authentication/flows")
        if flow["alias"] == "sign in"
    ]
    assert [(event["operationType"], event["resourcePath"]) for event in events[:2]] == [
        ("UPDATE", f"authentication/flows/{flow['id']}")
    ] * 2
