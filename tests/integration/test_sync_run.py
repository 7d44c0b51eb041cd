"""`homeroom sync` against a real Keycloak: what it writes, what it refuses, and that it can be killed."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from admin_api import AdminConnection, RosterApi
from homeroom.cli import main
from tests.support.keycloak_server import KeycloakServer
from tests.support.roster_set import Tables, enrollment, person, school_class, small_tables, write_set

pytestmark = pytest.mark.integration

_ROLES = ("student", "staff", "teacher", "clerk")
_RULES = {"canvas": "student", "clever": "teacher and has_schedule and has_email", "library": "everybody"}


@dataclass(frozen=True)
class Finished:
    """A command that has ended."""

    code: int
    document: dict[str, Any]
    message: str


@dataclass(frozen=True)
class District:
    """A district folder whose realm has the roles and clients that a sync refers to."""

    folder: Path
    connection: AdminConnection
    realm: str

    def sync(self, command: str, tables: Tables, *options: str) -> Finished:
        write_set(self.folder / "roster", tables)
        done = CliRunner().invoke(main, [*self.arguments(command), *options])
        return Finished(done.exit_code, json.loads(done.stdout or "{}"), done.stderr)

    def arguments(self, command: str) -> list[str]:
        return ["sync", command, "--district", str(self.folder), "--json"]

    def get(self, path: str, **query: str) -> Any:
        return self.connection.get(f"/admin/realms/{self.realm}/{path}", query)

    def user(self, username: str) -> dict[str, Any]:
        (found,) = self.get("users", username=username, exact="true")
        return dict(found)

    def roles_of(self, username: str) -> set[str]:
        return {role["name"] for role in self.get(f"users/{self.user(username)['id']}/role-mappings/realm")}

    def applications_of(self, username: str) -> set[str]:
        user_id = self.user(username)["id"]
        clients = {client["clientId"]: client["id"] for client in self.get("clients") if client["clientId"] in _RULES}
        return {
            name
            for name, client_id in clients.items()
            if self.get(f"users/{user_id}/role-mappings/clients/{client_id}/composite")
        }


@pytest.fixture(scope="module")
def made(keycloak: KeycloakServer, realm: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    folder = tmp_path_factory.mktemp("district")
    documents: dict[str, object] = {
        "district": {
            "name": "Test Schools",
            "realm": realm,
            "languages": ["en"],
            "help_contact": "us",
            "roles": {"clerk": 'employee("Front office")'},
            "guard": {"disable_percent": 50, "disable_at_least": 1},
            "daemon": {"lease_seconds": 5},
        },
        "apps": {
            "applications": [
                {"id": name, "title": {"en": name}, "url": "https://example.org", "access": rule}
                for name, rule in _RULES.items()
            ]
        },
        "deployment": {
            "keycloak": {"url": keycloak.url, "client_id": keycloak.client_id, "client_secret": keycloak.client_secret},
            "desk": {"url": "http://localhost", "client_secret": "x", "session_secret": "x"},
        },
    }
    for name, document in documents.items():
        (folder / f"{name}.yaml").write_text(json.dumps(document), encoding="utf-8")
    with keycloak.connection() as connection:
        path = f"/admin/realms/{realm}"
        current = connection.get(path)
        current["attributes"]["homeroom.roster.roles"] = ",".join(_ROLES)
        connection.put(path, current)
        for role in _ROLES:
            connection.post(f"{path}/roles", {"name": role})
        for name in _RULES:
            connection.post(f"{path}/clients", {"clientId": name, "fullScopeAllowed": False})
            (client,) = connection.get(f"{path}/clients", {"clientId": name})
            connection.post(f"{path}/clients/{client['id']}/roles", {"name": "launch"})
        yield District(folder, connection, realm)


def this_year() -> Tables:
    """The small set, in a term that is not over on the day of the test."""
    tables = small_tables()
    tables["academicSessions"][0]["endDate"] = (date.today() + timedelta(days=100)).isoformat()
    return tables


@pytest.fixture
def district(made: District) -> District:
    """The district after a run with the small set."""
    assert made.sync("run", this_year()).code == 0
    return made


def test_people_are_written_with_their_groups_roles_and_applications(district: District) -> None:
    user = district.user("teacher")

    assert (user["firstName"], user["email"], user["enabled"]) == ("Given", "teacher@example.org", True)
    assert [group["path"] for group in district.get(f"users/{user['id']}/groups")] == ["/schools/S01/staff"]
    assert {"staff", "teacher"} < district.roles_of("teacher")
    assert district.applications_of("teacher") == {"clever", "library"}
    assert district.applications_of("pupil") == {"canvas", "library"}
    assert "clerk" in district.roles_of("clerk")


def test_a_second_run_changes_nothing(district: District) -> None:
    again = district.sync("run", this_year())

    assert (again.code, again.document["plan"]["rows"]) == (0, 0)
    assert district.sync("plan", this_year()).code == 0


def test_a_plan_says_what_would_change_and_changes_nothing(district: District) -> None:
    tables = this_year()
    tables["users"][1]["familyName"] = "Núñez"

    planned = district.sync("plan", tables)

    assert planned.code == 3
    assert planned.document["plan"]["counts"]["people"]["changed"] == 1
    assert district.user("pupil")["lastName"] == "Pupil"


def test_who_leaves_is_disabled_and_comes_back_with_the_password(district: District) -> None:
    user_id = district.user("pupil")["id"]
    password = {"type": "password", "value": "correct horse battery", "temporary": False}
    district.connection.put(f"/admin/realms/{district.realm}/users/{user_id}/reset-password", password)
    tables = this_year()
    del tables["users"][1], tables["enrollments"][1]

    left = district.sync("run", tables)
    disabled = not district.user("pupil")["enabled"]
    returned = district.sync("run", this_year())

    assert left.document["result"]["counts"]["person"] == {"disabled": 1}
    assert disabled
    assert returned.document["plan"]["counts"]["people"]["returned"] == 1
    assert district.user("pupil")["enabled"]
    assert [credential["type"] for credential in district.get(f"users/{user_id}/credentials")] == ["password"]


def test_a_record_with_a_finding_stays_as_it_is(district: District) -> None:
    tables = this_year()
    tables["users"][1] |= {"grades": "K", "familyName": "Changed"}

    assert district.sync("check", tables).code == 3
    ran = district.sync("run", tables)

    assert ran.code == 0
    assert ran.document["plan"]["counts"]["people"]["held"] == 1
    assert ran.document["plan"]["rows"] == 0
    assert district.user("pupil")["lastName"] == "Pupil"


def test_a_run_that_disables_too_many_is_refused(district: District) -> None:
    tables = this_year()
    tables["users"] = tables["users"][:1]
    tables["enrollments"] = tables["enrollments"][:1]

    refused = district.sync("run", tables)

    assert refused.code == 4
    assert "would disable 3 of 4 people" in refused.message
    assert district.user("pupil")["enabled"]


def test_a_set_that_cannot_be_used_is_refused(district: District) -> None:
    tables = this_year()
    tables["users"] = [dict.fromkeys(tables["users"][0], "")]

    refused = district.sync("run", tables)

    assert refused.code == 5
    assert "users.csv: the file has a header and no rows" in refused.message


def test_an_account_made_by_hand_is_never_given_away(district: District) -> None:
    district.connection.post(f"/admin/realms/{district.realm}/users", {"username": "guest", "firstName": "Hand"})
    tables = this_year()
    tables["users"].append(person("p9", username="guest"))

    ran = district.sync("run", tables)

    assert ran.code == 1
    assert ran.document["result"]["rejected"] == {"username_taken": 1}
    assert district.user("guest")["firstName"] == "Hand"


def test_a_run_that_is_killed_is_finished_by_the_next(district: District) -> None:
    tables = this_year()
    tables["users"] += [person("new"), person("newer")]
    tables["classes"] += [school_class(f"k{number}") for number in range(3000)]
    tables["enrollments"] += [enrollment("new", f"k{number}") for number in range(3000)]
    write_set(district.folder / "roster", tables)
    api = RosterApi(district.connection, district.realm)
    deadline = time.monotonic() + 120

    run = [sys.executable, "-m", "homeroom", *district.arguments("run")]
    with subprocess.Popen(run, stdout=subprocess.DEVNULL) as process:
        while sum(1 for _ in api.state("classes")) < 3001 and time.monotonic() < deadline:
            assert process.poll() in (None, 0)
        process.kill()

    assert district.sync("run", tables, "--wait", "30").code == 0
    assert district.sync("plan", tables).document["plan"]["rows"] == 0
    assert sum(1 for state in api.people() if state.enabled) == 6
    assert sum(1 for _ in api.state("classes")) == 3001
    assert sum(1 for _ in api.state("enrollments")) == 3003
