"""A daemon asks a OneRoster service for changes only while the service's counts say that nothing is missing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest

from sync.roster import Roster
from sync.sources.oneroster_rest import Memory, read_oneroster_rest
from tests.support.oneroster_service import (
    OneRosterService,
    records_of,
    running_service,
    service_source,
    service_tables,
)
from tests.support.roster_set import TODAY, person

EARLY = "2026-01-01T00:00:00.000Z"
LATE = "2999-01-01T00:00:00.000Z"


@pytest.fixture
def service() -> OneRosterService:
    return OneRosterService(records_of(service_tables()))


@pytest.fixture
def address(service: OneRosterService) -> Iterator[str]:
    with running_service(service) as base:
        yield base


@pytest.fixture
def again(service: OneRosterService, address: str) -> Callable[[], Roster]:
    """Reads, as a daemon does, with what it has in memory; everything was read once before."""
    for records in service.collections.values():
        for record in records:
            record["dateLastModified"] = EARLY
    memory: Memory = {}

    def run() -> Roster:
        service.asked.clear()
        return read_oneroster_rest(service_source(address, delta_hours=24), TODAY, memory)

    run()
    return run


def filtered(service: OneRosterService) -> bool:
    """Whether nothing was asked for but changes, and counts."""
    return all("filter" in query or query["limit"] == "1" for _, query in service.asked)


def test_only_what_changed_is_asked_for(service: OneRosterService, again: Callable[[], Roster]) -> None:
    service.collections["users"][1] |= {"givenName": "Changed", "dateLastModified": LATE}
    new = records_of({"users": [person("new", dateLastModified=LATE)]})["users"]
    service.collections["users"] += new
    service.collections["users"][2] |= {"status": "tobedeleted", "dateLastModified": LATE}

    users = again().users

    assert sorted(users["sourcedId"]) == ["clerk", "new", "parent", "pupil", "teacher"]
    assert users.filter(sourcedId="pupil")["givenName"].to_list() == ["Changed"]
    assert filtered(service)


def test_a_record_that_is_gone_for_good_is_noticed(service: OneRosterService, again: Callable[[], Roster]) -> None:
    del service.collections["users"][2]

    assert sorted(again().users["sourcedId"]) == ["clerk", "parent", "pupil", "teacher"]
    assert not filtered(service)


def test_a_service_that_does_not_count_is_read_as_a_whole(
    service: OneRosterService, again: Callable[[], Roster]
) -> None:
    service.counts = False
    del service.collections["users"][2]

    assert again().users.height == 4


def test_after_a_while_everything_is_read(
    service: OneRosterService, again: Callable[[], Roster], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.monotonic()
    # Not the clock of all: the server of the test goes by it, too.
    monkeypatch.setattr("sync.sources.rest.deltas.time", SimpleNamespace(monotonic=lambda: now + 25 * 3600))

    again()

    assert not filtered(service)


def test_roles_of_1_2_change_with_their_users(service: OneRosterService, address: str) -> None:
    for user in service.collections["users"]:
        orgs, role = user.pop("orgs"), user.pop("role")
        user["roles"] = [{"roleType": "primary", "role": role, "org": org} for org in orgs]
    memory: Memory = {}
    settings = service_source(address, delta_hours=24, version="1.2")
    read_oneroster_rest(settings, TODAY, memory)
    service.collections["users"][1] |= {"dateLastModified": LATE}
    service.collections["users"][1]["roles"][0] |= {"role": "aide", "org": {"sourcedId": "s2"}}

    users = read_oneroster_rest(settings, TODAY, memory).users

    changed = users.filter(sourcedId="pupil").row(0, named=True)
    assert (changed["role"], changed["orgSourcedIds"]) == ("aide", "s2")
