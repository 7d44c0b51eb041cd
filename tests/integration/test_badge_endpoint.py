"""Issuing, activating, voiding and listing badges: what comes back, who may, and what an interruption leaves."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from typing import Any

import httpx
import pytest

from tests.support.roster_realm import OTHER_APP, Keycloak, RosterRealm, enrollment, school
from tests.support.two_classes import FORBIDDEN, employee, make_delegate, pupil, roster_of, two_classes

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def roster(keycloak: Keycloak, realm: str) -> RosterRealm:
    """Two teachers with a class each, a campus delegate, and pupils of two campuses."""
    rows = [
        *two_classes(),
        school("CV02"),
        employee("delegate", campus="CV02"),
        pupil("dora", campus="CV02"),
        enrollment("class-2", "ann"),
    ]
    made = roster_of(keycloak, realm, rows, {"homeroom.badge.grades": "KG,01", "homeroom.badge.special-ed": "true"})
    make_delegate(made, "delegate")
    for somebody in ("teacher", "other-teacher", "delegate", "ann"):
        made.set_password(somebody)
    return made


def send(roster: RosterRealm, call: str, body: object, token: str | None = None) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return roster.admin.post(f"/badges/{call}", json=body, headers=headers)


def issue(roster: RosterRealm, *people: str, token: str | None = None, **more: object) -> dict[str, Any]:
    answer = send(roster, "issue", {"people": list(people), **more}, token)
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()
    return result


def activate(roster: RosterRealm, *issued: dict[str, Any], token: str | None = None) -> int:
    answer = send(roster, "activate", {"credentials": [badge["credentialId"] for badge in issued]}, token)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["activated"])


def badges_of(roster: RosterRealm, sourced_id: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = roster.call("GET", f"/badges?person={sourced_id}")
    return listed


@pytest.fixture(autouse=True)
def no_badges(roster: RosterRealm) -> None:
    """Every test begins with nobody having a badge."""
    everybody = ["ann", "ben", "cleo", "dora", "special"]
    assert send(roster, "void", {"people": everybody}).status_code == 200


def test_an_issued_badge_is_pending_and_keycloak_has_only_the_digest_of_its_secret(roster: RosterRealm) -> None:
    (badge,) = issue(roster, "ann", expires="2099-06-30")["issued"]

    content = base64.b32decode(badge["code"].removeprefix("HB1") + "===")
    assert content[0] == 1
    assert str(uuid.UUID(bytes=content[1:17])) == badge["userId"] == roster.user_id("ann")
    assert {key: badge[key] for key in ("sourcedId", "username", "firstName", "lastName", "grade")} == {
        "sourcedId": "ann",
        "username": "ann",
        "firstName": "Ana",
        "lastName": "Zimmer",
        "grade": "KG",
    }
    (stored,) = stored_badges(roster, "ann")
    public = json.loads(stored["credentialData"])
    assert public["state"] == "pending"
    assert public["expires"] == "2099-06-30"
    digest = hashlib.sha256(content[17:]).hexdigest()
    assert digest not in json.dumps(stored)
    (listed,) = badges_of(roster, "ann")
    assert listed == {
        "credentialId": badge["credentialId"],
        "state": "pending",
        "issued": public["issued"],
        "expires": "2099-06-30",
        "issuedBy": public["issuedBy"],
    }


def stored_badges(roster: RosterRealm, sourced_id: str) -> list[dict[str, Any]]:
    """The person's badges as Keycloak's admin console lists them."""
    credentials = roster.call("GET", f"/users/{roster.user_id(sourced_id)}/credentials")
    return [credential for credential in credentials if credential["type"] == "badge"]


def test_an_administrator_deletes_a_badge_like_any_credential(roster: RosterRealm) -> None:
    issue(roster, "ann")
    (stored,) = stored_badges(roster, "ann")
    assert stored["userLabel"].startswith("Badge of ")

    roster.call("DELETE", f"/users/{roster.user_id('ann')}/credentials/{stored['id']}")

    assert badges_of(roster, "ann") == []


def test_activating_voids_all_others_of_the_person(roster: RosterRealm) -> None:
    (first,) = issue(roster, "ann")["issued"]
    activate(roster, first)
    issue(roster, "ann")
    (third,) = issue(roster, "ann")["issued"]

    assert activate(roster, third) == 1

    assert [(badge["credentialId"], badge["state"]) for badge in badges_of(roster, "ann")] == [
        (third["credentialId"], "active")
    ]


def test_until_it_is_activated_a_new_badge_leaves_the_old_one_alone(roster: RosterRealm) -> None:
    (old,) = issue(roster, "ann")["issued"]
    activate(roster, old)

    issue(roster, "ann")

    assert {badge["credentialId"]: badge["state"] for badge in badges_of(roster, "ann")}[
        old["credentialId"]
    ] == "active"


def test_activating_again_does_nothing(roster: RosterRealm) -> None:
    (badge,) = issue(roster, "ann")["issued"]
    assert activate(roster, badge) == 1
    (newer,) = issue(roster, "ann")["issued"]

    assert activate(roster, badge) == 0

    assert newer["credentialId"] in {listed["credentialId"] for listed in badges_of(roster, "ann")}


def test_of_two_badges_of_a_person_in_one_call_the_newer_is_activated(roster: RosterRealm) -> None:
    (older,) = issue(roster, "ann")["issued"]
    (newer,) = issue(roster, "ann")["issued"]

    assert activate(roster, newer, older) == 1

    assert [badge["credentialId"] for badge in badges_of(roster, "ann")] == [newer["credentialId"]]


def test_a_class_gets_badges_by_name_and_everybody_one(roster: RosterRealm) -> None:
    answer = send(roster, "issue", {"classes": ["class-1", "class-2", "class-9"]}).json()

    assert [(badge["sourcedId"], badge["class"]) for badge in answer["issued"]] == [
        ("ben", "class-1"),
        ("ann", "class-1"),
        ("cleo", "class-2"),
    ]
    assert {refused["sourcedId"]: refused["error"] for refused in answer["refused"]} == {
        "sixth-grader": "policy",
        "class-9": "not_allowed",
    }


def test_who_gets_no_badge_is_named_with_the_class(roster: RosterRealm) -> None:
    answer = send(roster, "issue", {"classes": ["class-1"]}).json()

    assert answer["refused"] == [
        {
            "sourcedId": "sixth-grader",
            "error": "policy",
            "firstName": "Ana",
            "lastName": "Núñez-O'Brien",
            "class": "class-1",
            "classTitle": answer["issued"][0]["classTitle"],
        }
    ]


def test_who_may_have_a_badge_follows_from_the_realms_attributes(roster: RosterRealm) -> None:
    answer = issue(roster, "ann", "sixth-grader", "special", "teacher", "gone", "nobody")

    assert [badge["sourcedId"] for badge in answer["issued"]] == ["ann", "special"]
    assert {refused["sourcedId"]: refused["error"] for refused in answer["refused"]} == {
        "sixth-grader": "policy",
        "teacher": "policy",
        "gone": "disabled",
        "nobody": "not_allowed",
    }


def test_the_realms_last_day_is_that_of_badges_without_one(roster: RosterRealm) -> None:
    attributes = roster.call("GET", "")["attributes"]
    roster.call("PUT", "", {"attributes": attributes | {"homeroom.badge.expires": "2098-06-30"}})
    try:
        issue(roster, "ann")
    finally:
        roster.call("PUT", "", {"attributes": attributes | {"homeroom.badge.expires": ""}})

    assert badges_of(roster, "ann")[0]["expires"] == "2098-06-30"


class TestPermission:
    def test_a_teacher_issues_for_the_own_students_only(self, roster: RosterRealm) -> None:
        answer = issue(roster, "ann", "cleo", "nobody", token=roster.token("teacher"))

        assert [badge["sourcedId"] for badge in answer["issued"]] == ["ann"]
        assert answer["refused"] == [
            {"sourcedId": "cleo", "error": "not_allowed"},
            {"sourcedId": "nobody", "error": "not_allowed"},
        ]

    def test_a_teacher_issues_for_the_own_classes_only(self, roster: RosterRealm) -> None:
        answer = send(roster, "issue", {"classes": ["class-1", "class-2"]}, roster.token("teacher")).json()

        assert {badge["class"] for badge in answer["issued"]} == {"class-1"}
        assert all(badge["classTitle"] for badge in answer["issued"])
        assert {"sourcedId": "class-2", "error": "not_allowed"} in answer["refused"]

    def test_a_delegate_issues_for_the_own_campus_only(self, roster: RosterRealm) -> None:
        answer = issue(roster, "dora", "ann", token=roster.token("delegate"))

        assert [badge["sourcedId"] for badge in answer["issued"]] == ["dora"]

    def test_a_badge_of_a_person_in_nobodys_care_is_not_activated(self, roster: RosterRealm) -> None:
        (badge,) = issue(roster, "cleo")["issued"]

        assert activate(roster, badge, token=roster.token("teacher")) == 0
        assert badges_of(roster, "cleo")[0]["state"] == "pending"

    @pytest.mark.parametrize("sourced_id", ["cleo", "nobody"])
    def test_somebody_elses_student_and_nobody_are_the_same(self, roster: RosterRealm, sourced_id: str) -> None:
        token = roster.token("teacher")
        issue(roster, "cleo")

        voided = send(roster, "void", {"people": ["ann", sourced_id]}, token)
        listed = roster.admin.get(f"/badges?person={sourced_id}", headers={"Authorization": f"Bearer {token}"})

        assert (voided.status_code, listed.status_code) == (FORBIDDEN, FORBIDDEN)
        assert voided.json()["error"] == "forbidden"
        assert len(badges_of(roster, "cleo")) == 1

    @pytest.mark.parametrize("call", ["issue", "activate", "void", "expire"])
    @pytest.mark.parametrize(("username", "client"), [("ann", None), ("teacher", OTHER_APP)])
    def test_whoever_is_not_at_work_is_forbidden_before_the_body_is_read(
        self, roster: RosterRealm, call: str, username: str, client: str | None
    ) -> None:
        token = roster.token(username, client) if client else roster.token(username)
        assert send(roster, call, "not an object", token).status_code == FORBIDDEN


def test_voiding_signs_out_when_asked_to(roster: RosterRealm) -> None:
    session = roster.sign_in("ann").json()
    issue(roster, "ann")

    answer = send(roster, "void", {"people": ["ann"], "signOut": True})

    assert answer.json() == {"voided": 1}
    assert badges_of(roster, "ann") == []
    assert roster.refresh(session["refresh_token"]).status_code == 400


def test_voiding_by_credential_leaves_others_alone(roster: RosterRealm) -> None:
    (first,) = issue(roster, "ann")["issued"]
    (second,) = issue(roster, "ann")["issued"]
    body = {"credentials": [first["credentialId"], str(uuid.uuid4())]}

    assert send(roster, "void", body).json() == {"voided": 1}
    assert send(roster, "void", body).json() == {"voided": 0}
    assert [badge["credentialId"] for badge in badges_of(roster, "ann")] == [second["credentialId"]]


def test_other_credentials_are_never_touched(roster: RosterRealm) -> None:
    (password,) = roster.call("GET", f"/users/{roster.user_id('ann')}/credentials")

    assert send(roster, "void", {"credentials": [password["id"]]}).json() == {"voided": 0}
    assert send(roster, "void", {"people": ["ann"]}).json() == {"voided": 0}
    assert roster.can_sign_in("ann")


def test_the_events_name_the_people_and_never_the_code(roster: RosterRealm) -> None:
    (badge,) = issue(roster, "ann")["issued"]

    (event,) = roster.call("GET", "/admin-events?resourcePath=badges/issue&max=1")

    assert (event["operationType"], event["resourcePath"]) == ("CREATE", "badges/issue")
    assert json.loads(event["representation"]) == {"people": [badge["userId"]]}
    assert badge["code"] not in json.dumps(event)


@pytest.mark.parametrize(
    ("call", "body", "status", "words"),
    [
        ("issue", {}, 400, "'people' or 'classes'"),
        ("issue", {"people": [], "classes": []}, 400, "'people' or 'classes'"),
        ("issue", {"people": "ann"}, 400, "'people' must be a list"),
        ("issue", {"people": ["ann", 7]}, 400, "people[1]"),
        ("issue", {"people": ["ann"], "expires": "30.6.2027"}, 400, "'expires' must be a date"),
        ("issue", {"people": ["ann"], "expires": "2020-06-30"}, 400, "2020-06-30"),
        ("issue", {"people": ["ann"], "expire": "2099-06-30"}, 400, "Unknown key 'expire'"),
        ("issue", ["ann"], 400, "not a JSON object"),
        ("issue", {"people": ["x"] * 10_001}, 413, "10000"),
        ("activate", {"credentials": None}, 400, "'credentials' must be a list"),
        ("void", {"people": ["ann"], "signOut": "yes"}, 400, "'signOut' must be true or false"),
    ],
)
def test_what_cannot_be_understood_is_said(
    roster: RosterRealm, call: str, body: object, status: int, words: str
) -> None:
    answer = send(roster, call, body)

    assert answer.status_code == status
    assert answer.json()["error"] == ("invalid_request" if status == 400 else "too_large")
    assert words in answer.json()["message"]
