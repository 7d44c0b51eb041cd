"""A plan is written in batches that can be cut short anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from admin_api import RowResult, UnreachableError
from admin_api.roster import BATCH_LIMIT
from sync.apply import apply
from sync.plan import Plan, plan
from sync.state import read_state
from tests.support.roster_endpoint import RosterEndpoint, Row
from tests.support.roster_set import Tables, enrollment, person, policy, read_set, small_tables, wanted_of, write_set


def planned(folder: Path, tables: Tables, endpoint: RosterEndpoint) -> Plan:
    return plan(wanted_of(read_set(write_set(folder, tables)), policy(canvas="student")), read_state(endpoint))


def contents(endpoint: RosterEndpoint) -> list[Any]:
    return [endpoint.schools, endpoint.profiles, endpoint.accounts, endpoint.classes, endpoint.enrollments]


def large_tables(size: int) -> Tables:
    people = [person(f"p{n}") for n in range(size)]
    return {**small_tables(), "users": people, "enrollments": [enrollment(row["sourcedId"], "c1") for row in people]}


def test_batches_are_of_one_kind_and_no_larger_than_the_endpoint_takes(tmp_path: Path) -> None:
    endpoint = RosterEndpoint()
    batches: list[tuple[str, int]] = []
    endpoint.before_batch = lambda rows: batches.append(("+".join({row["type"] for row in rows}), len(rows)))

    apply(planned(tmp_path, large_tables(5001), endpoint), endpoint)

    assert [kind for kind, _ in batches] == [
        "school",
        "access-profile",
        "person",
        "person",
        "class",
        "enrollment",
        "enrollment",
    ]
    assert sorted(size for kind, size in batches if kind == "person") == [1, 5000]


def test_two_batches_are_under_way_at_once(tmp_path: Path) -> None:
    endpoint = RosterEndpoint()
    both = Barrier(2)

    class Meeting:
        """Answers a full batch only when another one has arrived too."""

        def batch(self, rows: Sequence[Row]) -> list[RowResult]:
            if len(rows) == BATCH_LIMIT:
                both.wait(timeout=30)
            return endpoint.batch(rows)

    apply(planned(tmp_path, large_tables(2 * BATCH_LIMIT), endpoint), Meeting())

    assert planned(tmp_path, large_tables(2 * BATCH_LIMIT), endpoint).rows == 0


def test_progress_adds_up_to_the_rows_of_the_plan(tmp_path: Path) -> None:
    endpoint = RosterEndpoint()
    changes = planned(tmp_path, small_tables(), endpoint)
    told: list[int] = []

    apply(changes, endpoint, told.append)

    assert sum(told) == changes.rows


@pytest.mark.parametrize("batch", range(1, 8))
def test_a_run_that_was_cut_short_is_finished_by_the_next(tmp_path: Path, batch: int) -> None:
    before, after = small_tables(), small_tables()
    del after["users"][1]
    after["users"] += [person("new", orgSourcedIds="s3"), person("fresh", "aide", orgSourcedIds="d", email="")]
    after["orgs"].append({"sourcedId": "s3", "name": "Third", "type": "school", "identifier": "S03"})
    after["enrollments"][1] = enrollment("new", "c1")
    undisturbed, disturbed = RosterEndpoint(), RosterEndpoint()
    for endpoint in (undisturbed, disturbed):
        apply(planned(tmp_path, before, endpoint), endpoint)
    apply(planned(tmp_path, after, undisturbed), undisturbed)
    remaining = iter(range(batch))

    def goes_away(_: Sequence[Row]) -> None:
        if next(remaining, None) is None:
            raise UnreachableError("gone")

    disturbed.before_batch = goes_away
    try:
        apply(planned(tmp_path, after, disturbed), disturbed)
    except UnreachableError:
        assert contents(disturbed) != contents(undisturbed)
    disturbed.before_batch = lambda _: None
    apply(planned(tmp_path, after, disturbed), disturbed)

    assert contents(disturbed) == contents(undisturbed)


def test_two_people_can_pass_a_username_on(tmp_path: Path) -> None:
    endpoint = RosterEndpoint()
    apply(planned(tmp_path, small_tables(), endpoint), endpoint)
    tables = small_tables()
    tables["users"][1]["username"] = "other"
    tables["users"][2]["username"] = "fresh"

    outcome = apply(planned(tmp_path, tables, endpoint), endpoint)

    assert not outcome.rejections
    assert endpoint.accounts["pupil"]["username"] == "other"


def test_a_username_of_an_account_outside_the_roster_is_reported_once(tmp_path: Path) -> None:
    endpoint = RosterEndpoint()
    endpoint.others.add("guest")
    tables = small_tables()
    tables["users"].append(person("namesake", username="guest"))

    outcome = apply(planned(tmp_path, tables, endpoint), endpoint)

    assert [(r.type, r.key, r.error) for r in outcome.rejections] == [("person", "namesake", "username_taken")]
