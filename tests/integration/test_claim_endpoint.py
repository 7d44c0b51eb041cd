"""Claim codes: what is stored, which works and when, who may issue them, and what a reset does."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.support.roster_realm import (
    OTHER_APP,
    Keycloak,
    RosterRealm,
    enrollment,
    person,
    school,
    school_class,
)

pytestmark = pytest.mark.integration

FORBIDDEN = 403
EVERYBODY = ("ann", "ben", "little", "other-campus", "office", "boss")


@pytest.fixture(scope="module")
def roster(keycloak: Keycloak, realm: str) -> RosterRealm:
    """A campus with a delegate, a teacher and students, a student of another campus, and a district admin."""
    made = RosterRealm(keycloak, realm)
    made.prepare()
    attributes = made.call("GET", "")["attributes"]
    claim = {"homeroom.claim.grades": "06,07", "homeroom.claim.students": "code", "homeroom.claim.staff": "code"}
    roles = {"homeroom.roster.roles": "student,staff,teacher,campus-delegate,district-admin"}
    made.call("PUT", "", {"attributes": attributes | claim | roles, "adminEventsDetailsEnabled": True})
    results = made.write(
        school("CV01"),
        school("CV02"),
        employee("teacher", "teacher"),
        employee("office", "campus-delegate"),
        employee("boss", "district-admin"),
        student("ann", "06"),
        student("ben", "07"),
        student("little", "05"),
        student("other-campus", "06", schools=["CV02"]),
        student("gone", "06", enabled=False),
        school_class("class-1", "CV01"),
        enrollment("class-1", "teacher", "teacher"),
        enrollment("class-1", "ann"),
    )
    assert {result["status"] for result in results} == {"created"}, results
    made.set_password("teacher")
    made.set_password("office")
    return made


def student(name: str, grade: str, **fields: Any) -> dict[str, Any]:
    attributes = {"personType": ["student"], "grade": [grade]}
    return person(name, **{"schools": ["CV01"], "attributes": attributes, **fields})


def employee(name: str, role: str) -> dict[str, Any]:
    attributes = {"personType": ["staff"]}
    return person(name, kind="staff", roles=["staff", role], schools=["CV01"], attributes=attributes)


@pytest.fixture(autouse=True)
def no_codes(roster: RosterRealm) -> None:
    answer_of(roster, "void", {"people": list(EVERYBODY)})


def send(roster: RosterRealm, call: str, body: object, token: str | None = None) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return roster.admin.post(f"/claims/{call}", json=body, headers=headers)


def answer_of(roster: RosterRealm, call: str, body: object, token: str | None = None) -> dict[str, Any]:
    answer = send(roster, call, body, token)
    assert answer.status_code == 200, answer.text
    content: dict[str, Any] = answer.json()
    return content


def issue(roster: RosterRealm, *people: str, **more: object) -> list[dict[str, Any]]:
    answer = answer_of(roster, "issue", {"people": list(people), **more})
    assert answer["refused"] == []
    issued: list[dict[str, Any]] = answer["issued"]
    return issued


def errors(answer: dict[str, Any]) -> dict[str, str]:
    return {one["sourcedId"]: one["error"] for one in answer["refused"]}


def codes_of(roster: RosterRealm, sourced_id: str) -> list[dict[str, Any]]:
    """As Keycloak's admin console lists them."""
    found = roster.call("GET", f"/users/{roster.user_id(sourced_id)}/credentials")
    return [one for one in found if one["type"] == "claim-code"]


def test_a_letter_gets_a_code_and_what_is_printed_with_it(roster: RosterRealm) -> None:
    (claim,) = answer_of(roster, "issue", {"classes": ["class-1"], "expires": "2099-06-30"})["issued"]

    assert len(claim.pop("code")) == len("7K3M-9QRT-X2WB")
    assert [claim.pop("claimId")] == [code["id"] for code in codes_of(roster, "ann")]
    assert claim == {
        "sourcedId": "ann",
        "userId": roster.user_id("ann"),
        "username": "ann",
        "firstName": "Ana",
        "lastName": "Núñez-O'Brien",
        "grade": "06",
        "class": "class-1",
        "classTitle": "class-1",
        "email": "ann@cedar.example",
        "expires": "2099-06-30",
    }


def test_the_console_says_that_a_code_is_not_active_yet(roster: RosterRealm) -> None:
    issue(roster, "ann")

    (code,) = codes_of(roster, "ann")
    assert code["userLabel"].endswith(", not active yet")


def test_an_activated_code_is_the_only_one(roster: RosterRealm) -> None:
    issue(roster, "ann")
    (claim,) = issue(roster, "ann")

    assert answer_of(roster, "activate", {"claims": [claim["claimId"]]}) == {"activated": 1}

    assert [code["id"] for code in codes_of(roster, "ann")] == [claim["claimId"]]


def test_activating_again_does_nothing(roster: RosterRealm) -> None:
    (claim,) = issue(roster, "ann")
    answer_of(roster, "activate", {"claims": [claim["claimId"]]})

    assert answer_of(roster, "activate", {"claims": [claim["claimId"]]}) == {"activated": 0}


def test_codes_are_for_students_of_the_grades_and_for_employees(roster: RosterRealm) -> None:
    answer = answer_of(roster, "issue", {"people": ["ann", "little", "office", "gone", "nobody"]})

    assert [one["sourcedId"] for one in answer["issued"]] == ["ann", "office"]
    assert errors(answer) == {"little": "policy", "gone": "disabled", "nobody": "not_allowed"}


