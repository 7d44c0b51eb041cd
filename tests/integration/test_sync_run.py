"""`homeroom sync` against a real Keycloak: what it writes, what it refuses, and that it can be killed."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from admin_api import RosterApi
from sync.records import RunFiles
from tests.support.keycloak_server import KeycloakServer
from tests.support.roster_set import enrollment, person, school_class, write_set
from tests.support.sync_district import District, sync_district, this_year

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def made(keycloak: KeycloakServer, realm: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    with sync_district(keycloak, realm, tmp_path_factory.mktemp("district")) as district:
        yield district


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
    assert "3 of 4 people would be disabled" in refused.message
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


@pytest.mark.parametrize(
    "name",
    [
        "*)(uid=*))(|(uid=*",
        "$(reboot)",
        "`reboot`",
        "; rm -rf / #",
        "<script>alert(1)</script>",
        "=1+1",
        "'; drop table x; --",
    ],
)
def test_a_name_that_means_something_elsewhere_is_a_name(district: District, name: str) -> None:
    tables = this_year()
    tables["users"][1]["familyName"] = name

    assert district.sync("run", tables).code == 0
    assert district.user("pupil")["lastName"] == name
    assert district.sync("plan", tables).document["plan"]["rows"] == 0


@pytest.mark.parametrize("username", ["*)(uid=*", "$(reboot)", "`reboot`", "pupil;reboot", "pupil|reboot", "../pupil"])
def test_a_username_that_means_something_elsewhere_is_held_or_is_a_username(district: District, username: str) -> None:
    tables = this_year()
    tables["users"][1]["username"] = username

    ran = district.sync("run", tables)

    assert ran.code == 0
    held = ran.document["plan"]["counts"]["people"]["held"]
    assert district.user("pupil" if held else username)["lastName"] == "Pupil"


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

    killed = RunFiles(district.folder / "state").last_change_of("new")
    assert killed
    assert (killed[0].outcome, killed[1].what) == ("interrupted", "planned")
    assert district.sync("run", tables, "--wait", "30").code == 0
    assert district.sync("plan", tables).document["plan"]["rows"] == 0
    assert sum(1 for state in api.people() if state.enabled) == 6
    assert sum(1 for _ in api.state("classes")) == 3001
    assert sum(1 for _ in api.state("enrollments")) == 3003
