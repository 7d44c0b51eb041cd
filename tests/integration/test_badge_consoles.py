"""Keycloak's own consoles show badges and delete them, by the REST calls that they make."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.support.roster_realm import Keycloak, RosterRealm, person
from tests.support.two_classes import roster_of

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def roster(keycloak: Keycloak, realm: str) -> RosterRealm:
    """A realm with one pupil, who has a password."""
    made = roster_of(keycloak, realm, [person("ann")], {"homeroom.badge.grades": "03"})
    made.set_password("ann")
    return made


@pytest.fixture
def badge(roster: RosterRealm) -> str:
    """The credential id of the pupil's only badge, which works."""
    roster.call("POST", "/badges/void", {"people": ["ann"]})
    (issued,) = roster.call("POST", "/badges/issue", {"people": ["ann"]})["issued"]
    roster.call("POST", "/badges/activate", {"credentials": [issued["credentialId"]]})
    return str(issued["credentialId"])


def test_the_admin_console_lists_a_badge_without_its_secret(roster: RosterRealm, badge: str) -> None:
    listed = roster.call("GET", f"/users/{roster.user_id('ann')}/credentials")

    (found,) = [credential for credential in listed if credential["id"] == badge]
    assert found["type"] == "badge"
    assert found["userLabel"].startswith("Badge of ")
    assert "secretData" not in found


def test_a_badge_that_the_admin_console_deletes_is_gone(roster: RosterRealm, badge: str) -> None:
    roster.call("DELETE", f"/users/{roster.user_id('ann')}/credentials/{badge}")

    assert roster.call("GET", "/badges?person=ann") == []


def account(roster: RosterRealm, method: str, path: str = "") -> Any:
    url = f"{roster.keycloak.url}/realms/{roster.name}/account/credentials{path}"
    headers = {"Authorization": f"Bearer {roster.token('ann')}", "Accept": "application/json"}
    answer = httpx.request(method, url, headers=headers, timeout=60)
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


def test_a_badge_that_the_account_console_deletes_is_gone(roster: RosterRealm, badge: str) -> None:
    account(roster, "DELETE", f"/{badge}")

    assert roster.call("GET", "/badges?person=ann") == []


def test_a_badge_that_the_account_console_deletes_has_that_in_its_history(roster: RosterRealm, badge: str) -> None:
    account(roster, "DELETE", f"/{badge}")

    last, *_ = roster.call("GET", "/badges/history?person=ann")
    assert last["what"] == "deleted"


def types_in_the_account_console(roster: RosterRealm) -> set[str]:
    return {kind["type"] for kind in account(roster, "GET")}


def test_the_account_console_lists_badges_once_a_flow_of_the_realm_has_their_step(
    roster: RosterRealm, badge: str
) -> None:
    assert "badge" not in types_in_the_account_console(roster)

    flow = {"alias": "with-badges", "providerId": "basic-flow", "topLevel": True, "builtIn": False}
    roster.call("POST", "/authentication/flows", flow)
    path = "/authentication/flows/with-badges/executions"
    roster.call("POST", f"{path}/execution", {"provider": "homeroom-badge-or-password"})
    (step,) = roster.call("GET", path)
    roster.call("PUT", path, {**step, "requirement": "REQUIRED"})

    (listed,) = [kind for kind in account(roster, "GET") if kind["type"] == "badge"]
    assert [one["credential"]["id"] for one in listed["userCredentialMetadatas"]] == [badge]
