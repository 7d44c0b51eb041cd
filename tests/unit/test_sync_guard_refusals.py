"""What the guard calls a wrong export, what a refusal says, and how a refused plan is let through once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settings.guard import Guard, Limits, Season
from sync.apply import apply
from sync.approval import Approval
from sync.errors import PlanRefusedError
from sync.guard import breaches, guard
from tests.support.guarded_realm import STRICT, GuardedRealm, district, names, set_all, without
from tests.support.roster_set import (
    Tables,
    enrollment,
    person,
)

Change = Callable[[Tables], None]


@pytest.fixture
def realm(tmp_path: Path) -> GuardedRealm:
    return GuardedRealm(tmp_path, district())


def test_everybody_missing_is_named_as_that(realm: GuardedRealm) -> None:
    tables = district()
    tables["users"] = [person(f"n{n}", givenName="Other", email="") for n in range(3)]
    tables["enrollments"] = [enrollment("n0", "c0")]

    found = breaches(realm.plan(tables), Guard(in_term=Season(district=Limits(disabled=100))))

    assert ("everybody_left", None) in names(found)
    assert "hardly anybody whom Keycloak knows is in the source" in found[0].text


def test_a_missing_school_is_named_as_that_whatever_the_limits(realm: GuardedRealm) -> None:
    at_first = [row["sourcedId"] for row in district()["users"] if row["orgSourcedIds"] == "s1"]
    free = Season(district=Limits(disabled=100, enrollments_removed=100), campus=Limits(disabled=100))

    found = breaches(realm.plan(without(district(), *at_first)), Guard(in_term=free))

    assert names(found) == {("missing_school", "S01")}
    assert "31 of 31 people of S01 would be disabled: the school seems to be missing" in found[0].text


def test_a_school_is_missing_though_somebody_is_at_another_one_too(tmp_path: Path) -> None:
    tables = district()
    tables["users"][0]["orgSourcedIds"] = "s1,s2"
    realm = GuardedRealm(tmp_path, tables)
    only_first = [row["sourcedId"] for row in tables["users"] if row["orgSourcedIds"] == "s1"]
    after = without(tables, *only_first)
    after["users"][0]["orgSourcedIds"] = "s2"

    assert ("missing_school", "S01") in names(breaches(realm.plan(after), STRICT))


@pytest.mark.parametrize("kept", ["username", "email", "names"])
def test_changed_ids_are_named_as_that(realm: GuardedRealm, kept: str) -> None:
    tables = district()
    for number, row in enumerate(tables["users"]):
        row["sourcedId"] = f"new-{number}"
        if kept != "username":
            row["username"] = f"u{number}"
        if kept != "email":
            row["email"] = ""
        if kept != "names":
            row["familyName"] = f"Mangled {number}"
    tables["enrollments"] = [enrollment("new-0", "c0")]

    found = breaches(realm.plan(tables), Guard(in_term=Season(district=Limits(disabled=100))))

    assert ("changed_ids", None) in names(found)
    assert any("seems to be new-" in sample for breach in found for sample in breach.samples)


def test_a_single_changed_id_holds_both_records(realm: GuardedRealm) -> None:
    tables = district()
    tables["users"][3]["sourcedId"] = "changed"
    tables["enrollments"] = [row | {"userSourcedId": row["userSourcedId"].replace("p03", "changed")}
                             for row in tables["enrollments"]]  # fmt: skip

    changes = realm.plan(tables)

    guard(changes, Guard())
    assert changes.people.removals.is_empty()
    assert changes.people.puts.is_empty()
    assert changes.waiting["sourcedId"].to_list() == ["changed"]
    assert "p03" in changes.waiting["reason"][0]


def test_a_refusal_says_every_limit_with_samples_and_how_to_approve(realm: GuardedRealm) -> None:
    tables = set_all(without(district(), *(f"p{n}" for n in range(40, 60))), 20, familyName="Shifted")
    changes = realm.plan(tables)

    with pytest.raises(PlanRefusedError) as caught:
        guard(changes, STRICT)

    message = str(caught.value)
    assert caught.value.exit_code == 4
    assert len(caught.value.breaches) == 7
    assert (
        "20 of 62 people would be disabled (32.3 %), and 2 are allowed (guard.in_term.district.disabled: 2)" in message
    )
    assert "20 of 62 people would get another name" in message
    assert "    p40: no longer in the source" in message
    assert "    p00: the name changes" in message
    assert "    and 10 more" in message
    assert f"homeroom sync run --approve {changes.id} --reason" in message


def approval(plan_id: str) -> Approval:
    return Approval(plan_id, "somebody at a desk", "the school has closed")


def test_an_approved_plan_passes_and_another_one_does_not(realm: GuardedRealm) -> None:
    refused = realm.plan(without(district(), *(f"p{n}" for n in range(40, 60))))
    worse = realm.plan(without(district(), *(f"p{n}" for n in range(39, 60))))

    guard(refused, STRICT, approval(refused.id))
    with pytest.raises(PlanRefusedError, match=f"the approval is of plan {refused.id}.* plan {worse.id}"):
        guard(worse, STRICT, approval(refused.id))


def test_an_approval_is_used_up_when_the_plan_is_carried_out(realm: GuardedRealm) -> None:
    tables = without(district(), *(f"p{n}" for n in range(40, 60)))
    refused = realm.plan(tables)
    apply(refused, realm.endpoint)

    with pytest.raises(PlanRefusedError, match="there is nothing to be done now"):
        guard(realm.plan(tables), STRICT, approval(refused.id))


def test_a_plan_has_the_same_name_whatever_the_order_of_the_source(realm: GuardedRealm) -> None:
    tables = set_all(district(), 4, familyName="Other")
    there = realm.plan(tables)
    realm.endpoint.accounts = dict(reversed(realm.endpoint.accounts.items()))
    for rows in tables.values():
        rows.reverse()

    assert realm.plan(tables).id == there.id


def test_a_plan_has_another_name_if_keycloak_has_changed(realm: GuardedRealm) -> None:
    tables = set_all(district(), 4, familyName="Other")
    before = realm.plan(tables)
    realm.endpoint.accounts["p30"]["enabled"] = False

    assert realm.plan(tables).id != before.id
