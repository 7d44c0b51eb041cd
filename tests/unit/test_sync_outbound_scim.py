"""A real SCIM server is made equal to a selection, with as few requests as there are differences."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from scim2_server.requests import ScimRequest
from scim2_server.responses import ScimResponse

from sync.apply import Rejection
from sync.errors import GuardError, InterruptedRunError
from sync.outbound.scim import service as scim_service
from sync.outbound.scim.plan import guard_scim, plan_scim, read_service
from sync.outbound.scim.service import ScimError, ScimService
from sync.outbound.scim.write import write_scim
from tests.support.outbound import school_tables, selection, target
from tests.support.roster_set import Tables, enrollment, person, school_class
from tests.support.scim_server import TOKEN, ScimServer, busy, running_scim_server

Send = Callable[..., tuple[Rejection, ...]]


@pytest.fixture
def server() -> Iterator[ScimServer]:
    with running_scim_server() as running:
        yield running


@pytest.fixture
def send(server: ScimServer, tmp_path: Path) -> Send:
    """Sends what follows from a set; afterwards the server has noted only these requests."""

    def run(tables: Tables | None = None, *, accounts: tuple[str, ...] = (), **options: Any) -> tuple[Rejection, ...]:
        server.requests.clear()
        server.headers.clear()
        made = target("scim", url=server.url, **{"token": TOKEN, **options})
        chosen = selection(
            tmp_path, tables, application=made.application, schools=tuple(made.schools), accounts=accounts
        )
        with ScimService("app", made) as service:
            planned = plan_scim(chosen, made, read_service(service, made))
            guard_scim("app", planned, made.guard)
            return write_scim(planned, service)

    return run


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


def test_a_service_that_asks_for_patience_gets_it(send: Send, server: ScimServer) -> None:
    answers, lock, began = iter([busy(1), busy(0)]), threading.Lock(), time.monotonic()

    def first_two(request: ScimRequest) -> ScimResponse | None:
        with lock:
            return next(answers, None) if request.method == "POST" else None

    server.before = first_two

    assert send() == ()

    assert time.monotonic() - began >= 1
    assert len(server.users()) == 4
    assert len(server.requests) == 6


def test_a_run_that_breaks_off_is_finished_by_the_next(send: Send, server: ScimServer) -> None:
    lock, count = threading.Lock(), iter(range(1000))

    def broken(request: ScimRequest) -> ScimResponse | None:
        with lock:
            if request.method == "POST" and next(count) > 1:
                return ScimResponse(HTTPStatus.INTERNAL_SERVER_ERROR, None, {})
        return None

    server.before = broken
    with pytest.raises(ScimError, match="the service failed"):
        send(groups="classes")
    assert len(server.users()) == 2

    server.before = lambda _: None
    assert send(groups="classes") == ()

    assert len(server.users()) == 4
    assert server.members() == {"class:c1": {"other", "pupil", "teacher"}}


def test_a_version_that_was_read_goes_with_the_change(send: Send, server: ScimServer) -> None:
    send()
    tables = school_tables()
    tables["users"][0]["familyName"] = "Núñez"

    send(tables)

    assert server.headers[0].startswith(('"', 'W/"'))


def test_what_somebody_changes_meanwhile_is_not_written_over(send: Send, server: ScimServer) -> None:
    send()
    tables = school_tables()
    tables["users"][0]["familyName"] = "Núñez"

    def meanwhile(request: ScimRequest) -> ScimResponse | None:
        if request.method == "PATCH":
            return ScimResponse(
                HTTPStatus.PRECONDITION_FAILED, {"schemas": [_ERROR], "status": "412", "detail": "changed"}
            )
        return None

    server.before = meanwhile

    assert [(rejection.key, rejection.error) for rejection in send(tables)] == [("teacher", "changed_meanwhile")]


_ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"


def test_a_wrong_token_is_said(send: Send) -> None:
    with pytest.raises(
        ScimError, match=r"app \(http://127.0.0.1:\d+/v2\): the service does not accept the token \(401\)"
    ):
        send(token="wrong")


def test_a_service_that_is_not_there_is_said(tmp_path: Path) -> None:
    made = target("scim", url="http://127.0.0.1:9/v2", token="x")

    with pytest.raises(ScimError, match="app"), ScimService("app", made):
        pass


def test_with_addresses_as_names_who_has_none_is_not_sent(send: Send, server: ScimServer) -> None:
    tables = school_tables()
    tables["users"][1]["email"] = ""

    send(tables, user_name="email")

    assert {user["userName"] for user in server.users().values()} == {
        "clerk@example.org",
        "other@example.org",
        "teacher@example.org",
    }


def test_a_service_that_does_not_say_what_it_can_is_sent_to(send: Send, server: ScimServer) -> None:
    def silent(request: ScimRequest) -> ScimResponse | None:
        missing = {"schemas": [_ERROR], "status": "404", "detail": "no such resource"}
        return ScimResponse(HTTPStatus.NOT_FOUND, missing) if "ServiceProviderConfig" in request.path else None

    server.before = silent

    assert send() == ()
    assert len(server.users()) == 4


def test_a_list_that_ends_too_soon_is_no_reason_to_make_everybody_again(send: Send, server: ScimServer) -> None:
    send()

    def short(request: ScimRequest) -> ScimResponse | None:
        page = {"schemas": [_LIST], "totalResults": 4, "Resources": []}
        return ScimResponse(HTTPStatus.OK, page) if request.path.endswith("Users") else None

    server.before = short

    with pytest.raises(ScimError, match="the list of Users ends after 0 of 4"):
        send()
    assert server.requests == []


_LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"


def test_no_more_is_asked_of_a_service_than_is_compared(send: Send, server: ScimServer) -> None:
    asked_for = []

    def note(request: ScimRequest) -> None:
        if request.method == "GET" and request.path.endswith("Users"):
            asked_for.append(request.query["attributes"])

    server.before = note
    send(fields=[])

    assert asked_for == ["id,externalId,meta,userName,name,active"]


def test_a_run_that_is_told_to_end_sends_no_more(server: ScimServer, tmp_path: Path) -> None:
    made = target("scim", url=server.url, token=TOKEN)

    def told_to_end() -> None:
        raise InterruptedRunError("told to stop")

    with ScimService("app", made) as service, pytest.raises(InterruptedRunError):
        write_scim(plan_scim(selection(tmp_path), made, read_service(service, made)), service, told_to_end)

    assert server.requests == []
