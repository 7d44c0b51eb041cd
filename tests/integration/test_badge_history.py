"""What happened to somebody's badges, as Keycloak's events of that person tell it."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.support.roster_realm import Keycloak, RosterRealm
from tests.support.two_classes import FORBIDDEN, roster_of, two_classes

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def roster(keycloak: Keycloak, realm: str) -> RosterRealm:
    made = roster_of(keycloak, realm, two_classes(), {"homeroom.badge.grades": "KG,01"})
    made.set_password("teacher")
    return made


@pytest.fixture(autouse=True)
def no_history(roster: RosterRealm) -> None:
    """Every test begins with nobody having a badge or a history."""
    roster.call("POST", "/badges/void", {"people": ["ann", "ben", "cleo"]})
    roster.call("DELETE", "/events")


def issue(roster: RosterRealm, *people: str) -> list[dict[str, Any]]:
    issued: list[dict[str, Any]] = roster.call("POST", "/badges/issue", {"people": list(people)})["issued"]
    return issued


def activate(roster: RosterRealm, badge: dict[str, Any]) -> None:
    roster.call("POST", "/badges/activate", {"credentials": [badge["credentialId"]]})


def history(roster: RosterRealm, name: str) -> list[tuple[str, str, str]]:
    """Type, reason and badge of each event, the oldest first."""
    events = roster.call("GET", f"/events?user={roster.user_id(name)}")
    told = [(event["type"], event["details"]) for event in reversed(events)]
    return [(kind, details["reason"], details["badge_credential_id"]) for kind, details in told]


def test_issuing_and_activating_are_told_of_each_person(roster: RosterRealm) -> None:
    ann, ben = issue(roster, "ann", "ben")
    activate(roster, ann)

    assert history(roster, "ann") == [
        ("UPDATE_CREDENTIAL", "issued", ann["credentialId"]),
        ("UPDATE_CREDENTIAL", "activated", ann["credentialId"]),
    ]
    assert history(roster, "ben") == [("UPDATE_CREDENTIAL", "issued", ben["credentialId"])]


def test_a_badge_that_another_one_takes_the_place_of_is_told(roster: RosterRealm) -> None:
    (old,) = issue(roster, "ann")
    activate(roster, old)
    (new,) = issue(roster, "ann")
    activate(roster, new)

    assert ("REMOVE_CREDENTIAL", "replaced", old["credentialId"]) in history(roster, "ann")


def test_voiding_is_told(roster: RosterRealm) -> None:
    (badge,) = issue(roster, "ann")
    roster.call("POST", "/badges/void", {"people": ["ann", "ben"]})

    assert history(roster, "ann")[-1] == ("REMOVE_CREDENTIAL", "voided", badge["credentialId"])
    assert history(roster, "ben") == []


def test_a_new_last_day_is_told(roster: RosterRealm) -> None:
    (badge,) = issue(roster, "ann")
    activate(roster, badge)
    roster.call("POST", "/badges/expire", {"people": ["ann"], "expires": "2098-06-30"})

    (event, *_) = roster.call("GET", f"/events?user={roster.user_id('ann')}")
    assert event["details"]["reason"] == "expiry_set"
    assert event["details"]["expires"] == "2098-06-30"


def test_it_says_who_did_it(roster: RosterRealm) -> None:
    headers = {"Authorization": f"Bearer {roster.token('teacher')}"}
    roster.admin.post("/badges/issue", json={"people": ["ann"]}, headers=headers).raise_for_status()

    (event,) = roster.call("GET", f"/events?type=UPDATE_CREDENTIAL&user={roster.user_id('ann')}")
    assert event["details"]["by_user_id"] == roster.user_id("teacher")
    assert event["details"]["credential_type"] == "badge"


def test_no_code_is_in_it(roster: RosterRealm) -> None:
    (badge,) = issue(roster, "ann")
    activate(roster, badge)

    assert badge["code"][3:] not in json.dumps(roster.call("GET", "/events?max=100"))


def asked(roster: RosterRealm, name: str, token: str | None = None) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return roster.admin.get(f"/badges/history?person={name}", headers=headers)


def test_a_teacher_is_told_the_history_of_the_own_pupils(roster: RosterRealm) -> None:
    (badge,) = issue(roster, "ann")
    activate(roster, badge)

    told = asked(roster, "ann", roster.token("teacher")).json()

    assert [(entry["what"], entry["credentialId"]) for entry in told] == [
        ("activated", badge["credentialId"]),
        ("issued", badge["credentialId"]),
    ]


def test_of_other_pupils_nothing_is_told(roster: RosterRealm) -> None:
    assert asked(roster, "cleo", roster.token("teacher")).status_code == FORBIDDEN
    assert asked(roster, "nobody").status_code == FORBIDDEN
