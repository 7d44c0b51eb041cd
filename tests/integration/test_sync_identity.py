"""Whose account is whose: names that are used again, people who come back, approvals, and the purge."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from admin_api import PersonState, RosterApi
from tests.support.keycloak_server import KeycloakServer
from tests.support.roster_set import Row, Tables, person
from tests.support.sync_district import MANY_MAY_COME, District, sync_district, this_year

pytestmark = pytest.mark.integration

_WIDE = {"at_least": 1000, "campus_at_least": 1000}
_PASSWORD = {"type": "password", "value": "correct horse battery", "temporary": False}


@pytest.fixture(scope="module")
def made(keycloak: KeycloakServer, realm: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    settings = {"guard": _WIDE, "retention_days": 30}
    with sync_district(keycloak, realm, tmp_path_factory.mktemp("district"), settings) as district:
        profile = district.get("users/profile")
        path = f"/admin/realms/{realm}/users/profile"
        district.connection.put(path, {**profile, "unmanagedAttributePolicy": "ADMIN_EDIT"})
        yield district


@pytest.fixture
def district(made: District) -> District:
    """The district with its own settings again, after a run with the small set."""
    with_settings(made, guard=_WIDE, usernames={}, retention_days=30)
    assert made.sync("run", this_year()).code == 0
    return made


def with_settings(district: District, **settings: object) -> None:
    file = district.folder / "district.yaml"
    file.write_text(json.dumps({**json.loads(file.read_text(encoding="utf-8")), **settings}), encoding="utf-8")


def with_people(*people: Row) -> Tables:
    tables = this_year()
    tables["users"] += people
    return tables


def state(district: District, sourced_id: str) -> PersonState:
    api = RosterApi(district.connection, district.realm)
    (found,) = [one for one in api.people() if one.sourced_id == sourced_id]
    return found


def claim(district: District, sourced_id: str) -> None:
    path = f"/admin/realms/{district.realm}/users/{state(district, sourced_id).id}/reset-password"
    district.connection.put(path, _PASSWORD)


def credentials(district: District, sourced_id: str) -> list[str]:
    found: list[dict[str, Any]] = district.get(f"users/{state(district, sourced_id).id}/credentials")
    return [credential["type"] for credential in found]


def test_whoever_comes_waits_while_the_name_is_that_of_a_claimed_account(district: District) -> None:
    district.sync("run", with_people(person("ana1", username="ana")))
    claim(district, "ana1")

    ran = district.sync("run", with_people(person("ana2", username="ana", givenName="Another", email="")))

    assert ran.code == 0
    assert [one["sourcedId"] for one in ran.document["plan"]["waiting"]] == ["ana2"]
    assert state(district, "ana1").username == "ana"
    assert not state(district, "ana1").enabled
    assert credentials(district, "ana1") == ["password"]
    assert "ana2" not in {one.sourced_id for one in RosterApi(district.connection, district.realm).people()}


def test_whoever_comes_may_get_a_number_and_the_one_who_returns_the_own_account(district: District) -> None:
    with_settings(district, usernames={"taken": "number"})
    district.sync("run", with_people(person("eva1", username="eva")))
    claim(district, "eva1")

    district.sync("run", with_people(person("eva2", username="eva", givenName="Another", email="")))
    newcomer = state(district, "eva2")
    both = with_people(person("eva1", username="eva"), person("eva2", username="eva2", givenName="Another", email=""))
    ran = district.sync("run", both)

    assert newcomer.username == "eva2"
    assert credentials(district, "eva2") == []
    assert ran.document["plan"]["changes"] == {"returned": 1}
    assert state(district, "eva1").enabled
    assert (state(district, "eva1").username, credentials(district, "eva1")) == ("eva", ["password"])
    assert state(district, "eva2").id == newcomer.id


def test_two_people_swap_their_names_and_keep_their_credentials(district: District) -> None:
    district.sync("run", with_people(person("x1", username="xaver"), person("y1", username="yara")))
    claim(district, "x1")
    before = state(district, "x1").id

    ran = district.sync("run", with_people(person("x1", username="yara"), person("y1", username="xaver")))

    assert ran.code == 0
    assert ran.document["plan"]["changes"]["username"] == 2
    assert (state(district, "x1").username, state(district, "x1").id) == ("yara", before)
    assert (credentials(district, "x1"), credentials(district, "y1")) == (["password"], [])
    assert district.sync("plan", with_people(person("x1", username="yara"), person("y1", username="xaver"))).code == 0


def test_a_new_id_for_the_same_person_takes_nothing_from_the_account(district: District) -> None:
    district.sync("run", with_people(person("old-id", username="ida", familyName="Same", email="")))
    claim(district, "old-id")

    ran = district.sync("run", with_people(person("new-id", username="ida", familyName="Same", email="")))

    assert ran.code == 0
    assert state(district, "old-id").enabled
    assert "new sourcedId" in ran.document["plan"]["waiting"][0]["reason"]
    (record, *_) = district.get("roster/runs")
    assert record["plan"]["waiting"]["first"][0]["sourcedId"] == "new-id"


def test_an_account_is_given_the_new_id_by_its_attribute(district: District) -> None:
    district.sync("run", with_people(person("id-before", username="uma", familyName="Same", email="")))
    claim(district, "id-before")
    before = state(district, "id-before").id
    after = with_people(person("id-after", username="uma", familyName="Same", email=""))
    district.sync("run", after)

    with_attributes(district, "id-before", sourcedId=["id-after"])
    ran = district.sync("run", after)

    assert ran.code == 0
    assert ran.document["plan"]["waiting"] == []
    assert (state(district, "id-after").id, credentials(district, "id-after")) == (before, ["password"])
    assert district.sync("plan", after).code == 0


def test_a_template_makes_names_around_those_of_other_accounts(district: District) -> None:
    district.connection.post(f"/admin/realms/{district.realm}/users", {"username": "zoe.muller"})
    with_settings(district, usernames={"from": "{givenName}.{familyName}"})
    people = [person(key, username="", givenName="Zoë", familyName="Müller", email="") for key in ("z2", "z1")]

    ran = district.sync("run", with_people(*people))

    assert ran.code == 0
    assert {state(district, key).username for key in ("z1", "z2")} == {"zoe.muller2", "zoe.muller3"}
    assert state(district, "pupil").username == "pupil"
    assert district.sync("plan", with_people(*people)).code == 0


def test_a_refused_plan_is_let_through_once_by_its_name_with_a_reason(district: District) -> None:
    people = [person(f"leaver{n}") for n in range(6)]
    district.sync("run", with_people(*people))
    with_settings(
        district,
        guard={"at_least": 1, "in_term": {"district": {**MANY_MAY_COME, "disabled": 10, "enrollments_removed": 100}}},
    )

    planned = district.sync("plan", this_year())
    plan = planned.document["plan"]["id"]
    refused = district.sync("run", this_year())
    wrong = district.sync("run", this_year(), "--approve", "0" * 12, "--reason", "it is right")
    without_reason = district.sync("run", this_year(), "--approve", plan)
    still_there = state(district, "leaver0").enabled
    approved = district.sync("run", this_year(), "--approve", plan, "--reason", "the school has closed")
    again = district.sync("run", this_year(), "--approve", plan, "--reason", "the school has closed")

    assert (planned.code, refused.code, wrong.code, without_reason.code) == (4, 4, 4, 2)
    assert [one["limit"] for one in planned.document["plan"]["refusedFor"]] == ["disabled"]
    assert f"--approve {plan} --reason" in refused.message
    assert f"the approval is of plan {'0' * 12}, and what is to be done now is plan {plan}" in wrong.message
    assert still_there
    assert approved.code == 0
    assert not state(district, "leaver0").enabled
    assert again.code == 4
    (record, *_) = [one for one in district.get("roster/runs") if one["approval"]]
    assert record["approval"] == approved.document["approval"]
    assert record["approval"]["reason"] == "the school has closed"
    assert record["approval"]["plan_id"] == record["plan"]["id"] == plan


def test_an_approval_counts_once_even_if_everything_is_as_it_was(district: District) -> None:
    district.sync("run", with_people(person("back1"), person("back2")))
    strict = {"at_least": 0, "in_term": {"district": {**MANY_MAY_COME, "disabled": 0, "enrollments_removed": 100}}}
    with_settings(district, guard=strict)
    approve = ("--approve", district.sync("plan", this_year()).document["plan"]["id"], "--reason", "it is right")

    first = district.sync("run", this_year(), *approve)
    district.sync("run", with_people(person("back1"), person("back2")))
    second = district.sync("run", this_year(), *approve)

    assert (first.code, second.code) == (0, 4)
    assert "was used by run" in second.message
    assert state(district, "back1").enabled


def with_attributes(district: District, sourced_id: str, **attributes: list[str]) -> None:
    path = f"/admin/realms/{district.realm}/users/{state(district, sourced_id).id}"
    user = district.connection.get(path)
    district.connection.put(path, {**user, "attributes": {**user["attributes"], **attributes}})


def left_days_ago(district: District, sourced_id: str, days: int) -> None:
    when = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
    with_attributes(district, sourced_id, disabledAt=[when])


def test_a_purge_deletes_who_left_before_the_retention_period_and_nobody_else(district: District) -> None:
    people = [person(key) for key in ("purged", "recent", "by-hand", "in-source")]
    district.sync("run", with_people(*people))
    for key in ("by-hand", "in-source"):
        path = f"/admin/realms/{district.realm}/users/{state(district, key).id}"
        district.connection.put(path, {**district.connection.get(path), "enabled": False})
    district.sync("run", this_year())
    left_days_ago(district, "purged", 31)
    left_days_ago(district, "recent", 29)
    left_days_ago(district, "in-source", 31)
    flawed = with_people(person("in-source", grades="K"))

    purged = district.sync("purge", flawed, "--yes")
    again = district.sync("purge", flawed, "--yes")

    assert (purged.code, again.code) == (0, 0)
    assert [one["sourcedId"] for one in purged.document["people"]] == ["purged"]
    assert (purged.document["deleted"], purged.document["marked"]) == (1, 1)
    assert (again.document["due"], again.document["deleted"], again.document["marked"]) == (0, 0, 0)
    records = [one for one in district.get("roster/runs") if one["command"] == "purge"]
    assert [(one["outcome"], one["counts"], one["peopleChanged"]) for one in records[:2]] == [
        ("nothing", {"person": {}}, 0),
        ("done", {"person": {"deleted": 1, "marked": 1}}, 1),
    ]
    there = {one.sourced_id: one for one in RosterApi(district.connection, district.realm).people()}
    assert "purged" not in there
    assert {"recent", "by-hand", "in-source", "pupil"} <= set(there)
    assert there["by-hand"].disabled_at is not None


def test_a_purge_of_too_many_is_refused_until_the_number_is_named(district: District) -> None:
    district.sync("run", with_people(person("many1"), person("many2")))
    district.sync("run", this_year())
    for key in ("many1", "many2"):
        left_days_ago(district, key, 40)
    district.sync("purge", with_people(person("many1"), person("many2")), "--yes")
    with_settings(district, guard={"at_least": 1, "purge_percent": 0})

    refused = district.sync("purge", this_year(), "--yes")
    allowed = district.sync("purge", this_year(), "--yes", "--allow-deletes", "2")

    assert refused.code == 4
    assert "--allow-deletes 2" in refused.message
    assert (allowed.code, allowed.document["deleted"]) == (0, 2)


def test_without_a_retention_period_nothing_is_ever_purged(district: District) -> None:
    with_settings(district, retention_days=None)

    refused = district.sync("purge", this_year(), "--yes")

    assert refused.code == 2
    assert "retention_days" in refused.message
