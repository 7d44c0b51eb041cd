"""A purge takes nobody whom any record could mean, nobody too early, and not too many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from admin_api import PersonState
from settings.guard import Guard
from settings.usernames import Usernames
from sync.errors import GuardError
from sync.purge import PurgePlan, guard_purge, purge_plan
from sync.roster_hash import hashed_people
from tests.support.roster_set import Row, person, policy, read_set, small_tables, wanted_of, write_set

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
Purge = Callable[..., PurgePlan]


def account(sourced_id: str, left: datetime | str | None, *, enabled: bool = False, value: str = "") -> PersonState:
    when = left.isoformat() if isinstance(left, datetime) else left
    return PersonState(f"id-{sourced_id}", sourced_id, sourced_id, None, enabled, value, when)


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.fixture
def purge(tmp_path: Path) -> Purge:
    """The plan of a purge after 100 days, for accounts and what the source says besides the small set."""

    def make(*accounts: PersonState, also: Row | None = None, names: Usernames | None = None) -> PurgePlan:
        tables = small_tables()
        tables["users"] += [also] if also else []
        rules = replace(policy(), usernames=names or Usernames())
        return purge_plan(accounts, wanted_of(read_set(write_set(tmp_path, tables)), rules), NOW, 100)

    return make


def due(plan: PurgePlan) -> list[str]:
    return [one.sourced_id for one in plan.due]


def test_accounts_are_kept_for_the_whole_period(purge: Purge) -> None:
    plan = purge(account("a", days_ago(99.9)), account("b", days_ago(100)), account("c", days_ago(500)))

    assert due(plan) == ["c", "b"]
    assert (plan.kept, plan.accounts) == (1, 3)


@pytest.mark.parametrize("left", ["2020-01-01T00:00:00Z", "2020-01-01T00:00:00+00:00", "2020-01-01T00:00:00"])
def test_dates_are_read_as_they_are_stored(purge: Purge, left: str) -> None:
    assert due(purge(account("a", left))) == ["a"]


def test_whoever_may_sign_in_is_kept(purge: Purge) -> None:
    assert due(purge(account("a", days_ago(500), enabled=True))) == []


def test_a_date_that_cannot_be_read_keeps_the_account(purge: Purge) -> None:
    plan = purge(account("a", "last summer"))

    assert (due(plan), plan.undated, plan.kept) == ([], (), 1)


def test_without_a_date_the_period_begins_now(purge: Purge) -> None:
    plan = purge(account("a", None))

    assert (due(plan), plan.undated) == ([], ("a",))


@pytest.mark.parametrize(
    "also",
    [person("gone"), person("gone", grades="K"), person("", username="gone"), person("pupil", username="gone")],
    ids=["as it should be", "with a flaw", "without its id", "with the id of another"],
)
def test_whoever_a_record_could_mean_is_kept(purge: Purge, also: Row) -> None:
    plan = purge(account("gone", days_ago(500)), account("else", days_ago(500)), also=also)

    assert due(plan) == ["else"]


def test_a_record_without_an_id_keeps_its_namesake_where_usernames_are_not_of_the_source(
    purge: Purge, tmp_path: Path
) -> None:
    people = wanted_of(read_set(write_set(tmp_path / "was", small_tables())), policy()).people.head(1)
    value = hashed_people(people)["rosterHash"][0]
    given, family = people["firstName"][0], people["lastName"][0]
    template = Usernames.model_validate({"from": "{givenName}.{familyName}"})
    also = person("", username="", givenName=given, familyName=family)

    assert due(purge(account("gone", days_ago(500), value=value), also=also, names=template)) == []


def test_too_many_are_refused_until_somebody_names_the_number(purge: Purge) -> None:
    plan = purge(*(account(f"p{n}", days_ago(500)) for n in range(20)))
    limits = Guard(at_least=5, purge_percent=50)

    with pytest.raises(GuardError, match=r"20 of 20 accounts would be deleted, and 10 are allowed.*--allow-deletes 20"):
        guard_purge(plan, limits, None)
    with pytest.raises(GuardError):
        guard_purge(plan, limits, 19)
    guard_purge(plan, limits, 20)
    guard_purge(plan, Guard(at_least=20, purge_percent=0), None)
