"""`homeroom sync explain` against a real Keycloak: why somebody has what they have, and does not have the rest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner

from homeroom.cli import main
from tests.support.keycloak_server import KeycloakServer
from tests.support.roster_set import Tables, person, write_set
from tests.support.sync_district import District, sync_district, this_year

pytestmark = pytest.mark.integration


def tables_of_the_district() -> Tables:
    tables = this_year()
    tables["users"][0]["email"] = ""
    tables["users"].append(person("taken", username="guest"))
    return tables


@pytest.fixture(scope="module")
def district(keycloak: KeycloakServer, realm: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    with sync_district(keycloak, realm, tmp_path_factory.mktemp("district")) as made:
        profile = made.get("users/profile")
        made.connection.put(
            f"/admin/realms/{realm}/users/profile", {**profile, "unmanagedAttributePolicy": "ADMIN_EDIT"}
        )
        made.connection.post(f"/admin/realms/{realm}/users", {"username": "guest", "firstName": "Hand"})
        assert made.sync("run", tables_of_the_district()).code == 1
        yield made


@pytest.fixture(autouse=True)
def set_as_it_was(district: District) -> None:
    write_set(district.folder / "roster", tables_of_the_district())


def explained(district: District, person: str) -> dict[str, Any]:
    done = CliRunner().invoke(main, [*district.arguments("explain"), person])
    assert done.exit_code == 0, done.output
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def test_one_command_says_why_a_teacher_does_not_have_clever(district: District) -> None:
    done = CliRunner().invoke(main, ["sync", "explain", "--district", str(district.folder), "given teacher"])

    assert done.exit_code == 0
    lines = [line.strip() for line in done.stdout.splitlines()]
    at = lines.index("no  clever  (teacher and has_schedule and has_email)")
    assert lines[at + 1] == "has_email fails: email is empty in users.csv, row 2"
    assert "teacher, enabled, e-mail none" in lines
    assert "signs in with: nothing yet" in lines


def test_rules_are_compared_with_what_keycloak_has(district: District) -> None:
    user_id = district.user("pupil")["id"]
    path = f"/admin/realms/{district.realm}/users/{user_id}/role-mappings/realm"
    profile = [role for role in district.connection.get(path) if role["name"].startswith("access:")]
    district.connection.delete(path, profile)
    try:
        found = explained(district, "pupil")
    finally:
        district.connection.post(path, profile)

    canvas = next(result for result in found["applications"] if result["name"] == "canvas")
    assert (canvas["holds"], canvas["inKeycloak"]) == (True, False)
    assert found["differences"] == [f"the role {profile[0]['name']} is missing"]


def test_it_tells_when_and_by_which_run_somebody_last_changed(district: District) -> None:
    first = explained(district, "pupil")["lastChange"]
    changed = tables_of_the_district()
    changed["users"][1]["familyName"] = "Changed"
    ran = district.sync("run", changed)

    found = explained(district, "pupil")

    assert (first["what"], first["why"]) == ("created", "new in the source")
    assert (found["lastChange"]["run"], found["lastChange"]["what"]) == (ran.document["run"], "updated")
    assert found["keycloak"]["lastName"] == "Changed"
    assert found["differences"] == []


def test_somebody_whose_row_keycloak_did_not_take_is_told_why(district: District) -> None:
    found = explained(district, "taken")

    assert found["keycloak"] is None
    assert found["differences"] == ["has no account in Keycloak yet", "the next run would do this: create"]
    assert "username_taken" in found["why"][0]


def test_somebody_who_is_held_is_told_by_which_finding_and_how_to_mend_it(district: District) -> None:
    tables = tables_of_the_district()
    tables["users"][1] |= {"grades": "Kindergarten", "familyName": "New"}
    write_set(district.folder / "roster", tables)

    found = explained(district, "pupil")

    assert found["standing"] == "held"
    assert found["why"] == ["users.csv, row 3: Kindergarten is not a grade code"] or "row 3" in found["why"][0]
    assert [finding["check"] for finding in found["findings"]] == ["unknown_grade"]
    assert found["findings"][0]["remedy"]
    assert found["applications"]


def test_somebody_who_left_is_found_in_keycloak(district: District) -> None:
    tables = tables_of_the_district()
    tables["users"] = [row for row in tables["users"] if row["sourcedId"] != "other"]
    tables["enrollments"] = [row for row in tables["enrollments"] if row["userSourcedId"] != "other"]
    write_set(district.folder / "roster", tables)

    found = explained(district, "other")

    assert found["standing"] == "gone"
    assert found["keycloak"]["enabled"]
    assert found["differences"] == ["the next run would do this: disable: no longer in the source"]


def test_a_parent_is_told_that_the_role_has_no_account(district: District) -> None:
    found = explained(district, "parent")

    assert (found["standing"], found["why"]) == ("absent", ["the role parent has no account"])


def test_an_account_that_no_sync_wrote_is_told_apart(district: District) -> None:
    found = explained(district, "guest")
    by_name = explained(district, "Hand")

    assert found["sourcedId"] == "taken"
    assert (by_name["sourcedId"], by_name["standing"]) == ("", "gone")
    assert by_name["keycloak"]["username"] == "guest"


def test_several_people_are_listed_and_nobody_is_an_error(district: District) -> None:
    several = explained(district, "given")
    nobody = CliRunner().invoke(main, [*district.arguments("explain"), "nobody-of-this-name"])

    assert {"teacher", "pupil"} <= {hit["sourced_id"] for hit in several["people"]}
    assert nobody.exit_code == 1
    assert "nobody is found" in nobody.stderr
