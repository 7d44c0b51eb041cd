"""Whatever people are like, each gets what the rules give to that person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from settings import Rule
from settings.apps import Application
from sync.access import facts_of, profile_name, rights_of
from tests.support.roster_set import policy

TODAY = date(2026, 11, 26)
ROLES = {
    "reader": 'student and grade("01-02") or person("p1")',
    "coach": 'school("S1") and not person("p0", "p2")',
    "clerk": 'employee("Front office") and has_email',
}
APPLICATIONS = policy(
    clever="(teacher and has_schedule and has_email) or student", library='special_ed or person("p3")'
).applications
_PERSON = st.fixed_dictionaries(
    {
        "student": st.booleans(),
        "teacher": st.booleans(),
        "hasSchedule": st.booleans(),
        "specialEd": st.booleans(),
        "grades": st.lists(st.sampled_from(["KG", "01", "02"]), max_size=2),
        "schools": st.lists(st.sampled_from(["S1", "S2"]), max_size=2, unique=True),
        "employeeType": st.sampled_from(["Front office", "Teacher", None]),
        "email": st.sampled_from(["one@example.org", "other@example.org", None]),
    }
)
_SCHEMA: dict[str, pl.DataType] = {
    "sourcedId": pl.String(),
    **dict.fromkeys(("student", "teacher", "hasSchedule", "specialEd"), pl.Boolean()),
    **dict.fromkeys(("grades", "schools"), pl.List(pl.String)),
    **dict.fromkeys(("employeeType", "email"), pl.String()),
}


@given(st.lists(_PERSON, max_size=12))
def test_each_gets_what_the_rules_give_to_that_person(people: Sequence[dict[str, object]]) -> None:
    frame = pl.DataFrame([{"sourcedId": f"p{at}", **one} for at, one in enumerate(people)], _SCHEMA)
    rules = {role: Rule.parse(text) for role, text in ROLES.items()}

    rights = rights_of(frame, rules, APPLICATIONS, TODAY)

    for facts, roles, profile in zip(facts_of(frame), rights.roles, rights.profiles, strict=True):
        assert set(roles) & set(rules) == {role for role, rule in rules.items() if rule.holds(facts)}
        assert _launch(profile, rights.launch) == tuple(
            sorted(application.client for application in APPLICATIONS if application.access.holds(facts))
        )


def test_people_who_are_alike_keep_their_places() -> None:
    alike = {**dict.fromkeys(("student", "teacher", "hasSchedule", "specialEd"), False), "grades": [], "schools": []}
    frame = pl.DataFrame([{"sourcedId": f"p{at}", **alike} for at in range(5)], _SCHEMA)

    rights = rights_of(frame, {"named": Rule.parse('person("p1", "p3")')}, (), TODAY)

    assert ["named" in roles for roles in rights.roles] == [False, True, False, True, False]


@pytest.mark.parametrize(
    ("days", "launch"),
    [
        ({"from": TODAY}, ("app",)),
        ({"from": TODAY + timedelta(days=1)}, ()),
        ({"until": TODAY}, ("app",)),
        ({"until": TODAY - timedelta(days=1)}, ()),
    ],
)
def test_an_application_is_open_from_its_first_day_to_its_last(days: dict[str, date], launch: tuple[str, ...]) -> None:
    alike = {**dict.fromkeys(("student", "teacher", "hasSchedule", "specialEd"), False), "grades": [], "schools": []}
    frame = pl.DataFrame([{"sourcedId": "p0", **alike}], _SCHEMA)
    said = {"id": "app", "title": {"en": "App"}, "url": "https://app.example", "access": "everybody", **days}

    rights = rights_of(frame, {}, (Application.model_validate(said),), TODAY)

    assert _launch(rights.profiles[0], rights.launch) == launch


def _launch(profile: str | None, launch: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if profile is None:
        return ()
    assert profile == profile_name(launch[profile])
    return launch[profile]
