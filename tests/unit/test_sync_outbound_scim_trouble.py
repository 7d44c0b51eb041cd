"""SCIM services that fail, are slow, say little or are changed meanwhile: nothing is lost and the next run finishes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from scim2_server.requests import ScimRequest
from scim2_server.responses import ScimResponse

from sync.errors import InterruptedRunError
from sync.outbound.scim.plan import plan_scim, read_service
from sync.outbound.scim.service import ScimError, ScimService
from sync.outbound.scim.write import write_scim
from tests.support.outbound import school_tables, selection, target
from tests.support.scim_run import Send, sender
from tests.support.scim_server import TOKEN, ScimServer, busy, running_scim_server


@pytest.fixture
def server() -> Iterator[ScimServer]:
    with running_scim_server() as running:
        yield running


@pytest.fixture
def send(server: ScimServer, tmp_path: Path) -> Send:
    return sender(server, tmp_path)


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
