"""The guard refuses what no ordinary day does, and never lets through more than its limits."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pydantic import ValidationError

from settings.calendar import Calendar
from settings.guard import LIMITS, OF_DISTRICT_ONLY, Guard, Limits, Season
from sync.apply import apply
from sync.errors import PlanRefusedError
from sync.guard import breaches, guard
from tests.support.guarded_realm import RULES, STRICT, GuardedRealm, district, names, set_all, without
from tests.support.roster_set import (
    Tables,
    person,
    policy,
)

Change = Callable[[Tables], None]


@pytest.fixture
def realm(tmp_path: Path) -> GuardedRealm:
    return GuardedRealm(tmp_path, district())


def test_an_ordinary_night_passes(realm: GuardedRealm) -> None:
    tables = without(set_all(district(), 1, grades="04", orgSourcedIds="s2"), "p59")

    guard(realm.plan(tables), Guard())


@pytest.mark.parametrize(
    ("limit", "values"),
    [
        ("renamed", {"familyName": "{givenName}"}),
        ("usernames", {"username": "x{username}"}),
        ("emails", {"email": "of.{sourcedId}@example.org"}),
        ("emails", {"email": ""}),
        ("moved", {"orgSourcedIds": "s2"}),
        ("grades", {"grades": "04"}),
        ("roles_lost", {"role": "teacher", "grades": "", "metadata.employeeType": "Teacher"}),
        ("applications_lost", {"role": "aide", "grades": "", "metadata.employeeType": "Aide"}),
        ("roles_gained", {"role": "teacher", "grades": "", "metadata.employeeType": "Teacher"}),
        ("applications_gained", {"role": "teacher", "grades": "", "metadata.employeeType": "Teacher"}),
        ("disabled", {"enabledUser": "false"}),
    ],
)
def test_each_kind_of_change_has_a_limit(realm: GuardedRealm, limit: str, values: dict[str, str]) -> None:
    found = breaches(realm.plan(set_all(district(), 20, **values)), STRICT)

    assert (limit, None) in names(found)
    assert (limit, "S01") in names(found)
    (of_district,) = [breach for breach in found if (breach.limit, breach.school) == (limit, None)]
    assert of_district.of == 62
    assert f"guard.in_term.district.{limit}" in of_district.text


@pytest.mark.parametrize(("kind", "limit"), [("classes", "classes_removed"), ("enrollments", "enrollments_removed")])
def test_classes_and_enrollments_have_limits(realm: GuardedRealm, kind: str, limit: str) -> None:
    tables = district()
    tables["classes"] = tables["classes"][:5] if kind == "classes" else tables["classes"]
    kept = {row["sourcedId"] for row in tables["classes"]}
    tables["enrollments"] = [row for row in tables["enrollments"] if row["classSourcedId"] in kept][:15]

    assert (limit, None) in names(breaches(realm.plan(tables), STRICT))


def test_enrollments_that_come_to_be_of_other_people_have_a_limit(realm: GuardedRealm) -> None:
    tables = district()
    people = [row["userSourcedId"] for row in tables["enrollments"]]
    for row, other in zip(tables["enrollments"], people[1:] + people[:1], strict=True):
        row["userSourcedId"] = other

    (found,) = breaches(realm.plan(tables), STRICT)

    assert (found.limit, found.count, found.of) == ("enrollments_changed", 60, 60)
    assert any("p01 in class c0 now" in sample for sample in found.samples)


def test_a_mark_on_everybody_that_opens_an_application_is_refused(tmp_path: Path) -> None:
    tables = district()
    tables["users"][0]["metadata.specialEd"] = "true"
    realm = GuardedRealm(tmp_path, tables)

    found = breaches(realm.plan(set_all(tables, 60, **{"metadata.specialEd": "true"})), Guard())

    assert {limit for limit, _ in names(found)} == {"applications_gained"}
    assert found[0].count == 59


def test_an_application_that_is_new_to_the_district_is_no_wrong_export(realm: GuardedRealm) -> None:
    rules = policy(library="student", clever="teacher", maps="everybody")

    guard(realm.plan(district(), rules), STRICT)


def test_an_application_whose_last_day_is_over_is_no_wrong_export(realm: GuardedRealm) -> None:
    ended = [
        application.model_copy(update={"last_day": RULES.today - timedelta(days=1)})
        if application.id == "library"
        else application
        for application in RULES.applications
    ]
    rules = replace(RULES, applications=ended)

    assert len(realm.plan(district(), rules).people.puts) == 60
    guard(realm.plan(district(), rules), STRICT)


def test_an_application_that_everybody_loses_before_its_last_day_is(realm: GuardedRealm) -> None:
    rules = policy(library="special_ed", clever="teacher", snap="special_ed")

    assert {limit for limit, _ in names(breaches(realm.plan(district(), rules), STRICT))} == {"applications_lost"}


def test_many_new_people_in_term_are_refused_and_a_new_school_is_not(realm: GuardedRealm) -> None:
    tables = district()
    tables["users"] += [person(f"a{n:02}", "aide", orgSourcedIds="s1") for n in range(40)]
    wide = Guard(in_term=Season(district=Limits(new=99)))
    opening = deepcopy(tables)
    opening["orgs"].append({"sourcedId": "s3", "name": "Third", "type": "school", "identifier": "S03"})
    set_all({"users": opening["users"][62:]}, 40, orgSourcedIds="s3")

    assert names(breaches(realm.plan(tables), Guard())) == {("new", None), ("new", "S01")}
    assert not breaches(realm.plan(opening), wide)


def test_a_first_load_is_never_refused_though_it_is_killed(tmp_path: Path) -> None:
    killed = district()
    killed["enrollments"], killed["classes"] = killed["enrollments"][:1], killed["classes"][:1]
    realm = GuardedRealm(tmp_path, without(killed, *(f"p{n:02}" for n in range(3, 60))))
    realm.endpoint.classes.clear()
    realm.endpoint.enrollments.clear()

    assert not breaches(realm.plan(district()), Guard(at_least=0, campus_at_least=0))


def test_a_limit_of_enrollments_at_a_campus_is_refused_because_none_could_hold() -> None:
    with pytest.raises(ValidationError, match=r"in_term\.campus\n.*Keycloak does not say.*name it under `district`"):
        Guard.model_validate({"in_term": {"campus": {"enrollments_removed": 5}}})


def test_classes_whose_term_is_over_are_no_loss(realm: GuardedRealm) -> None:
    over = replace(RULES, today=date(2027, 5, 29))

    changes = realm.plan(district(), over)

    assert set(changes.classes.removals["reason"]) == {"the term is over"}
    assert not {limit for limit, _ in names(breaches(changes, STRICT))} & {"classes_removed", "enrollments_removed"}


def test_a_few_changes_are_always_allowed(realm: GuardedRealm) -> None:
    tables = without(district(), "p01", "p03", "p05")
    none = Season(district=Limits.model_validate(dict.fromkeys(LIMITS, 0)), campus=Limits(disabled=0))

    assert not breaches(realm.plan(tables), Guard(at_least=3, campus_at_least=3, in_term=none))
    assert breaches(realm.plan(tables), Guard(at_least=2, campus_at_least=3, in_term=none))
    assert names(breaches(realm.plan(tables), Guard(at_least=3, campus_at_least=2, in_term=none))) == {
        ("disabled", "S02")
    }


def test_a_campus_is_guarded_though_the_district_is_large(realm: GuardedRealm) -> None:
    half_of_one = [f"p{n:02}" for n in range(0, 30, 2)]
    wide = Season(district=Limits(disabled=50, enrollments_removed=100))

    found = breaches(realm.plan(without(district(), *half_of_one)), Guard(at_least=2, in_term=wide))

    assert names(found) == {("disabled", "S01")}
    assert "15 of 31 people would be disabled at S01 (48.4 %), and 10 are allowed" in found[0].text


def test_summer_allows_more(realm: GuardedRealm) -> None:
    leavers = [f"p{n:02}" for n in range(12)]
    summer = replace(
        RULES, calendar=Calendar.model_validate({"summers": [{"first": "2026-11-01", "last": "2026-12-01"}]})
    )

    assert breaches(realm.plan(without(district(), *leavers)), STRICT)
    assert not breaches(realm.plan(without(district(), *leavers), summer), STRICT)


@pytest.mark.parametrize(("left", "refused"), [("2026-10-20T06:00:00Z", True), ("2026-11-01T06:00:00Z", False)])
def test_many_who_left_long_ago_do_not_come_back_at_once(realm: GuardedRealm, left: str, refused: bool) -> None:
    realm.endpoint.now = left
    apply(realm.plan(without(district(), *(f"p{n}" for n in range(40, 60)))), realm.endpoint)

    found = names(breaches(realm.plan(district()), STRICT))

    assert found == ({("returned", None), ("returned", "S01"), ("returned", "S02")} if refused else set())


@st.composite
def _nights(draw: st.DrawFn) -> Tables:
    tables = district(30)
    for row in tables["users"]:
        match draw(st.sampled_from(["same", "same", "same", "gone", "named", "moved", "staff", "graded", "login"])):
            case "gone":
                row["enabledUser"] = "false"
            case "named":
                row["familyName"] += "x"
            case "moved":
                row["orgSourcedIds"] = "s2"
            case "staff":
                row |= {"role": "aide", "grades": ""}
            case "graded" if row["role"] == "student":
                row["grades"] = "04"
            case "login":
                row["username"] += "x"
    return tables


_LIMITS = st.builds(
    lambda district, campus: Season(district=Limits(**district), campus=Limits(**campus)),
    st.dictionaries(st.sampled_from(LIMITS), st.integers(0, 60)),
    st.dictionaries(st.sampled_from([name for name in LIMITS if name not in OF_DISTRICT_ONLY]), st.integers(0, 60)),
)


@hypothesis_settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables=_nights(), season=_LIMITS, at_least=st.integers(0, 6), campus_at_least=st.integers(0, 6))
def test_no_plan_passes_that_changes_more_than_is_allowed(
    tmp_path: Path, tables: Tables, season: Season, at_least: int, campus_at_least: int
) -> None:
    before = district(30)
    realm = GuardedRealm(tmp_path, before)
    limits = Guard(at_least=at_least, campus_at_least=campus_at_least, in_term=season)
    try:
        guard(realm.plan(tables), limits)
    except PlanRefusedError:
        return
    old = {row["sourcedId"]: row for row in before["users"]}
    new = {row["sourcedId"]: row for row in tables["users"]}
    changed = {
        "disabled": [key for key in old if new[key]["enabledUser"] == "false"],
        "renamed": [key for key in old if new[key]["familyName"] != old[key]["familyName"]],
        "usernames": [key for key in old if new[key]["username"] != old[key]["username"]],
        "moved": [key for key in old if new[key]["orgSourcedIds"] != old[key]["orgSourcedIds"]],
        "roles_lost": [key for key in old if new[key]["role"] != old[key]["role"]],
    }
    for name, keys in changed.items():
        of_district = limits.limit(name, "district", summer=False)  # type: ignore[arg-type]
        assert len(keys) <= max(at_least, len(old) * of_district / 100)
        for school in ("s1", "s2"):
            here = [key for key in old if old[key]["orgSourcedIds"] == school]
            of_campus = limits.limit(name, "campus", summer=False)  # type: ignore[arg-type]
            assert len(set(keys) & set(here)) <= max(campus_at_least, len(here) * of_campus / 100)
