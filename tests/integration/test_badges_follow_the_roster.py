"""A badge goes with what entitles to it, in the batch that says so."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.roster_realm import Keycloak, RosterRealm, disable, person, school

pytestmark = pytest.mark.integration

POLICY = {
    "homeroom.badge.grades": "KG,01,02,03,04,05",
    "homeroom.badge.special-ed": "true",
    "homeroom.badge.campuses": "CV01,CV02",
}


@pytest.fixture(scope="module")
def roster(keycloak: Keycloak, realm: str) -> RosterRealm:
    prepared = RosterRealm(keycloak, realm)
    prepared.prepare()
    prepared.write(school("CV01"), school("CV02"), school("CV03"))
    return prepared


@pytest.fixture(autouse=True)
def policy(roster: RosterRealm) -> None:
    follow(roster, POLICY)


def follow(roster: RosterRealm, policy: dict[str, str]) -> None:
    attributes = {**roster.call("GET", "")["attributes"], **policy}
    roster.call("PUT", "", {"attributes": attributes, "eventsEnabled": True})


def row(name: str, version: str, grade: str = "05", campus: str = "CV01", **attributes: str) -> dict[str, Any]:
    said = {"personType": "student", "grade": grade, "schools": campus, **attributes}
    return person(name, rosterHash=version, attributes={key: [value] for key, value in said.items()}, schools=[campus])


def with_badge(roster: RosterRealm, name: str, **attributes: str) -> str:
    """Somebody with a badge that works; the id of the person."""
    roster.write(row(name, "1", **attributes))
    (issued,) = roster.call("POST", "/badges/issue", {"people": [name]})["issued"]
    roster.call("POST", "/badges/activate", {"credentials": [issued["credentialId"]]})
    return str(issued["userId"])


def badges_of(roster: RosterRealm, name: str) -> list[Any]:
    badges: list[Any] = roster.call("GET", f"/badges?person={name}")
    return badges


def test_whoever_moves_to_grade_six_loses_the_badge_and_the_event_says_why(roster: RosterRealm) -> None:
    user = with_badge(roster, "moves-up")

    roster.write(row("moves-up", "2", grade="06"))

    assert badges_of(roster, "moves-up") == []
    (event,) = roster.call("GET", f"/events?type=REMOVE_CREDENTIAL&user={user}")
    assert event["details"]["credential_type"] == "badge"
    assert event["details"]["reason"] == "no_longer_admitted"


def test_whoever_is_marked_special_ed_keeps_it_until_the_mark_goes(roster: RosterRealm) -> None:
    with_badge(roster, "marked")

    roster.write(row("marked", "2", grade="06", specialEd="true"))
    kept = badges_of(roster, "marked")
    roster.write(row("marked", "3", grade="06"))

    assert [badge["state"] for badge in kept] == ["active"]
    assert badges_of(roster, "marked") == []


@pytest.mark.parametrize(("campus", "left"), [("CV02", 1), ("CV03", 0)])
def test_a_move_to_another_campus_takes_it_only_where_there_are_no_badges(
    roster: RosterRealm, campus: str, left: int
) -> None:
    name = f"moves-to-{campus.lower()}"
    with_badge(roster, name)

    roster.write(row(name, "2", campus=campus))

    assert len(badges_of(roster, name)) == left


def test_whoever_leaves_keeps_it_for_the_day_of_coming_back(roster: RosterRealm) -> None:
    with_badge(roster, "leaves")

    roster.write(disable("leaves"))
    roster.write(row("leaves", "3"))

    assert len(badges_of(roster, "leaves")) == 1


@pytest.mark.parametrize("slip", [{"homeroom.badge.networks": "the school"}, dict.fromkeys(POLICY, "")], ids=str)
def test_a_slip_in_the_policy_takes_nobodys(roster: RosterRealm, slip: dict[str, str]) -> None:
    name = f"slip-{len(slip)}"
    with_badge(roster, name)
    follow(roster, slip)

    roster.write(row(name, "2", grade="06"))
    follow(roster, {"homeroom.badge.networks": "", **POLICY})

    assert len(badges_of(roster, name)) == 1
