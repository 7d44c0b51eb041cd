"""After a good run applications have their rosters, and after a bad one they have what they had."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.keycloak_server import KeycloakServer
from tests.support.outbound import rows_of
from tests.support.roster_set import Tables, enrollment, person
from tests.support.scim_server import TOKEN, ScimServer, running_scim_server
from tests.support.sftp_server import PASSWORD, SftpServer, running_sftp_server
from tests.support.sync_district import MANY_MAY_COME, District, sync_district, this_year

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def sftp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SftpServer]:
    with running_sftp_server(tmp_path_factory.mktemp("sftp")) as running:
        yield running


@pytest.fixture(scope="module")
def scim() -> Iterator[ScimServer]:
    with running_scim_server() as running:
        yield running


@pytest.fixture(scope="module")
def district(
    keycloak: KeycloakServer, realm: str, sftp: SftpServer, scim: ScimServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[District]:
    folder = tmp_path_factory.mktemp("district")
    (folder / "sftp").write_text(PASSWORD, encoding="utf-8")
    (folder / "scim").write_text(TOKEN, encoding="utf-8")
    server = sftp.destination().model_dump() | {"password": "${file:sftp}", "private_key": None, "path": "/"}
    outbound = {
        "books": {"type": "oneroster-csv", "application": "library", "to": server},
        "canvas": {"type": "scim", "application": "canvas", "url": scim.url, "token": "${file:scim}"},
    }
    everything = MANY_MAY_COME | dict.fromkeys(["applications_lost", "classes_removed", "roles_lost"], 100)
    guard = {
        "at_least": 1,
        "in_term": {
            "district": {**everything, "disabled": 50, "enrollments_removed": 100},
            "campus": {**everything, "disabled": 100},
        },
    }
    with sync_district(keycloak, realm, folder, {"outbound": outbound, "guard": guard}) as made:
        sends_rosters(made, allowed=True)
        yield made


def sends_rosters(district: District, *, allowed: bool) -> None:
    """Say whether this installation is the one that sends rosters."""
    file = district.folder / "deployment.yaml"
    document = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(document | {"send_rosters": allowed}), encoding="utf-8")


def with_people(count: int) -> Tables:
    tables = this_year()
    tables["users"] += [person(f"p{number:03}") for number in range(count)]
    tables["enrollments"] += [enrollment(f"p{number:03}", "c1") for number in range(count)]
    return tables


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_rosters_follow_a_good_run_and_not_a_refused_one(
    district: District, sftp: SftpServer, scim: ScimServer
) -> None:
    first = district.sync("run", with_people(60))

    assert (first.code, [target["status"] for target in first.document["targets"]]) == (0, ["sent", "sent"])
    assert len(rows_of(sftp.root / "users.csv")) == 64
    assert scim.users().keys() == {"pupil", "other", *(f"p{number:03}" for number in range(60))}

    # Keycloak's guard refuses that: nothing goes on to anybody, not by `send` either.
    before = contents(sftp.root)
    scim.requests.clear()
    assert district.sync("run", with_people(10)).code == 4
    assert district.sync("send", with_people(10)).code == 4
    assert (contents(sftp.root), scim.requests) == (before, [])

    # Keycloak takes that, the applications' own guards do not.
    refused = district.sync("run", with_people(31))
    assert refused.code == 4
    assert refused.message.count("people_percent") == 2
    assert "books would lose 29 of 64 people" in refused.message
    assert refused.document["result"]["counts"]["person"] == {"disabled": 29}
    assert contents(sftp.root) == before
    assert district.sync("status", with_people(31)).code == 3

    allowed = district.sync("send", with_people(31), "--allow-removals", "29")
    assert (allowed.code, [target["status"] for target in allowed.document["targets"]]) == (0, ["sent", "sent"])
    assert sum(user["active"] for user in scim.users().values()) == 33
    record = district.sync("status", with_people(31)).document["runs"][0]
    assert (record["command"], record["outcome"]) == ("send", "done")
    assert [target["status"] for target in record["outbound"]] == ["sent", "sent"]

    scim.requests.clear()
    again = district.sync("run", with_people(31))
    assert (again.code, [target["status"] for target in again.document["targets"]]) == (0, ["unchanged", "unchanged"])
    assert scim.requests == []
    assert district.sync("status", with_people(31)).document["runs"][0]["outbound"][0]["target"] == "books"


def test_another_installation_of_the_district_sends_nothing(district: District, sftp: SftpServer) -> None:
    sends_rosters(district, allowed=False)
    before = contents(sftp.root)
    tables = with_people(31)
    tables["users"][1]["familyName"] = "Núñez"
    try:
        ran = district.sync("run", tables)
        sent = district.sync("send", tables)
        planned = district.sync("send", tables, "books", "--plan")
    finally:
        sends_rosters(district, allowed=True)

    assert (ran.code, ran.document["targets"]) == (0, [])
    assert (sent.code, planned.code) == (4, 3)
    assert "send_rosters in deployment.yaml is not true" in sent.message
    assert contents(sftp.root) == before


def test_a_target_that_does_not_exist_is_wrong_usage(district: District) -> None:
    finished = district.sync("send", this_year(), "bocks")

    assert finished.code == 2
    assert "no such target in district.yaml: bocks; known are: books, canvas" in finished.message
