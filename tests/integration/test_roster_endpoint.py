"""The roster endpoint writes what a batch says, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.support.roster_realm import (
    LIBRARY,
    Keycloak,
    RosterRealm,
    disable,
    enrollment,
    person,
    profile,
    remove,
    school,
    school_class,
)

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def roster(keycloak: Keycloak, realm: str) -> RosterRealm:
    prepared = RosterRealm(keycloak, realm)
    prepared.prepare()
    prepared.write(school("CV01"), school("CV02"), profile("access:reader", LIBRARY), profile("access:none"))
    return prepared


def statuses(results: list[dict[str, Any]]) -> list[str]:
    return [result.get("error", result["status"]) for result in results]


def test_a_new_person_has_what_the_row_says_and_what_the_realm_gives(roster: RosterRealm) -> None:
    row = person(
        "new-1", username="New.One", email="New.One@Cedar.example", schools=["CV01"], accessProfile="access:reader"
    )
    [result] = roster.write(row)
    user = roster.user("new-1")
    assert (result["status"], result["id"]) == ("created", user["id"])
    assert (user["username"], user["email"]) == ("new.one", "new.one@cedar.example")
    assert user["attributes"]["grade"] == ["03"]
    assert user["attributes"]["sourcedId"] == ["new-1"]
    assert roster.groups("new-1") == {"/schools/CV01/students", "/everybody"}
    assert roster.roles("new-1") == {"student", "access:reader", f"default-roles-{roster.name}"}


def test_the_same_row_again_changes_nothing(roster: RosterRealm) -> None:
    rows = [
        school("CV03"),
        person("same-1", schools=["CV03"]),
        school_class("same-c", "CV03"),
        enrollment("same-c", "same-1"),
    ]
    assert statuses(roster.write(*rows)) == ["created"] * 4
    before = roster.user("same-1")
    assert statuses(roster.write(*rows)) == ["unchanged"] * 4
    assert roster.user("same-1") == before


def test_an_update_takes_what_the_roster_gave_and_leaves_the_rest(roster: RosterRealm) -> None:
    first = person("moves-1", schools=["CV01"], roles=["student", "teacher"], accessProfile="access:reader")
    roster.write({**first, "attributes": {"grade": ["05"], "specialEd": ["true"]}})
    user = roster.user("moves-1")
    roster.call("PUT", f"/users/{user['id']}", {**user, "attributes": {**user["attributes"], "nickname": ["Nan"]}})
    delegate = roster.call("GET", "/roles/campus-delegate")
    roster.call("POST", f"/users/{user['id']}/role-mappings/realm", [delegate])
    moved = {**first, "rosterHash": "2", "attributes": {"grade": ["06"]}, "schools": ["CV02"], "roles": ["student"]}
    assert statuses(roster.write({**moved, "accessProfile": "access:none"})) == ["updated"]
    attributes = roster.user("moves-1")["attributes"]
    assert attributes["grade"] == ["06"]
    assert "specialEd" not in attributes
    assert attributes["nickname"] == ["Nan"]
    assert roster.groups("moves-1") == {"/schools/CV02/students", "/everybody"}
    assert roster.roles("moves-1") == {"student", "access:none", "campus-delegate", f"default-roles-{roster.name}"}


def test_a_long_attribute_value_is_kept_whole(roster: RosterRealm) -> None:
    long = "é" * 1000
    roster.write(person("long-1", attributes={"note": [long]}))
    assert roster.user("long-1")["attributes"]["note"] == [long]
    roster.write(person("long-1", rosterHash="2", attributes={"note": [long, "short"]}))
    assert set(roster.user("long-1")["attributes"]["note"]) == {long, "short"}


def test_a_disabled_person_is_out_at_once_and_stays_out_when_enabled_again(roster: RosterRealm) -> None:
    roster.write(person("leaves-1"))
    roster.set_password("leaves-1")
    online = roster.sign_in("leaves-1").json()
    offline = roster.sign_in("leaves-1", scope="openid offline_access").json()
    assert roster.userinfo(online["access_token"]).status_code == 200
    assert statuses(roster.write(disable("leaves-1"))) == ["disabled"]
    assert roster.userinfo(online["access_token"]).status_code == 401
    assert roster.refresh(online["refresh_token"]).status_code == 400
    assert not roster.can_sign_in("leaves-1")
    assert roster.state()["leaves-1"]["enabled"] is False
    assert roster.state()["leaves-1"]["disabledAt"] == roster.user("leaves-1")["attributes"]["disabledAt"][0]
    assert statuses(roster.write(disable("leaves-1"))) == ["unchanged"]
    assert statuses(roster.write(person("leaves-1"))) == ["updated"]
    assert roster.can_sign_in("leaves-1")
    assert "disabledAt" not in roster.state()["leaves-1"]
    assert roster.userinfo(online["access_token"]).status_code == 401
    assert roster.refresh(offline["refresh_token"]).status_code == 400


def test_a_row_that_disables_ends_the_sessions_too(roster: RosterRealm) -> None:
    roster.write(person("leaves-2"))
    roster.set_password("leaves-2")
    token = roster.token("leaves-2")
    assert statuses(roster.write(person("leaves-2", rosterHash="2", enabled=False))) == ["updated"]
    assert "disabledAt" in roster.state()["leaves-2"]
    assert roster.userinfo(token).status_code == 401


def test_who_was_disabled_by_hand_is_marked_when_the_roster_says_that_they_left(roster: RosterRealm) -> None:
    roster.write(person("leaves-3"))
    roster.call("PUT", f"/users/{roster.user_id('leaves-3')}", {**roster.user("leaves-3"), "enabled": False})
    assert "disabledAt" not in roster.state()["leaves-3"]

    assert statuses(roster.write(disable("leaves-3"))) == ["disabled"]

    assert "disabledAt" in roster.state()["leaves-3"]


def test_a_renamed_person_signs_in_with_the_new_name_only(roster: RosterRealm) -> None:
    roster.write(person("renamed-1", username="old-name", email="old-name@cedar.example"))
    roster.set_password("renamed-1")
    assert roster.can_sign_in("old-name")
    assert roster.can_sign_in("old-name@cedar.example")
    roster.write(person("renamed-1", rosterHash="2", username="new-name", email="new-name@cedar.example"))
    assert not roster.can_sign_in("old-name")
    assert not roster.can_sign_in("old-name@cedar.example")
    assert roster.can_sign_in("new-name")
    assert roster.can_sign_in("new-name@cedar.example")


def test_two_people_swap_their_names(roster: RosterRealm) -> None:
    roster.write(person("swap-1"), person("swap-2"))
    roster.set_password("swap-1")
    assert roster.can_sign_in("swap-1")
    first = person("swap-1", rosterHash="2", username="swap-2", email="swap-2@cedar.example")
    second = person("swap-2", rosterHash="2", username="swap-1", email="swap-1@cedar.example")
    newcomer = person("swap-3", username="swap-free")
    assert statuses(roster.write(first, second, newcomer)) == ["updated", "updated", "created"]
    assert {key: roster.state()[key]["username"] for key in ("swap-1", "swap-2")} == {
        "swap-1": "swap-2",
        "swap-2": "swap-1",
    }
    assert roster.can_sign_in("swap-2")


def test_a_bad_row_costs_only_itself(roster: RosterRealm) -> None:
    roster.call("POST", "/users", {"username": "by-hand", "email": "by-hand@cedar.example", "enabled": True})
    results = roster.write(
        person("good-1"),
        person("bad-1", username="by-hand"),
        person("bad-2", email="BY-HAND@cedar.example"),
        person("bad-3", schools=["CV99"]),
        person("bad-4", roles=["campus-delegate"]),
        person("bad-5", accessProfile="access:missing"),
        person("bad-6", surprise=1),
        person("good-1"),
        profile("access:broken", "no-such-client"),
        school_class("bad-c", "CV99"),
        enrollment("no-such-class", "good-1"),
        school_class("good-c", "CV01"),
        enrollment("good-c", "nobody"),
        disable("nobody"),
        person("bad-7", username="nul\u0000"),
        person("good-2"),
    )
    assert statuses(results) == [
        "created",
        "username_taken",
        "email_taken",
        "unknown_school",
        "unknown_role",
        "unknown_access_profile",
        "invalid_row",
        "duplicate_row",
        "unknown_client",
        "unknown_school",
        "unknown_class",
        "created",
        "unknown_person",
        "unknown_person",
        "invalid_row",
        "created",
    ]
    assert {"good-1", "good-2"} <= set(roster.state())
    assert "surprise" in results[6]["message"]


def test_an_account_made_by_hand_is_never_taken_over(roster: RosterRealm) -> None:
    roster.call("POST", "/users", {"username": "caretaker", "enabled": True})
    assert statuses(roster.write(person("caretaker", email=None))) == ["username_taken"]
    assert "caretaker" not in roster.state()


def test_a_school_that_changes_its_code_keeps_its_people(roster: RosterRealm) -> None:
    roster.write(school("CV10", sourcedId="org-renamed"), person("stays-1", schools=["CV10"]))
    assert statuses(roster.write(school("CV11", sourcedId="org-renamed", rosterHash="2"))) == ["updated"]
    assert "/schools/CV11/students" in roster.groups("stays-1")
    assert statuses(roster.write(school("CV11", sourcedId="org-another"))) == ["invalid_row"]


def test_an_access_profile_opens_exactly_its_applications(roster: RosterRealm) -> None:
    assert statuses(roster.write(profile("access:p", LIBRARY))) == ["created"]
    assert roster.state("access-profiles")["access:p"]["launch"] == [LIBRARY]
    assert statuses(roster.write(profile("access:p", LIBRARY))) == ["unchanged"]
    assert statuses(roster.write(profile("access:p"))) == ["updated"]
    assert roster.state("access-profiles")["access:p"]["launch"] == []


def test_a_removed_class_takes_its_enrollments_along(roster: RosterRealm) -> None:
    rows = [person("pupil-r"), school_class("class-r", "CV01"), enrollment("class-r", "pupil-r")]
    roster.write(*rows, school_class("class-s", "CV01"), enrollment("class-s", "pupil-r"))
    results = roster.write(
        remove("class", "class-r"), remove("enrollment", "class-s/pupil-r"), remove("class", "nothing")
    )
    assert statuses(results) == ["removed", "removed", "unchanged"]
    assert "class-r" not in roster.state("classes")
    assert "class-s" in roster.state("classes")
    assert not {"class-r/pupil-r", "class-s/pupil-r"} & set(roster.state("enrollments"))


def test_a_deleted_person_leaves_no_enrollment(roster: RosterRealm) -> None:
    roster.write(person("gone-1"), school_class("class-g", "CV01"), enrollment("class-g", "gone-1"))
    roster.call("DELETE", f"/users/{roster.user_id('gone-1')}")
    assert "class-g/gone-1" not in roster.state("enrollments")


def test_ndjson_is_taken_too(roster: RosterRealm) -> None:
    lines = "\n".join(json.dumps(row) for row in (person("line-1"), person("line-2")))
    answer = roster.send(lines, "application/x-ndjson")
    assert answer.json()["counts"] == {"created": 2}


@pytest.mark.parametrize("body", ["", "{", "[{}", "{}", "[] []", "null", '[{"type": "person", "type": "person"}]'])
def test_a_body_that_is_no_batch_is_refused_as_a_whole(roster: RosterRealm, body: str) -> None:
    answer = roster.send(body)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_more_than_5000_rows_are_refused(roster: RosterRealm) -> None:
    rows = [remove("class", f"c{number}") for number in range(5001)]
    answer = roster.send(json.dumps(rows))
    assert (answer.status_code, answer.json()["error"]) == (413, "too_large")
    assert roster.send(json.dumps(rows[:5000])).json()["counts"] == {"unchanged": 5000}


def test_a_batch_is_one_admin_event_with_its_counts(roster: RosterRealm) -> None:
    roster.call("DELETE", "/admin-events")
    roster.write(person("event-1"), person("event-2"), disable("nobody"))
    [event] = [e for e in roster.call("GET", "/admin-events") if e["resourceType"] == "ROSTER_BATCH"]
    assert event["details"] == {"created": "2", "rejected": "1"}


def test_the_state_has_every_record_and_its_hash(roster: RosterRealm) -> None:
    roster.write(person("state-1", rosterHash="abc", email=None), school_class("state-c", "CV01", rosterHash="def"))
    assert roster.state()["state-1"] == {
        "id": roster.user_id("state-1"),
        "sourcedId": "state-1",
        "username": "state-1",
        "enabled": True,
        "rosterHash": "abc",
    }
    assert roster.state("classes")["state-c"] == {"sourcedId": "state-c", "rosterHash": "def"}
    assert roster.state("schools")["CV01"]["rosterHash"] == "1"


def test_the_state_of_nothing_known_is_refused(roster: RosterRealm) -> None:
    answer = roster.admin.get("/roster/state?of=secrets")
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_the_schema_and_the_endpoint_agree_on_what_a_row_is(roster: RosterRealm) -> None:
    schema = json.loads(
        (Path(__file__).parents[2] / "contracts" / "roster-batch.schema.json").read_text(encoding="utf-8")
    )
    well_formed = [
        school("CV20"),
        profile("access:agree", LIBRARY),
        person("agree-1", lastName="", email=None, attributes={}, schools=["CV20"]),
        person("agree-2", accessProfile="access:agree"),
        school_class("agree-c", "CV20", term="2026-fall"),
        enrollment("agree-c", "agree-1", primary=False),
        disable("agree-2-unknown"),
        remove("class", "agree-unknown"),
    ]
    malformed = [
        school("CV/21"),
        profile("admin"),
        person("agree-3", username="two words"),
        person("agree-4", email="nobody"),
        person("agree-5", attributes={"grade": "03"}),
        person("agree-6", attributes={"sourcedId": ["x"]}),
        person("agree-7", lastName="x" * 256),
        person("agree-8", kind="parents"),
        person("agree-9", surprise=1),
        school_class("agree-d", "CV20", title=" "),
        enrollment("agree-c", "agree-2", "x" * 65),
        {"type": "school", "op": "remove", "sourcedId": "org-CV20"},
        disable(""),
    ]
    validator = jsonschema.Draft202012Validator(schema)
    assert [row for row in well_formed if not validator.is_valid([row])] == []
    assert [row for row in malformed if validator.is_valid([row])] == []
    results = roster.write(*well_formed, *malformed)
    verdicts = [result.get("error") == "invalid_row" for result in results]
    assert verdicts == [False] * len(well_formed) + [True] * len(malformed)
