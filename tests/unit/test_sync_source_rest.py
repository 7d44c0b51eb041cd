"""A OneRoster service gives the roster that a CSV set of the same records would, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import stamina
from starlette.responses import JSONResponse, Response

from settings import DistrictFolder, SettingsError
from settings.render import Referenced
from sync.errors import SourceError, SyncError
from sync.roster import Place, Roster
from sync.sources import open_source
from sync.sources.oneroster_rest import read_oneroster_rest
from sync.sources.transport.settling import SourceNotReadyError
from tests.support.oneroster_service import (
    CLIENT_SECRET,
    OneRosterService,
    records_of,
    running_service,
    service_source,
    service_tables,
)
from tests.support.roster_set import TODAY, person, read_set, write_set

Read = Callable[..., Roster]


@pytest.fixture
def service() -> OneRosterService:
    return OneRosterService(records_of(service_tables()))


@pytest.fixture
def address(service: OneRosterService) -> Iterator[str]:
    with running_service(service) as base:
        yield base


@pytest.fixture
def read(address: str) -> Read:
    def run(**settings: Any) -> Roster:
        return read_oneroster_rest(service_source(address, **settings), TODAY)

    return run


@pytest.mark.parametrize("counts", [True, False], ids=["counted", "not counted"])
@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
@pytest.mark.parametrize("most", [2, 5])
def test_it_is_what_a_csv_set_would_be(
    tmp_path: Path, service: OneRosterService, read: Read, counts: bool, links: bool, most: int
) -> None:
    service.counts, service.links, service.most = counts, links, most

    roster = read()

    for table, frame in read_set(write_set(tmp_path, service_tables())).tables.items():
        assert roster.tables[table].drop("row").equals(frame.drop("row")), table


def test_rows_are_numbered_through(service: OneRosterService, read: Read) -> None:
    roster = read()

    assert roster.users["row"].to_list() == [1, 2, 3, 4, 5]
    assert roster.place("users", 4) == Place("/users", 4)


def test_the_same_records_have_the_same_checksum(service: OneRosterService, read: Read) -> None:
    before = read().origin.checksum
    service.most = 100
    assert read().origin.checksum == before

    service.collections["users"][0]["givenName"] = "Changed"
    assert read().origin.checksum != before


def test_roles_of_1_2_are_folded_into_users(service: OneRosterService, read: Read) -> None:
    for user in service.collections["users"]:
        orgs, role = user.pop("orgs"), user.pop("role")
        user["roles"] = [{"roleType": "primary", "role": role, "org": org} for org in orgs]
    service.collections["users"][3]["roles"][0]["role"] = "counselor"
    service.collections["users"][1]["roles"][0]["endDate"] = "2026-06-01"

    users = read(version="1.2").users

    assert users["role"].to_list() == ["teacher", "student", "student", "administrator", "parent"]
    assert users["enabledUser"].to_list() == ["true", "false", "true", "true", "true"]
    assert "or/v1p2/scope/roster-core.readonly" in service.scopes


def test_records_that_are_to_be_deleted_are_not_there(service: OneRosterService, read: Read) -> None:
    service.collections["users"][2]["status"] = "tobedeleted"

    roster = read()

    assert roster.users["sourcedId"].to_list() == ["teacher", "pupil", "clerk", "parent"]
    assert roster.origin.notes == ("/users: 1 rows with the status tobedeleted or inactive are not used",)


def test_values_of_other_types_are_read(service: OneRosterService, read: Read) -> None:
    user = service.collections["users"][1]
    user |= {"enabledUser": True, "grades": ["01", "02"], "identifier": 12}
    user |= {
        "metadata": {"specialEd": True},
        "userIds": [{"type": "State", "identifier": "7"}, {"type": "", "identifier": ""}],
    }

    found = read().users.row(1, named=True)

    assert (found["enabledUser"], found["grades"], found["identifier"]) == ("true", "01,02", "12")
    assert (found["specialEd"], found["userIds"]) == ("true", "{State:7}")


def test_birth_dates_are_read_only_if_asked_for(service: OneRosterService, read: Read) -> None:
    service.collections["demographics"] = [{"sourcedId": "pupil", "birthDate": "2019-02-01"}]

    assert read().demographics.is_empty()
    assert "demographics" not in service.scopes
    assert read(demographics=True).demographics.select("sourcedId", "birthDate").rows() == [("pupil", "2019-02-01")]
    assert "roster-demographics.readonly" in service.scopes


def test_a_column_that_the_district_names_has_to_be_in_some_record(service: OneRosterService, read: Read) -> None:
    for user in service.collections["users"]:
        del user["metadata"]["specialEd"]

    with pytest.raises(SourceError, match=r"/users, column metadata\.specialEd: no user has this"):
        read()


class TestChanges:
    def test_records_that_change_while_they_are_read_are_read_again(
        self, service: OneRosterService, read: Read
    ) -> None:
        def add_once(name: str, offset: int) -> None:
            if (name, offset) == ("users", 2) and len(service.collections["users"]) == 5:
                service.collections["users"] += records_of({"users": [person("new")]})["users"]

        service.before = add_once

        assert read().users.height == 6

    def test_a_record_that_moves_to_a_later_page_is_noticed_without_a_count(
        self, service: OneRosterService, read: Read
    ) -> None:
        def insert_once(name: str, offset: int) -> None:
            if (name, offset) == ("users", 2) and len(service.collections["users"]) == 5:
                service.collections["users"].insert(0, records_of({"users": [person("new")]})["users"][0])

        service.counts, service.before = False, insert_once

        assert sorted(read().users["sourcedId"]) == ["clerk", "new", "other", "parent", "pupil", "teacher"]

    def test_records_that_never_rest_are_refused(self, service: OneRosterService, read: Read) -> None:
        def add(name: str, offset: int) -> None:
            if name == "users" and offset:
                number = len(service.collections["users"])
                service.collections["users"] += records_of({"users": [person(f"p{number}")]})["users"]

        service.before = add

        with pytest.raises(SourceNotReadyError, match=r"/users: records changed each time .* there were"):
            read()

    def test_records_that_are_missing_are_noticed(self, service: OneRosterService, read: Read) -> None:
        page = JSONResponse({"academicSessions": []}, headers={"X-Total-Count": "2"})
        service.answers = [page, page, page]

        with pytest.raises(SourceNotReadyError, match="the service counts 2 and sent 0"):
            read()


class TestSignIn:
    def test_a_token_that_ends_meanwhile_is_renewed(self, service: OneRosterService, read: Read) -> None:
        def end(name: str, offset: int) -> None:
            if name == "users" and service.tokens == 1:
                service.valid.clear()

        service.before = end

        assert read().users.height == 5
        assert service.tokens == 2

    def test_one_token_serves_a_whole_reading(self, service: OneRosterService, read: Read) -> None:
        read()

        assert service.tokens == 1

    def test_a_wrong_secret_is_said(self, address: str, read: Read) -> None:
        with pytest.raises(SyncError, match="/token: no token, 401; check client_id, client_secret and scopes"):
            read(client_secret=Referenced("wrong", "${file:secrets/sis}"))

    def test_a_secret_in_the_file_itself_is_refused(self, address: str) -> None:
        with pytest.raises(ValueError, match="a secret is not written here"):
            service_source(address, client_secret="plain")

    def test_a_service_is_not_asked_in_plain_words(self) -> None:
        with pytest.raises(ValueError, match="has to begin with https://"):
            service_source("http://sis.example.org")

    def test_a_next_page_at_another_server_is_not_asked(self, service: OneRosterService, read: Read) -> None:
        link = '<https://other.example.org/v/orgs>; rel="next"'
        service.answers = [JSONResponse({"academicSessions": [{"sourcedId": "x"}]}, headers={"Link": link})]

        with pytest.raises(SyncError, match=r"the next page is at another server, other\.example\.org"):
            read()


class TestTrouble:
    @pytest.mark.parametrize("status", [429, 503])
    def test_a_service_that_is_busy_is_asked_again(self, service: OneRosterService, read: Read, status: int) -> None:
        service.answers = [Response(status_code=status, headers={"Retry-After": "0"}), Response(status_code=status)]

        assert read().users.height == 5

    def test_the_time_that_a_busy_service_names_is_kept(self, service: OneRosterService, address: str) -> None:
        waits: list[float] = []
        service.answers = [Response(status_code=429, headers={"Retry-After": "1"})]
        stamina.instrumentation.set_on_retry_hooks([lambda details: waits.append(details.wait_for)])
        try:
            with stamina.set_testing(False):
                read_oneroster_rest(service_source(address), TODAY)
        finally:
            stamina.instrumentation.set_on_retry_hooks(None)

        assert waits == [1.0]

    def test_a_service_that_is_busy_for_long_is_left_alone(self, service: OneRosterService, read: Read) -> None:
        service.answers = [Response(status_code=503, headers={"Retry-After": "86400"})]

        with pytest.raises(SyncError, match="answers 503 and wants to be asked again in 86400 s"):
            read()
        assert service.asked == []

    def test_an_answer_that_is_none_is_said(self, service: OneRosterService, read: Read) -> None:
        service.answers = [Response("<html>")]

        with pytest.raises(SyncError, match="the answer has no list of academicSessions; check url and version"):
            read()


def test_a_district_names_a_service(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIS_SECRET", CLIENT_SECRET)
    (tmp_path / "district.yaml").write_text(
        "{name: Test, realm: test, help_contact: us, roster: {type: oneroster-rest, "
        f"url: '{address}/v', token_url: '{address}/token', client_id: homeroom, "
        "client_secret: '${env:SIS_SECRET}'}}",
        encoding="utf-8",
    )
    folder = DistrictFolder.at(tmp_path)

    assert folder.roster_path() is None
    assert open_source(folder).origin.path == f"{address}/v"
    assert open_source(folder, str(write_set(tmp_path / "set", service_tables()))).users.height == 5


def test_a_missing_key_of_a_service_is_named_where_it_belongs(tmp_path: Path) -> None:
    (tmp_path / "district.yaml").write_text(
        "name: Test\nrealm: test\nhelp_contact: us\nroster:\n  type: oneroster-rest\n", encoding="utf-8"
    )

    with pytest.raises(SettingsError, match=r"district\.yaml:4: roster\.url: this key is missing"):
        _ = DistrictFolder.at(tmp_path).district
