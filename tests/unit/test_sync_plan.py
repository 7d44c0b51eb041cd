"""A plan is the difference between what is wanted and what is there, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.apply import apply
from sync.plan import Plan, plan
from sync.state import read_state
from sync.wanted import Wanted
from tests.support.roster_endpoint import RosterEndpoint
from tests.support.roster_set import (
    Tables,
    enrollment,
    person,
    policy,
    read_set,
    small_tables,
    wanted_of,
    write_set,
)

Night = Callable[[Tables], Plan]


@pytest.fixture
def endpoint() -> RosterEndpoint:
    return RosterEndpoint()


@pytest.fixture
def wanted(tmp_path: Path) -> Callable[[Tables], Wanted]:
    rules = policy(canvas="student", clever="teacher and has_schedule")
    return lambda tables: wanted_of(read_set(write_set(tmp_path, tables)), rules)


@pytest.fixture
def night(endpoint: RosterEndpoint, wanted: Callable[[Tables], Wanted]) -> Night:
    """A run: plans for a set, and applies the plan."""

    def run(tables: Tables) -> Plan:
        changes = plan(wanted(tables), read_state(endpoint))
        assert not apply(changes, endpoint).rejections
        return changes

    return run


def test_everything_is_new_to_an_empty_realm(night: Night, endpoint: RosterEndpoint) -> None:
    counts = night(small_tables()).counts()

    assert {kind: counted["new"] for kind, counted in counts.items() if "new" in counted} == {
        "schools": 2,
        "accessProfiles": 2,
        "people": 4,
        "classes": 1,
        "enrollments": 3,
    }
    assert endpoint.accounts["pupil"]["attributes"] == {
        "personType": ["student"],
        "grade": ["KG"],
        "schools": ["S01"],
    }


def test_a_second_run_changes_nothing(night: Night) -> None:
    night(small_tables())

    assert night(small_tables()).rows == 0


def test_who_is_no_longer_in_the_source_is_disabled_and_says_why(night: Night, endpoint: RosterEndpoint) -> None:
    night(small_tables())
    tables = small_tables()
    tables["users"][1]["enabledUser"] = "false"
    tables["users"][0]["role"] = "parent"
    del tables["users"][2]
    tables["enrollments"] = [*tables["enrollments"][:1], enrollment("clerk", "c1", "proctor")]

    changes = night(tables)

    assert sorted(changes.people.removals.select("sourcedId", "reason").rows()) == [
        ("other", "no longer in the source"),
        ("pupil", "enabledUser is false in the source"),
        ("teacher", "the role parent has no account"),
    ]
    assert [key for key, account in endpoint.accounts.items() if account["enabled"]] == ["clerk"]
    assert set(endpoint.enrollments) == {"clerk-c1"}


def test_disabling_comes_last(night: Night, endpoint: RosterEndpoint) -> None:
    night(small_tables())
    tables = small_tables()
    del tables["users"][1]
    del tables["enrollments"][1]
    tables["users"].append(person("new"))
    endpoint.sent.clear()

    night(tables)

    assert [(row["type"], row["op"]) for row in endpoint.sent] == [
        ("person", "put"),
        ("enrollment", "remove"),
        ("person", "disable"),
    ]


def test_who_comes_back_is_enabled_again(night: Night, endpoint: RosterEndpoint) -> None:
    night(small_tables())
    tables = small_tables()
    tables["users"] = tables["users"][:1] + tables["users"][2:]
    del tables["enrollments"][1]
    night(tables)

    changes = night(small_tables())

    assert changes.people.counts("disabled")["returned"] == 1
    assert endpoint.accounts["pupil"]["enabled"]


def test_who_left_is_not_disabled_again(night: Night) -> None:
    night(small_tables())
    tables = small_tables()
    del tables["users"][3]
    night(tables)

    assert night(tables).rows == 0


@pytest.mark.parametrize(
    "flaw",
    [
        {"grades": "K"},
        {"role": "Student"},
        {"enabledUser": "no"},
        {"username": ""},
        {"username": "other"},
        {"email": "other@example.org"},
        {"orgSourcedIds": "gone"},
        {"sourcedId": ""},
        {"sourcedId": "other"},
    ],
    ids=lambda flaw: ",".join(f"{key}={value}" for key, value in flaw.items()),
)
def test_a_record_with_a_finding_is_never_read_as_somebody_who_left(
    night: Night, endpoint: RosterEndpoint, flaw: dict[str, str]
) -> None:
    night(small_tables())
    before = dict(endpoint.accounts)
    tables = small_tables()
    tables["users"][1] |= flaw

    changes = night(tables)

    assert changes.people.removals.is_empty()
    assert changes.people.puts.is_empty()
    assert changes.people.held >= 1
    assert endpoint.accounts == before


def test_a_school_missing_from_the_export_disables_nobody(night: Night, endpoint: RosterEndpoint) -> None:
    night(small_tables())
    tables = small_tables()
    del tables["orgs"][1]

    changes = night(tables)

    assert changes.people.removals.is_empty()
    assert len(endpoint.schools) == 2
    assert len(endpoint.classes) == 1
    assert len(endpoint.enrollments) == 3


def test_a_new_rule_changes_just_those_whom_it_concerns(night: Night, endpoint: RosterEndpoint, tmp_path: Path) -> None:
    night(small_tables())
    rules = policy(canvas="student", clever="teacher and has_schedule", office='employee("Front office")')

    changes = plan(wanted_of(read_set(tmp_path), rules), read_state(endpoint))

    assert changes.people.puts["sourcedId"].to_list() == ["clerk"]
    assert list(changes.access_profiles.values()) == [("office",)]


_PEOPLE = st.lists(
    st.builds(
        person,
        st.sampled_from([f"p{n}" for n in range(6)]),
        st.sampled_from(["student", "student", "teacher", "aide", "parent", "Student"]),
        username=st.sampled_from(["ann", "Ann", "bob", "eve", "zoë", "", "no spaces"]),
        email=st.sampled_from(["", "", "ann@example.org", "ANN@example.org", "zoë@example.org", "broken"]),
        orgSourcedIds=st.sampled_from(["s1", "s2", "s1,s2", "d", "gone", ""]),
        enabledUser=st.sampled_from(["true", "true", "true", "false", "TRUE"]),
        grades=st.sampled_from(["", "KG", "05", "K"]),
    ),
    min_size=1,
    max_size=6,
)
_ENROLLMENTS = st.lists(
    st.builds(
        enrollment,
        st.sampled_from([f"p{n}" for n in range(7)]),
        st.sampled_from(["c1", "c9"]),
        st.sampled_from(["student", "teacher"]),
        endDate=st.sampled_from(["", "", "2026-10-01", "soon"]),
    ),
    min_size=1,
    max_size=6,
)


@st.composite
def _sets(draw: st.DrawFn) -> Tables:
    return {**small_tables(), "users": draw(_PEOPLE), "enrollments": draw(_ENROLLMENTS)}


@settings(max_examples=60, deadline=None)
@given(nights=st.lists(_sets(), min_size=1, max_size=3))
def test_a_plan_that_was_applied_leaves_only_what_the_endpoint_refused(
    tmp_path_factory: pytest.TempPathFactory, nights: list[Tables]
) -> None:
    endpoint = RosterEndpoint()
    folder = tmp_path_factory.mktemp("set")
    for tables in nights:
        wanted = wanted_of(read_set(write_set(folder, tables)), policy(canvas="student"))
        changes = plan(wanted, read_state(endpoint))
        outcome = apply(changes, endpoint)
        refused = {rejection.key for rejection in outcome.rejections}
        remaining = plan(wanted, read_state(endpoint))

        assert set(remaining.people.puts["sourcedId"]) <= refused
        assert set(remaining.enrollments.puts["sourcedId"]) <= refused
        assert remaining.people.removals.is_empty()
        enabled = {key for key, account in endpoint.accounts.items() if account["enabled"]}
        assert set(changes.wanted.people["sourcedId"]) - refused <= enabled
        assert set(wanted.people["sourcedId"]) - set(changes.waiting["sourcedId"]) - refused <= enabled