def test_a_code_of_yesterday_is_not_issued(roster: RosterRealm) -> None:
    answer = send(roster, "issue", {"people": ["ann"], "expires": "2020-01-01"})

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_whoever_has_claimed_gets_no_code(roster: RosterRealm) -> None:
    claimed(roster, "ben")

    assert errors(answer_of(roster, "issue", {"people": ["ben"]})) == {"ben": "claimed"}


def claimed(roster: RosterRealm, sourced_id: str) -> None:
    user = roster.user(sourced_id)
    attributes = {**user["attributes"], "claimedAt": ["2026-08-10T12:00:00Z"]}
    roster.call("PUT", f"/users/{user['id']}", {**user, "attributes": attributes})
    roster.set_password(sourced_id)


def test_a_reset_takes_the_password_and_gives_a_code_that_works_at_once(roster: RosterRealm) -> None:
    claimed(roster, "ben")

    (claim,) = answer_of(roster, "reset", {"people": ["ben"]})["issued"]

    credentials = roster.call("GET", f"/users/{claim['userId']}/credentials")
    assert [(one["type"], one["id"]) for one in credentials] == [("claim-code", claim["claimId"])]
    assert "not active" not in credentials[0]["userLabel"]
    assert "claimedAt" not in roster.user("ben")["attributes"]


def test_a_reset_ends_sessions(roster: RosterRealm) -> None:
    claimed(roster, "ben")
    roster.token("ben")

    answer_of(roster, "reset", {"people": ["ben"]})

    assert roster.call("GET", f"/users/{roster.user_id('ben')}/sessions") == []


@pytest.mark.parametrize(("reopen", "left"), [(False, {"claim-code", "otp"}), (True, {"claim-code"})])
def test_the_authenticator_app_goes_only_if_the_reset_says_so(
    roster: RosterRealm, reopen: bool, left: set[str]
) -> None:
    user = roster.user("ben")
    otp = {
        "type": "otp",
        "secretData": json.dumps({"value": "a-secret-of-twenty-b"}),
        "credentialData": json.dumps({"subType": "totp", "digits": 6, "period": 30, "algorithm": "HmacSHA1"}),
    }
    roster.call("PUT", f"/users/{user['id']}", {**user, "credentials": [otp]})

    answer_of(roster, "reset", {"people": ["ben"], "reopenSecondFactor": reopen})

    assert {one["type"] for one in roster.call("GET", f"/users/{user['id']}/credentials")} == left


@pytest.mark.parametrize(
    ("kind", "secret"),
    [("webauthn-passwordless", {}), ("trusted-device", {}), ("security-questions", {"answers": []})],
)
def test_what_its_owner_set_up_goes_with_a_reset(roster: RosterRealm, kind: str, secret: dict[str, Any]) -> None:
    user = roster.user("ben")
    credential = {"type": kind, "secretData": json.dumps(secret), "credentialData": "{}"}
    roster.call("PUT", f"/users/{user['id']}", {**user, "credentials": [credential]})
    assert kind in {one["type"] for one in roster.call("GET", f"/users/{user['id']}/credentials")}

    answer_of(roster, "reset", {"people": ["ben"]})

    left = {one["type"] for one in roster.call("GET", f"/users/{user['id']}/credentials")}
    assert kind not in left


def test_a_card_that_was_printed_before_a_reset_cannot_be_activated_after_it(roster: RosterRealm) -> None:
    attributes = roster.call("GET", "")["attributes"]
    roster.call("PUT", "", {"attributes": attributes | {"homeroom.card.grades": "07"}})
    (card,) = roster.call("POST", "/cards/issue", {"people": ["ben"]})["issued"]

    answer_of(roster, "reset", {"people": ["ben"]})

    assert roster.call("POST", "/cards/activate", {"cards": [card["cardId"]]}) == {"activated": 0}


def test_a_teacher_issues_codes_for_own_students_only(roster: RosterRealm) -> None:
    answer = answer_of(roster, "issue", {"people": ["ann", "ben"]}, roster.token("teacher"))

    assert [one["sourcedId"] for one in answer["issued"]] == ["ann"]
    assert errors(answer) == {"ben": "not_allowed"}


def test_a_delegate_resets_people_of_the_own_campus_only(roster: RosterRealm) -> None:
    answer = answer_of(roster, "reset", {"people": ["ben", "other-campus"]}, roster.token("office"))

    assert [one["sourcedId"] for one in answer["issued"]] == ["ben"]
    assert errors(answer) == {"other-campus": "not_allowed"}


@pytest.mark.parametrize("call", ["issue", "reset"])
def test_a_delegate_gets_no_code_of_somebody_who_keeps_the_district(roster: RosterRealm, call: str) -> None:
    assert errors(answer_of(roster, call, {"people": ["boss"]}, roster.token("office"))) == {"boss": "policy"}


def test_a_token_that_another_application_got_has_no_power(roster: RosterRealm) -> None:
    assert send(roster, "issue", {"people": ["ann"]}, roster.token("office", OTHER_APP)).status_code == FORBIDDEN


def test_the_event_says_who_and_whom_and_never_the_code(roster: RosterRealm) -> None:
    (claim,) = answer_of(roster, "reset", {"people": ["ben"], "reopenSecondFactor": True}, roster.token("office"))[
        "issued"
    ]

    (event,) = roster.call("GET", "/admin-events?resourcePath=claims/reset&max=1")
    assert event["authDetails"]["userId"] == roster.user_id("office")
    assert json.loads(event["representation"]) == {"people": [claim["userId"]]}
    assert (event["resourceType"], event["details"]["reopenSecondFactor"]) == ("CLAIM", "true")
    assert claim["code"] not in json.dumps(event)
