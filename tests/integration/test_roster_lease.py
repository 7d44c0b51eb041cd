"""One run of the sync at a time, by the lease of the realm, and records of runs that every machine can read."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from admin_api import AdminConnection, LeaseApi, LeaseHeldError, LeaseLostError, NotFoundError, RosterApi, RunsApi
from tests.support.keycloak_server import KeycloakServer
from tests.support.roster_realm import RosterRealm, school

pytestmark = pytest.mark.integration


def token() -> str:
    return str(uuid.uuid4())


@pytest.fixture(scope="module")
def connection(keycloak: KeycloakServer) -> Iterator[AdminConnection]:
    with keycloak.connection() as connection:
        yield connection


@pytest.fixture
def lease(connection: AdminConnection, realm: str) -> Iterator[LeaseApi]:
    api = LeaseApi(connection, realm)
    yield api
    for held in _taken:
        api.release(held)
    _taken.clear()


_taken: list[str] = []


def taken(api: LeaseApi, holder: str = "sync01 (1)", seconds: int = 60) -> str:
    mine = token()
    api.take(mine, holder, seconds)
    _taken.append(mine)
    return mine


def test_the_second_who_asks_is_told_who_holds_the_lease_and_until_when(lease: LeaseApi) -> None:
    taken(lease, "sync01 (4711)", 60)

    with pytest.raises(LeaseHeldError, match=r"sync01 \(4711\)") as refused:
        lease.take(token(), "sync02 (1)", 60)

    assert 50 < refused.value.seconds <= 60


def test_a_lease_that_was_given_back_can_be_taken_by_the_next(lease: LeaseApi) -> None:
    lease.release(taken(lease))

    assert lease.current() is None
    taken(lease, "sync02 (1)")
    now = lease.current()
    assert now is not None
    assert now.holder == "sync02 (1)"


def test_somebody_elses_lease_is_not_given_back(lease: LeaseApi) -> None:
    taken(lease)

    lease.release(token())

    assert lease.current() is not None


def test_of_many_who_ask_at_once_one_gets_the_lease(lease: LeaseApi) -> None:
    start = threading.Barrier(8)

    def ask(number: int) -> str | None:
        start.wait()
        mine = token()
        try:
            lease.take(mine, f"machine {number}", 60)
        except LeaseHeldError:
            return None
        return mine

    with ThreadPoolExecutor(8) as pool:
        winners = [mine for mine in pool.map(ask, range(8)) if mine]
    _taken.extend(winners)

    assert len(winners) == 1


def test_a_lease_that_ran_out_goes_to_the_next_and_is_lost_to_the_first(lease: LeaseApi) -> None:
    first = taken(lease, seconds=1)
    deadline = time.monotonic() + 20
    while lease.current() is not None:
        assert time.monotonic() < deadline

    taken(lease, "sync02 (1)")

    with pytest.raises(LeaseLostError):
        lease.renew(first, 60)


def test_a_lease_that_ran_out_and_that_nobody_took_can_be_renewed(lease: LeaseApi) -> None:
    mine = taken(lease, seconds=1)
    deadline = time.monotonic() + 20
    while lease.current() is not None:
        assert time.monotonic() < deadline

    assert lease.renew(mine, 60).seconds > 50


def test_a_batch_under_a_lost_lease_writes_nothing(
    lease: LeaseApi, connection: AdminConnection, keycloak: KeycloakServer, realm: str
) -> None:
    api = RosterApi(connection, realm)
    mine = taken(lease)
    assert api.batch([school("LS01")], mine)[0].status == "created"
    lease.release(mine)
    taken(lease, "sync02 (1)")

    with pytest.raises(LeaseLostError):
        api.batch([school("LS02")], mine)

    assert set(RosterRealm(keycloak, realm).state("schools")) == {"LS01"}


def test_the_time_of_a_lease_is_the_databases(lease: LeaseApi) -> None:
    mine = taken(lease)

    since = datetime.fromisoformat(lease.renew(mine, 60).taken)

    assert abs((datetime.now(UTC) - since).total_seconds()) < 30


def test_who_may_not_manage_people_gets_no_lease_and_sees_no_runs(keycloak: KeycloakServer, realm: str) -> None:
    prepared = RosterRealm(keycloak, realm)
    prepared.prepare()
    prepared.call(
        "POST",
        "/users",
        {
            "username": "nobody-special",
            "enabled": True,
            "email": "n@example.org",
            "firstName": "N",
            "lastName": "S",
            "credentials": [{"type": "password", "value": "a-password-of-the-tests"}],
        },
    )
    with AdminConnection.of_person(keycloak.url, prepared.token("nobody-special")) as connection:
        calls = (
            lambda: LeaseApi(connection, realm).current(),
            lambda: LeaseApi(connection, realm).take(token(), "x", 1),
            lambda: LeaseApi(connection, realm).renew(token(), 1),
            lambda: LeaseApi(connection, realm).release(token()),
            lambda: RunsApi(connection, realm).latest(),
            lambda: RunsApi(connection, realm).one("20260101T000000Z-0000"),
            lambda: RunsApi(connection, realm).keep("20260101T000000Z-0000", {}, 1),
        )
        for call in calls:
            with pytest.raises(Exception, match="HTTP 403"):
                call()


def test_records_come_back_newest_first_without_the_people(connection: AdminConnection, realm: str) -> None:
    runs = RunsApi(connection, realm)
    for number in range(3):
        changes = [{"sourcedId": f"p{number}", "what": "created", "why": "new"}]
        runs.keep(f"2026010{number}T000000Z-test", {"id": number, "changes": changes}, 365)

    assert runs.latest(2) == [{"id": 2}, {"id": 1}]
    assert runs.one("20260101T000000Z-test")["changes"] == [{"sourcedId": "p1", "what": "created", "why": "new"}]
    with pytest.raises(NotFoundError):
        runs.one("20290101T000000Z-test")


def test_the_run_that_changed_somebody_last_is_found(connection: AdminConnection, realm: str) -> None:
    runs = RunsApi(connection, realm)
    awkward = 'O"Brien\\%_ñ'
    runs.keep("20260201T000000Z-test", {"id": "a", "changes": [{"sourcedId": awkward, "what": "created"}]}, 365)
    runs.keep("20260202T000000Z-test", {"id": "b", "changes": [{"sourcedId": "x", "what": awkward}]}, 365)

    assert runs.of_person(awkward, 5) == [{"id": "a", "changes": [{"sourcedId": awkward, "what": "created"}]}]


def test_a_record_that_is_sent_again_replaces_the_first(connection: AdminConnection, realm: str) -> None:
    runs = RunsApi(connection, realm)
    for outcome in ("failed", "done"):
        runs.keep("20260301T000000Z-test", {"id": "20260301T000000Z-test", "outcome": outcome}, 365)

    assert [run["outcome"] for run in runs.latest() if run["id"] == "20260301T000000Z-test"] == ["done"]
