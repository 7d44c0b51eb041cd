"""A real SCIM server is made equal to a selection, with as few requests as there are differences."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sync.errors import GuardError
from sync.outbound.scim import service as scim_service
from tests.support.outbound import school_tables
from tests.support.roster_set import Tables, enrollment, person, school_class
from tests.support.scim_run import Send, sender
from tests.support.scim_server import ScimServer, running_scim_server


@pytest.fixture
def server() -> Iterator[ScimServer]:
    with running_scim_server() as running:
        yield running


@pytest.fixture
def send(server: ScimServer, tmp_path: Path) -> Send:
    return sender(server, tmp_path)


def asked(server: ScimServer) -> list[tuple[str, dict[str, Any]]]:
    return [(method, json.loads(body)) for method, _path, body in server.requests]


def test_everybody_who_may_open_the_application_gets_an_account(send: Send, server: ScimServer) -> None:
    send(application="office")

    users = server.users()
    assert users.keys() == {"clerk", "teacher"}
    assert (
        users["teacher"]
        | {
            "userName": "teacher",
            "name": {"givenName": "Given", "familyName": "Teacher"},
            "active": True,
            "emails": [{"value": "teacher@example.org", "type": "work", "primary": True}],
        }
        == users["teacher"]
    )


def test_no_more_is_sent_of_people_than_is_asked_for(send: Send, server: ScimServer) -> None:
    send()

    sent = json.dumps(server.requests)
    for never in ("secret", "2020-02-03", "555", "Medial", "n-pupil", "pupil@example.org", "Front office"):
        assert never not in sent


def test_what_is_asked_for_is_sent(send: Send, server: ScimServer) -> None:
    send(fields=["student-email", "middle-name", "employee-type", "person-type"])

    users = server.users()
    assert users["pupil"]["emails"][0]["value"] == "pupil@example.org"
    assert users["pupil"]["userType"] == "student"
    assert users["clerk"]["title"] == "Front office"
    assert users["clerk"]["name"]["middleName"] == "Medial"
    assert "emails" not in users["teacher"]


@pytest.mark.parametrize("groups", ["none", "schools", "classes"])
def test_a_second_run_sends_nothing(send: Send, server: ScimServer, groups: str) -> None:
    fields = ["staff-email", "student-email", "middle-name", "employee-type", "person-type"]
    send(groups=groups, fields=fields)
    assert server.requests

    send(groups=groups, fields=fields)

    assert server.requests == []


def test_a_change_is_one_request_that_says_what_has_changed(send: Send, server: ScimServer) -> None:
    send()
    tables = school_tables()
    tables["users"][0] |= {"familyName": "Núñez", "email": "new@example.org"}

    send(tables)

    ((method, body),) = asked(server)
    assert method == "PATCH"
    assert body["Operations"] == [
        {"op": "replace", "path": "name.familyName", "value": "Núñez"},
        {"op": "replace", "path": 'emails[type eq "work"].value', "value": "new@example.org"},
    ]
    assert server.users()["teacher"]["emails"] == [{"value": "new@example.org", "type": "work", "primary": True}]


def test_who_leaves_is_set_inactive_and_comes_back(send: Send, server: ScimServer) -> None:
    send()
    kept = server.users()["pupil"]["id"]
    tables = school_tables()
    del tables["users"][1], tables["enrollments"][1]

    send(tables)
    inactive = server.users()["pupil"]
    send()

    assert (inactive["id"], inactive["active"]) == (kept, False)
    assert (server.users()["pupil"]["id"], server.users()["pupil"]["active"]) == (kept, True)


def test_who_may_no_longer_open_the_application_is_set_inactive(send: Send, server: ScimServer) -> None:
    send()

    send(application="office")

    assert {name: user["active"] for name, user in server.users().items()} == {
        "clerk": True,
        "other": False,
        "pupil": False,
        "teacher": True,
    }


@pytest.mark.parametrize("flaw", [{"grades": "K"}, {"sourcedId": ""}, {"username": "other"}], ids=str)
def test_a_person_in_doubt_stays_as_the_service_has_it(send: Send, server: ScimServer, flaw: dict[str, str]) -> None:
    send(groups="classes")
    tables = school_tables()
    tables["users"][1] |= flaw | {"familyName": "Changed"}

    send(tables, groups="classes", accounts=("teacher", "pupil", "other", "clerk"))

    assert server.requests == []


def test_accounts_that_are_not_ours_are_left_alone(send: Send, server: ScimServer) -> None:
    for name in ("by-hand", "pupil"):
        server.add({"userName": name, "active": True})

    rejected = send()

    assert [(rejection.key, rejection.error) for rejection in rejected] == [("pupil", "taken")]
    assert server.users()["by-hand"]["active"]
    assert {"clerk", "other", "teacher"} < server.users().keys()


def test_a_name_that_one_gives_up_can_be_given_to_somebody_new(send: Send, server: ScimServer) -> None:
    send()
    tables = school_tables()
    tables["users"][1]["username"] = "pupil2"
    tables["users"].append(person("new", username="pupil"))

    assert send(tables) == ()

    assert (server.users()["pupil"]["userName"], server.users()["new"]["userName"]) == ("pupil2", "pupil")


def test_other_values_of_an_account_stay(send: Send, server: ScimServer) -> None:
    send()
    server.change("teacher", {"nickName": "Tea", "title": "set by hand"})
    tables = school_tables()
    tables["users"][0]["familyName"] = "Núñez"

    send(tables)

    teacher = server.users()["teacher"]
    assert (teacher["nickName"], teacher["title"]) == ("Tea", "set by hand")


def test_groups_are_schools(send: Send, server: ScimServer) -> None:
    tables = school_tables()
    tables["users"].append(person("far", orgSourcedIds="s1,s2"))

    send(tables, groups="schools")

    assert server.members() == {"school:s1": {"other", "pupil", "teacher", "far"}, "school:s2": {"far"}}


def test_groups_are_classes_and_follow_their_pupils(send: Send, server: ScimServer) -> None:
    tables = school_tables()
    tables["classes"].append(school_class("c2"))
    tables["enrollments"].append(enrollment("teacher", "c2", "teacher"))
    send(tables, groups="classes")
    moved = [*tables["enrollments"][:1], enrollment("pupil", "c2"), *tables["enrollments"][2:]]

    send({**tables, "enrollments": moved}, groups="classes")

    assert server.members() == {"class:c1": {"other", "teacher"}, "class:c2": {"teacher", "pupil"}}
    assert len(server.requests) == 2


def test_a_class_that_is_over_loses_its_members_and_stays(send: Send, server: ScimServer) -> None:
    send(groups="classes")
    tables = school_tables()
    tables["classes"].append(school_class("c2"))
    tables["classes"][0]["termSourcedIds"] = "past"
    tables["enrollments"].append(enrollment("teacher", "c2", "teacher"))

    send(tables, groups="classes")

    assert server.members() == {"class:c1": set(), "class:c2": {"teacher"}}


def many(count: int) -> Tables:
    tables = school_tables()
    tables["users"] += [person(f"p{number:03}") for number in range(count)]
    tables["enrollments"] += [enrollment(f"p{number:03}", "c1") for number in range(count)]
    return tables


def test_large_groups_go_in_requests_of_a_hundred_and_lists_in_pages(
    send: Send, server: ScimServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scim_service, "_PAGE", 50)
    send(many(250), groups="classes")
    members = [body for method, body in asked(server) if method == "PATCH"]
    assert [len(body["Operations"][0]["value"]) for body in members] == [100, 100, 53]

    send(many(230), groups="classes")

    assert len(server.members()["class:c1"]) == 233
    assert sum(user["active"] for user in server.users().values()) == 234


def test_a_service_that_would_lose_too_many_is_sent_nothing(send: Send, server: ScimServer) -> None:
    send(many(100))

    with pytest.raises(GuardError, match=r"app would lose 40 of 104 people"):
        send(many(60))

    assert server.requests == []
