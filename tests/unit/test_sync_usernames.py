"""Usernames follow from the source or a template, are for life, and never lead to somebody else's account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pydantic import ValidationError

from settings.usernames import Usernames
from sync.apply import Outcome, apply
from sync.plan import Plan, plan
from sync.state import read_state
from sync.usernames import base_name
from tests.support.roster_endpoint import RosterEndpoint
from tests.support.roster_set import Tables, enrollment, person, policy, read_set, small_tables, wanted_of, write_set

Night = Callable[..., tuple[Plan, Outcome]]


def template(text: str = "{givenName}.{familyName}", **values: Any) -> Usernames:
    return Usernames.model_validate({"from": text, **values})


def tables_of(*people: dict[str, str]) -> Tables:
    return {**small_tables(), "users": list(people), "enrollments": [enrollment(people[0]["sourcedId"], "c1")]}


@pytest.fixture
def endpoint() -> RosterEndpoint:
    return RosterEndpoint()


@pytest.fixture
def night(endpoint: RosterEndpoint, tmp_path: Path) -> Night:
    """A run: plans for people, and applies the plan."""

    def run(*people: dict[str, str], names: Usernames | None = None) -> tuple[Plan, Outcome]:
        rules = replace(policy(), usernames=names or Usernames())
        changes = plan(wanted_of(read_set(write_set(tmp_path, tables_of(*people))), rules), read_state(endpoint))
        return changes, apply(changes, endpoint)

    return run


def usernames(endpoint: RosterEndpoint) -> dict[str, str]:
    return {key: account["username"] for key, account in endpoint.accounts.items()}


@pytest.mark.parametrize(
    ("given", "family", "text", "name"),
    [
        ("Ana", "Núñez-O'Brien", "{givenName}.{familyName}", "ana.nunez-obrien"),
        ("李", "小龙", "{givenName}.{familyName}", "li.xiaolong"),
        ("Zoë", "Müller", "{givenName:.1}{familyName}", "zmuller"),
        ("Иван", "Ёлкин", "{givenName}_{familyName}", "ivan_elkin"),
        ("María José", "de la Cruz", "{givenName}.{familyName}", "maria-jose.de-la-cruz"),
        ("", "Cher", "{givenName}.{familyName}", "cher"),
        ("", "", "{givenName}.{familyName}", "p-1"),
        ("😀", "---", "{givenName}.{familyName}", "grinning"),
        ("A" * 80, "B", "{givenName}.{familyName}", "a" * 64),
        ("Ana", "Lopez", "s{sourcedId}", "sp-1"),
    ],
)
def test_a_template_makes_plain_names(given: str, family: str, text: str, name: str) -> None:
    values = {"givenName": given, "familyName": family, "middleName": None, "sourcedId": "P-1", "identifier": None}

    assert base_name(values, template(text), student=True) == name


@pytest.mark.parametrize(
    "text", ["givenName", "{grade}.{familyName}", "{givenName!r}", "{givenName.x}", "{givenName} x"]
)
def test_a_template_with_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="template"):
        template(text)


def test_staff_have_a_template_of_their_own(night: Night, endpoint: RosterEndpoint) -> None:
    night(person("p1"), person("t1", "teacher"), names=template("{sourcedId}x", staff="{givenName}"))

    assert usernames(endpoint) == {"p1": "p1x", "t1": "given"}


def test_namesakes_get_numbers_in_the_order_of_their_ids(night: Night, endpoint: RosterEndpoint) -> None:
    night(*(person(key, familyName="Lopez") for key in ("p3", "p1", "p2")), names=template())

    assert usernames(endpoint) == {"p1": "given.lopez", "p2": "given.lopez2", "p3": "given.lopez3"}


def test_a_name_of_a_template_is_for_life(night: Night, endpoint: RosterEndpoint) -> None:
    night(person("p2", familyName="Lopez"), names=template())

    night(person("p2", familyName="Moreno"), person("p1", familyName="Lopez"), names=template())

    assert usernames(endpoint) == {"p2": "given.lopez", "p1": "given.lopez2"}
    assert endpoint.accounts["p2"]["lastName"] == "Moreno"


def test_a_name_follows_the_person_if_the_district_says_so(night: Night, endpoint: RosterEndpoint) -> None:
    follow = template(follow=True)
    night(person("p1", familyName="Lopez"), person("p2", familyName="Lopez"), names=follow)

    night(person("p1", familyName="Moreno"), person("p2", familyName="Lopez"), names=follow)

    assert usernames(endpoint) == {"p1": "given.moreno", "p2": "given.lopez2"}
    assert night(person("p1", familyName="Moreno"), person("p2", familyName="Lopez"), names=follow)[0].rows == 0


def test_a_name_of_a_long_template_leaves_room_for_its_number(night: Night, endpoint: RosterEndpoint) -> None:
    short = template(max_length=8, follow=True)
    namesakes = [person(f"p{n:02}", givenName="Maximilian") for n in range(12)]

    night(*namesakes, names=short)

    assert usernames(endpoint)["p11"] == "maximi12"
    assert max(map(len, usernames(endpoint).values())) == 8
    assert night(*namesakes, names=short)[0].rows == 0


def test_a_template_passes_by_the_accounts_of_others(night: Night, endpoint: RosterEndpoint) -> None:
    endpoint.others |= {"given.lopez", "given.lopez2"}
    people = [person("p1", familyName="Lopez"), person("p2", familyName="Lopez")]

    _, outcome = night(*people, names=template())

    assert not outcome.rejections
    assert len(set(usernames(endpoint).values()) | endpoint.others) == 4
    assert night(*people, names=template())[0].rows == 0


def test_usernames_of_the_source_do_not_matter_to_a_template(night: Night, endpoint: RosterEndpoint) -> None:
    night(person("p1", username="same"), person("p2", username="same"), names=template())

    assert usernames(endpoint) == {}, "they clash, and the check is for those of the source"


def test_whoever_comes_gets_no_account_while_the_name_is_that_of_one_who_left(
    night: Night, endpoint: RosterEndpoint
) -> None:
    night(person("old", username="ana"), person("other"))

    changes, outcome = night(person("new", username="ana", givenName="Another", email=""), person("other"))

    assert not outcome.rejections
    assert set(usernames(endpoint)) == {"old", "other"}
    assert not endpoint.accounts["old"]["enabled"]
    assert changes.waiting.rows() == [("new", "the username is that of old, whose account keeps it")]


def test_whoever_comes_may_get_a_number(night: Night, endpoint: RosterEndpoint) -> None:
    number = Usernames(taken="number")
    night(person("old", username="ana"), person("other", username="ana2"), names=number)
    people = [person("new", username="ana", givenName="Another", email=""), person("other", username="ana2")]

    night(*people, names=number)

    assert usernames(endpoint) == {"old": "ana", "other": "ana2", "new": "ana3"}
    assert night(*people, names=number)[0].rows == 0


def test_whoever_was_there_keeps_the_name_if_the_new_one_is_not_free(night: Night, endpoint: RosterEndpoint) -> None:
    night(person("old", username="ana"), person("stays", username="eva"), person("third", username="ida"))
    people = [person("stays", username="ana", givenName="Eva"), person("third", username="eva")]

    changes, outcome = night(*people)

    assert not outcome.rejections
    assert usernames(endpoint) == {"old": "ana", "stays": "eva", "third": "ida"}
    assert endpoint.accounts["stays"]["firstName"] == "Eva"
    assert set(changes.kept["sourcedId"]) == {"stays", "third"}
    assert night(*people)[0].rows == 0


def test_people_swap_their_names(night: Night, endpoint: RosterEndpoint) -> None:
    night(person("a", username="x"), person("b", username="y"), person("c", username="z"))

    _, outcome = night(person("a", username="y"), person("b", username="z"), person("c", username="x"))

    assert not outcome.rejections
    assert usernames(endpoint) == {"a": "y", "b": "z", "c": "x"}


def test_whoever_returns_finds_the_own_account(night: Night, endpoint: RosterEndpoint) -> None:
    number = Usernames(taken="number")
    night(person("old", username="ana"), person("other"), names=number)
    night(person("new", username="ana", givenName="Another", email=""), person("other"), names=number)

    returned = [person("old", username="ana"), person("new", username="ana9", givenName="Another", email="")]
    night(*returned, person("other"), names=number)

    assert usernames(endpoint) == {"old": "ana", "other": "other", "new": "ana9"}
    assert endpoint.accounts["old"]["enabled"]


def test_an_address_of_one_who_left_is_not_given_to_another(night: Night, endpoint: RosterEndpoint) -> None:
    night(person("old", email="ana@example.org"), person("other"))

    changes, outcome = night(person("new", email="ana@example.org", givenName="Another"), person("other"))

    assert not outcome.rejections
    assert changes.waiting.rows() == [("new", "the e-mail address is that of old, whose account keeps it")]


_PEOPLE = st.lists(
    st.builds(
        person,
        st.sampled_from([f"p{n}" for n in range(7)]),
        username=st.sampled_from(["a", "b", "c", "a2", "d"]),
        givenName=st.sampled_from(["Ana", "Ana", "Eva"]),
        familyName=st.sampled_from(["Lopez", "Lopez2", "Núñez"]),
        email=st.just(""),
    ),
    min_size=1,
    max_size=7,
    unique_by=lambda row: row["sourcedId"],
)
_POLICIES = st.sampled_from(
    [Usernames(), Usernames(taken="number"), template(), template(follow=True), template("{givenName}", max_length=8)]
)


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(nights=st.lists(_PEOPLE, min_size=2, max_size=4), names=_POLICIES)
def test_nobody_ever_gets_an_account_of_somebody_else(
    tmp_path: Path, nights: list[list[dict[str, str]]], names: Usernames
) -> None:
    endpoint = RosterEndpoint()
    rules = replace(policy(), usernames=names)
    for people in nights:
        before = usernames(endpoint)
        wanted = wanted_of(read_set(write_set(tmp_path, tables_of(*people))), rules)
        assert not apply(plan(wanted, read_state(endpoint)), endpoint).rejections

        after = usernames(endpoint)
        assert len(set(after.values())) == len(after)
        assert set(before) <= set(after)
        if names.from_template and not names.follow:
            assert before.items() <= after.items()
        assert plan(wanted, read_state(endpoint)).rows == 0


@hypothesis_settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=_PEOPLE, order=st.randoms(use_true_random=False), written=st.integers(0, 7))
def test_a_run_that_was_cut_short_ends_with_the_same_names(
    tmp_path: Path, people: list[dict[str, str]], order: Any, written: int
) -> None:
    rules = replace(policy(), usernames=template())
    for number, row in enumerate(people):
        row["username"] = f"u{number}"
    undisturbed, disturbed = RosterEndpoint(), RosterEndpoint()
    wanted = wanted_of(read_set(write_set(tmp_path, tables_of(*people))), rules)
    apply(plan(wanted, read_state(undisturbed)), undisturbed)
    order.shuffle(people)
    wanted = wanted_of(read_set(write_set(tmp_path, tables_of(*people))), rules)
    whole = undisturbed.accounts
    disturbed.accounts = {row["sourcedId"]: dict(whole[row["sourcedId"]]) for row in people[:written]}
    disturbed.schools, disturbed.profiles = dict(undisturbed.schools), dict(undisturbed.profiles)

    apply(plan(wanted, read_state(disturbed)), disturbed)

    assert usernames(disturbed) == usernames(undisturbed)
