"""Whom a query means, what of the source is about somebody, and why a rule fails."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from admin_api import Account
from settings import Rule
from sync.access import facts_of
from sync.check import all_checks
from sync.circumstances import Circumstances
from sync.classes import enrolled_now, schedules
from sync.examine import Verdict, examine
from sync.explain.differences import differences
from sync.explain.reasons import Reasons
from sync.explain.search import find_people
from sync.explain.source_rows import PersonRows
from sync.people import account_holders
from sync.roster import Roster
from sync.standing import with_standing
from tests.support.roster_set import (
    TODAY,
    Tables,
    enrollment,
    person,
    read_set,
    school_class,
    small_tables,
    write_set,
)


def examined_set(folder: Path, tables: Tables) -> tuple[Roster, Verdict]:
    roster = read_set(write_set(folder / "set", tables))
    return roster, examine(roster, all_checks(), Circumstances(TODAY))


def reasons(folder: Path, tables: Tables, sourced_id: str) -> Reasons:
    roster, verdict = examined_set(folder, tables)
    standing = with_standing(roster, verdict.left_out())
    described = PersonRows.of(standing, sourced_id, TODAY).described()
    holders = account_holders(standing, schedules(enrolled_now(standing, TODAY)))
    facts = next(facts for facts in facts_of(holders) if facts.sourced_id == sourced_id)
    enrollments = tuple(row for row in described if row.table == "enrollments")
    return Reasons(facts, next(row for row in described if row.table == "users"), enrollments)


def why(folder: Path, tables: Tables, rule: str, sourced_id: str = "teacher") -> list[str]:
    (way,) = reasons(folder, tables, sourced_id).ways(Rule.parse(rule))
    return [f"{reason.condition}: {reason.why}" for reason in way]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("p-1", ["p-1"]),
        (" ANA.NUNEZ ", ["p-1"]),
        ("Ana@example.org", ["p-1"]),
        ("7001", ["p-1"]),
        ("nunez", ["p-1", "p-2"]),
        ("ana nu", ["p-1", "p-2"]),
        ("nunez anabel", ["p-2"]),
        ("obrien", ["p-2"]),
        ("o'brien", ["p-2"]),
        ("nobody", []),
        ("...", []),
    ],
)
def test_somebody_is_found_by_id_username_address_number_or_name(tmp_path: Path, query: str, found: list[str]) -> None:
    tables = small_tables()
    tables["users"] = [
        person("p-1", givenName="Ana", familyName="Núñez", username="ana.nunez", email="ana@example.org"),
        person("p-2", givenName="Anabel", familyName="Núñez-O'Brien"),
        person("p-3", givenName="P", familyName="One", username="P-1"),
    ]
    for row in tables["users"]:
        row["identifier"] = "7001" if row["sourcedId"] == "p-1" else ""
    roster, _ = examined_set(tmp_path, tables)

    assert [hit.sourced_id for hit in find_people(roster, query)] == found


def test_a_teacher_without_an_address_is_told_where_it_is_missing(tmp_path: Path) -> None:
    tables = small_tables()
    tables["users"][0]["email"] = ""

    assert why(tmp_path, tables, "teacher and has_schedule and has_email") == [
        "has_email: email is empty in users.csv, row 2"
    ]


def test_a_teacher_whose_classes_are_over_is_told_so(tmp_path: Path) -> None:
    tables = small_tables()
    tables["academicSessions"][0] |= {"startDate": "2025-08-12", "endDate": "2026-06-01"}

    assert why(tmp_path, tables, "teacher and has_schedule") == [
        "has_schedule: 1 rows of the enrollments name this person, and none counts (it is over, or its class is): "
        "enrollments.csv, row 2"
    ]


def test_somebody_in_no_class_is_told_so(tmp_path: Path) -> None:
    tables = small_tables()
    tables["users"].append(person("idle", "teacher"))

    assert why(tmp_path, tables, "has_schedule", "idle") == [
        "has_schedule: no row of the enrollments names this person"
    ]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ('grade("06-12")', 'grade("06-12"): grades is KG in users.csv, row 3'),
        ('school("CV09")', 'school("CV09"): orgSourcedIds in users.csv, row 3 means S01'),
        ("staff", "staff: role is student in users.csv, row 3"),
        ("special_ed", "special_ed: specialEd is empty in users.csv, row 3"),
        ('not (student or person("x"))', 'not (student or person("x")): role is student in users.csv, row 3; '
         "sourcedId is pupil in users.csv, row 3"),
        ("not everybody", "not everybody: it holds of everybody"),
    ],
)  # fmt: skip
def test_a_reason_names_the_value_and_its_row(tmp_path: Path, rule: str, expected: str) -> None:
    assert why(tmp_path, small_tables(), rule, "pupil") == [expected]


def test_the_rows_of_somebody_are_those_in_every_table_and_what_they_refer_to(tmp_path: Path) -> None:
    tables = small_tables()
    tables["classes"].append(school_class("other"))
    tables["enrollments"] += [enrollment("teacher", "gone", "teacher"), enrollment("pupil", "other")]
    roster, verdict = examined_set(tmp_path, tables)
    standing = with_standing(roster, verdict.left_out())

    rows = PersonRows.of(standing, "teacher", TODAY)

    places = [row.place for row in rows.described()]
    assert places == [
        "users.csv, row 2",
        "orgs.csv, row 3",
        "enrollments.csv, row 2",
        f"enrollments.csv, row {len(tables['enrollments'])}",
        "classes.csv, row 2",
        "courses.csv, row 2",
        "academicSessions.csv, row 2",
    ]
    notes = [row.note for row in rows.described() if row.table == "enrollments"]
    assert notes == ["", "left out because of a finding, in it or in what it refers to"]
    assert [(finding.check, finding.place) for finding in rows.findings(verdict)] == [
        ("unknown_class", f"enrollments.csv, row {len(tables['enrollments'])}")
    ]


def test_somebody_is_held_by_what_is_wrong_with_somebody_elses_record(tmp_path: Path) -> None:
    tables = small_tables()
    tables["users"].append(person("new", username="Teacher"))
    roster, verdict = examined_set(tmp_path, tables)
    rows = PersonRows.of(with_standing(roster, verdict.left_out()), "teacher", TODAY)

    (reason,) = rows.why_held(verdict)

    assert reason.startswith(f"users.csv, row {len(tables['users']) + 1}: teacher is also that of teacher")


def account(**fields: object) -> Account:
    made: dict[str, object] = {
        "id": "1", "username": "ana", "first_name": "Ana", "last_name": "N", "email": "a@example.org", "enabled": True,
        "attributes": {"personType": ["student"], "schools": ["S01"]}, "required_actions": (),
        "groups": ("/everybody", "/schools/S01/students"), "roles": ("access:1", "default-roles-x", "student"),
        "launch": (), "credentials": (), "locked": False, "signed_in": None, "events_kept": True,
    }  # fmt: skip
    return Account(**{**made, **fields})  # type: ignore[arg-type]


WANTED = {
    "username": "ana", "firstName": "Ana", "lastName": "N", "email": "a@example.org", "schools": ["S01"],
    "attributes": {"personType": ["student"], "schools": ["S01"], "grade": []}, "kind": "students",
    "roles": ["student"], "accessProfile": "access:1",
}  # fmt: skip


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (account(), []),
        (account(enabled=False), ["the account is disabled, and is to be enabled"]),
        (account(email=""), ["email is empty, and is to be a@example.org"]),
        (account(groups=("/schools/S02/students",)),
         ["the group /schools/S01/students is missing", "the group /schools/S02/students is one too many"]),
        (account(roles=("access:2", "teacher")),
         ["the role access:1 is missing", "the role student is missing", "the role access:2 is one too many",
          "the role teacher is one too many"]),
        (account(attributes={"personType": ["student"], "schools": ["S01"], "grade": ["KG"]}),
         ["grade is KG, and is to be empty"]),
        (None, ["has no account in Keycloak yet"]),
    ],
)  # fmt: skip
def test_what_differs_is_named_and_what_is_not_ours_is_left_alone(
    found: Account | None, expected: Sequence[str]
) -> None:
    assert differences(WANTED, found, "") == expected


def test_every_word_of_rules_has_a_reason(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="known are") as unknown:
        Rule.parse("unheard_of")
    known = str(unknown.value).partition("known are ")[2].partition(", with and")[0]
    words = re.findall(r"([a-z_]+)(\([^)]*\))?", known)
    told = reasons(tmp_path, small_tables(), "pupil")

    for word, call in words:
        text = f'{word}("KG")' if call else word
        ways = [*told.ways(Rule.parse(text)), *told.ways(Rule.parse(f"not {text}"))]
        assert [reason.why for way in ways for reason in way] != [], text

    assert len(words) > 9
