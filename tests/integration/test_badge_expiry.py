"""Badges that work get another last day: which, whose, and until when at most."""

from __future__ import annotations

from typing import Any

import pytest

from admin_api.badges import BadgeApi
from tests.support.keycloak_server import KeycloakServer
from tests.support.roster_realm import RosterRealm
from tests.support.two_classes import FORBIDDEN, roster_of, two_classes

pytestmark = pytest.mark.integration

REALMS_LAST_DAY, EARLIER = "2098-06-30", "2097-12-19"


@pytest.fixture(scope="module")
def roster(keycloak: KeycloakServer, realm: str) -> RosterRealm:
    """Two teachers with a class each; badges end on a day that the realm says."""
    policy = {"homeroom.badge.grades": "KG,01", "homeroom.badge.expires": REALMS_LAST_DAY}
    made = roster_of(keycloak, realm, two_classes(), policy)
    made.set_password("teacher")
    return made


def issue(roster: RosterRealm, name: str) -> str:
    """A pending badge of somebody who had none; its id."""
    roster.call("POST", "/badges/void", {"people": [name]})
    (badge,) = roster.call("POST", "/badges/issue", {"people": [name]})["issued"]
    return str(badge["credentialId"])


def active_badge(roster: RosterRealm, name: str) -> str:
    badge = issue(roster, name)
    roster.call("POST", "/badges/activate", {"credentials": [badge]})
    return badge


def last_day(roster: RosterRealm, name: str) -> str:
    (badge,) = roster.call("GET", f"/badges?person={name}")
    return str(badge["expires"])


def expire(roster: RosterRealm, token: str | None = None, **body: Any) -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return roster.admin.post("/badges/expire", json=body, headers=headers)


def test_a_badge_ends_on_the_day_that_is_said(roster: RosterRealm) -> None:
    active_badge(roster, "ann")

    assert expire(roster, people=["ann"], expires=EARLIER).json() == {"expired": 1}

    assert last_day(roster, "ann") == EARLIER


def test_a_badge_that_was_to_end_may_go_on(roster: RosterRealm) -> None:
    badge = active_badge(roster, "ann")
    expire(roster, credentials=[badge], expires=EARLIER)

    expire(roster, credentials=[badge], expires=REALMS_LAST_DAY)

    assert last_day(roster, "ann") == REALMS_LAST_DAY


def test_saying_the_same_day_again_changes_nothing(roster: RosterRealm) -> None:
    active_badge(roster, "ann")
    expire(roster, people=["ann"], expires=EARLIER)

    assert expire(roster, people=["ann"], expires=EARLIER).json() == {"expired": 0}


def test_a_pending_badge_keeps_its_day(roster: RosterRealm) -> None:
    issue(roster, "ann")

    assert expire(roster, people=["ann"], expires=EARLIER).json() == {"expired": 0}
    assert last_day(roster, "ann") == REALMS_LAST_DAY


def test_the_typed_call_says_how_many(roster: RosterRealm, keycloak: KeycloakServer) -> None:
    active_badge(roster, "ann")
    active_badge(roster, "ben")

    with keycloak.connection() as connection:
        assert BadgeApi(connection, roster.name).expire(["ann", "ben"], EARLIER) == 2


def test_badges_of_others_are_left_alone(roster: RosterRealm) -> None:
    active_badge(roster, "ann")
    others = active_badge(roster, "cleo")
    token = roster.token("teacher")

    assert expire(roster, token, people=["ann", "cleo"], expires=EARLIER).status_code == FORBIDDEN
    assert expire(roster, token, credentials=[others], expires=EARLIER).json() == {"expired": 0}
    assert (last_day(roster, "ann"), last_day(roster, "cleo")) == (REALMS_LAST_DAY, REALMS_LAST_DAY)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"people": ["ann"]}, "'expires' is missing"),
        ({"people": ["ann"], "expires": "2020-06-30"}, "2020-06-30"),
        ({"people": ["ann"], "expires": "2098-07-01"}, "end on 2098-06-30"),
        ({"expires": EARLIER}, "'people' or 'credentials'"),
        ({"people": ["ann"], "expires": EARLIER, "signOut": True}, "Unknown key 'signOut'"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_said(roster: RosterRealm, body: dict[str, Any], words: str) -> None:
    answer = expire(roster, **body)

    assert answer.status_code == 400
    assert words in answer.json()["message"]
