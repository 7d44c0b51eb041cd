"""What Keycloak should have follows from the roster and the district's rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from settings.claim import Identify
from sync.wanted import Policy, Wanted
from tests.support.roster_set import (
    MANIFEST,
    TODAY,
    Tables,
    enrollment,
    person,
    policy,
    read_set,
    school_class,
    small_tables,
    wanted_of,
    write_set,
)

Want = Callable[..., Wanted]


@pytest.fixture
def want(tmp_path: Path) -> Want:
    def make(tables: Tables, rules: Policy | None = None) -> Wanted:
        return wanted_of(read_set(write_set(tmp_path, tables)), rules or policy())

    return make


def one(wanted: Wanted, sourced_id: str) -> dict[str, Any]:
    (row,) = [row for row in wanted.people.iter_rows(named=True) if row["sourcedId"] == sourced_id]
    return row


def ids(wanted: Wanted) -> list[str]:
    return wanted.people["sourcedId"].to_list()


def test_students_and_employees_have_accounts_and_parents_have_none(want: Want) -> None:
    wanted = want(small_tables())

    assert ids(wanted) == ["teacher", "pupil", "other", "clerk"]
    assert wanted.absences.rows() == [("parent", "the role parent has no account")]


def test_a_student_is_written_with_school_grade_and_mark(want: Want) -> None:
    tables = small_tables()
    tables["users"][1] |= {"username": "PUPIL.One", "email": "Pupil@Example.org", "givenName": " Ana "}
    tables["users"][1] |= {"orgSourcedIds": "s2,s1", "metadata.specialEd": "true"}

    row = one(want(tables), "pupil")

    assert (row["username"], row["email"], row["firstName"]) == ("pupil.one", "pupil@example.org", "Ana")
    assert (row["kind"], row["roles"], row["schools"]) == ("students", ["student"], ["s2", "S01"])
    assert row["attributes"] == {
        "personType": ["student"],
        "grade": ["KG"],
        "schools": ["s2", "S01"],
        "employeeType": [],
        "specialEd": ["true"],
    }


def test_an_employee_of_the_district_is_in_no_school(want: Want) -> None:
    row = one(want(small_tables()), "clerk")

    assert (row["kind"], row["schools"]) == ("staff", [])
    assert row["attributes"]["employeeType"] == ["Front office"]


def test_roles_follow_from_the_roster_and_from_rules(want: Want) -> None:
    wanted = want(small_tables())

    assert one(wanted, "teacher")["roles"] == ["staff", "teacher"]
    assert one(wanted, "clerk")["roles"] == ["staff", "clerk"]


def test_whoever_teaches_a_class_is_a_teacher(want: Want) -> None:
    tables = small_tables()
    tables["enrollments"].append(enrollment("clerk", "c1", "teacher", primary="false"))

    assert "teacher" in one(want(tables), "clerk")["roles"]


def test_a_student_never_becomes_a_teacher(want: Want) -> None:
    tables = small_tables()
    tables["enrollments"].append(enrollment("pupil", "c1", "teacher", sourcedId="wrong"))

    assert one(want(tables), "pupil")["roles"] == ["student"]


def test_people_who_may_open_the_same_share_an_access_profile(want: Want) -> None:
    wanted = want(small_tables(), policy(canvas="student", library="everybody"))

    profiles = dict(zip(ids(wanted), wanted.people["accessProfile"], strict=True))
    assert profiles["pupil"] == profiles["other"] != profiles["teacher"]
    assert wanted.access_profiles[profiles["pupil"]] == ("canvas", "library")
    assert wanted.access_profiles[profiles["teacher"]] == ("library",)


def test_an_access_profile_goes_by_the_client_id_of_an_application_that_has_one_of_its_own(want: Want) -> None:
    rules = policy(mail="everybody")
    office = rules.applications[0].model_copy(update={"client_id": "urn:federation:MicrosoftOnline"})
    wanted = want(small_tables(), replace(rules, applications=[office]))

    assert set(wanted.access_profiles.values()) == {("urn:federation:MicrosoftOnline",)}


def test_whoever_may_open_nothing_has_no_access_profile(want: Want) -> None:
    wanted = want(small_tables(), policy(canvas="student"))

    assert one(wanted, "teacher")["accessProfile"] is None


def test_an_access_profile_is_called_the_same_whatever_the_order_of_the_applications(want: Want) -> None:
    there = want(small_tables(), policy(canvas="student", library="everybody"))
    back = want(small_tables(), policy(library="everybody", canvas="student"))

    assert there.access_profiles == back.access_profiles


@pytest.mark.parametrize(
    ("today", "open_to_teacher"), [(TODAY, True), (date(2026, 8, 1), True), (date(2027, 6, 1), False)]
)
def test_a_schedule_is_one_in_a_term_that_is_not_over(want: Want, today: date, open_to_teacher: bool) -> None:
    wanted = want(small_tables(), policy(today, clever="teacher and has_schedule and has_email"))

    assert (one(wanted, "teacher")["accessProfile"] is not None) is open_to_teacher


def test_a_teacher_without_email_does_not_get_what_needs_one(want: Want) -> None:
    tables = small_tables()
    tables["users"][0]["email"] = ""

    row = one(want(tables, policy(clever="teacher and has_schedule and has_email")), "teacher")

    assert (row["email"], row["accessProfile"]) == (None, None)


def test_a_class_of_the_type_homeroom_is_sent_as_one(want: Want) -> None:
    tables = small_tables()
    tables["classes"][0]["classType"] = ""
    tables["classes"] += [school_class("home", classType="homeroom"), school_class("math", classType="scheduled")]

    assert dict(want(tables).classes.select("sourcedId", "homeroom").rows()) == {
        "c1": False,
        "home": True,
        "math": False,
    }


def test_classes_and_enrollments_that_are_over_are_not_wanted(want: Want) -> None:
    tables = small_tables()
    tables["classes"] += [school_class("old", termSourcedIds="past"), school_class("both", termSourcedIds="past,year")]
    tables["enrollments"] += [enrollment("pupil", "old"), enrollment("pupil", "both")]
    tables["enrollments"][2]["endDate"] = "2026-10-01"

    wanted = want(tables)

    assert wanted.classes.select("sourcedId", "school", "term").rows() == [
        ("c1", "S01", "year"),
        ("both", "S01", "year"),
    ]
    assert wanted.enrollments["sourcedId"].to_list() == ["teacher-c1", "pupil-c1", "pupil-both"]


def test_enrollments_of_people_without_account_are_not_wanted(want: Want) -> None:
    tables = small_tables()
    tables["enrollments"].append(enrollment("parent", "c1"))

    assert "parent" not in want(tables).enrollments["person"].to_list()


def test_schools_are_written_with_their_codes_and_the_district_is_none(want: Want) -> None:
    wanted = want(small_tables())

    assert wanted.schools.select("code", "sourcedId", "name").rows() == [
        ("S01", "s1", "First School"),
        ("s2", "s2", "Second School"),
    ]


def test_what_depends_on_a_record_with_a_finding_is_held_with_it(want: Want) -> None:
    tables = small_tables()
    tables["orgs"][1]["identifier"] = "S/01"

    held = want(tables).held

    assert set(held.people) == {"teacher", "pupil", "other", "parent"}
    assert held.classes.to_list() == ["c1"]
    assert held.enrollments.len() == 3


def test_a_flaw_in_a_class_takes_no_application_from_its_teacher(want: Want) -> None:
    tables = small_tables()
    tables["classes"][0]["courseSourcedId"] = "unknown"

    wanted = want(tables, policy(clever="teacher and has_schedule"))

    assert wanted.held.classes.to_list() == ["c1"]
    assert one(wanted, "teacher")["accessProfile"] is not None


def test_a_record_has_the_same_hash_until_something_of_it_changes(want: Want) -> None:
    before = want(small_tables())
    tables = small_tables()
    tables["users"].reverse()
    tables["users"][0] |= {"givenName": "Other"}
    tables["users"].append(person("new"))
    after = want(tables)

    assert one(before, "pupil")["rosterHash"] == one(after, "pupil")["rosterHash"]
    assert before.enrollments["rosterHash"].to_list() == after.enrollments["rosterHash"].to_list()
    tables["users"][3]["familyName"] = "Changed"
    assert one(want(tables), "pupil")["rosterHash"] != one(before, "pupil")["rosterHash"]


@pytest.mark.parametrize(
    ("identify", "students", "staff"),
    [
        (Identify(), None, None),
        (Identify(students="facts"), ["2012-03-07"], []),
        (Identify(staff="both"), [], ["1980-01-31"]),
    ],
)
def test_the_date_of_birth_goes_to_keycloak_for_those_only_who_claim_with_it(
    tmp_path: Path, identify: Identify, students: list[str] | None, staff: list[str] | None
) -> None:
    tables = small_tables()
    tables["users"] = [person("s1", "student"), person("t1", "teacher")]
    tables["demographics"] = [
        {"sourcedId": "s1", "birthDate": "2012-03-07"},
        {"sourcedId": "t1", "birthDate": "1980-01-31"},
    ]

    folder = write_set(tmp_path, tables, MANIFEST | {"file.demographics": "bulk"})
    wanted = wanted_of(read_set(folder), replace(policy(), identify=identify))

    assert one(wanted, "s1")["attributes"].get("birthDate") == students
    assert one(wanted, "t1")["attributes"].get("birthDate") == staff
