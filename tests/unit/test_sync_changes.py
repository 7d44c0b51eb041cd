"""Why somebody changes is told from what Keycloak keeps with the account."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sync.apply import apply
from sync.changes import why
from sync.plan import Plan, plan
from sync.roster_hash import people_parts
from sync.state import read_state
from tests.support.roster_endpoint import RosterEndpoint
from tests.support.roster_set import Tables, policy, read_set, small_tables, wanted_of, write_set

Changed = Callable[..., dict[str, Any]]
RULES = policy(canvas='student and grade("KG")', library="everybody", clever="teacher")


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """What a plan says of the pupil after some values of the record have changed."""

    def make(**values: str) -> dict[str, Any]:
        endpoint = RosterEndpoint()
        apply(planned(tmp_path, small_tables(), endpoint), endpoint)
        tables = small_tables()
        tables["users"][1] |= values
        (found,) = planned(tmp_path, tables, endpoint).people.puts.iter_rows(named=True)
        return dict(found)

    return make


def planned(folder: Path, tables: Tables, endpoint: RosterEndpoint) -> Plan:
    return plan(wanted_of(read_set(write_set(folder, tables)), RULES), read_state(endpoint))


@pytest.mark.parametrize(
    ("values", "changes", "reason"),
    [
        ({"familyName": "Other"}, ["renamed"], "the name changes"),
        ({"username": "other.name"}, ["username"], "the username changes"),
        ({"email": ""}, ["email"], "the e-mail address changes"),
        ({"orgSourcedIds": "s2"}, ["moved"], "school S01 becomes s2"),
        ({"orgSourcedIds": "s1,s2"}, ["school_gained"], "school S01 becomes S01, s2"),
        ({"grades": "01"}, ["grade_up", "applications_lost"], "grade KG becomes 01; loses canvas"),
        ({"grades": "PK"}, ["grade", "applications_lost"], "grade KG becomes PK; loses canvas"),
        ({"metadata.specialEd": "true"}, ["other"], "other values of the record change"),
        (
            {"role": "teacher", "grades": ""},
            ["grade", "roles_gained", "roles_lost", "applications_gained", "applications_lost"],
            "grade KG becomes none; loses the role student; gets the role staff; gets the role teacher; loses canvas; "
            "gets clever",
        ),
    ],
)
def test_each_kind_of_change_is_told(changed: Changed, values: dict[str, str], changes: list[str], reason: str) -> None:
    found = changed(**values)

    assert found["changes"] == changes
    assert why(found) == reason


def test_what_keycloak_keeps_fits_and_still_tells_of_a_move(tmp_path: Path) -> None:
    endpoint = RosterEndpoint()
    tables = small_tables()
    many = [{"sourcedId": f"x{n}", "name": "X", "type": "school", "identifier": f"CAMPUS-{n:04}"} for n in range(60)]
    tables["orgs"] += many
    tables["users"][0]["orgSourcedIds"] = ",".join(org["sourcedId"] for org in many)
    apply(planned(tmp_path, tables, endpoint), endpoint)
    tables["users"][0]["orgSourcedIds"] = ",".join(org["sourcedId"] for org in many[1:])

    changes = planned(tmp_path, tables, endpoint)

    assert all(len(account["rosterHash"]) <= 255 for account in endpoint.accounts.values())
    assert changes.people.puts["changes"].to_list() == [["moved"]]
    assert why(next(changes.people.puts.iter_rows(named=True))).startswith("school (many) becomes CAMPUS-0001, ")


def test_a_value_of_before_tells_nothing_and_is_written_anew(tmp_path: Path) -> None:
    endpoint = RosterEndpoint()
    apply(planned(tmp_path, small_tables(), endpoint), endpoint)
    endpoint.accounts["pupil"]["rosterHash"] = "0123456789abcdef0123456789abcdef"
    endpoint.accounts["other"]["rosterHash"] = None

    changes = planned(tmp_path, small_tables(), endpoint)

    assert dict(changes.people.puts.select("sourcedId", "changes").iter_rows()) == {
        "pupil": ["other"],
        "other": ["other"],
    }
    assert people_parts(changes.people.puts["rosterHash"])["schools"].to_list() == [["S01"], ["S01"]]
