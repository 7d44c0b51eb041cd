"""What is wrong with a roster is found in its row, and leaves out no more than it has to."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.check import Check, Severity, all_checks
from sync.circumstances import Circumstances
from sync.examine import examine
from tests.support.roster_checks import Change, Found, add, examined, found, left_out, put
from tests.support.roster_set import TODAY, enrollment, person, read_set, school_class, small_tables, write_set


def test_a_sound_set_has_no_findings(tmp_path: Path) -> None:
    verdict = examined(tmp_path)

    assert not verdict.found
    assert not verdict.left_out()
    assert not verdict.rejected


# The last row of a table in the small set: users 6, classes 2, enrollments 4, orgs 4, academicSessions 3.
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (add("users", person("", familyName="X", username="x", email="")), [("missing_id", "users", 7)]),
        (put("users", 1, username=" "), [("missing_username", "users", 3)]),
        (put("users", 1, role=""), [("missing_value", "users", 3)]),
        (put("classes", 0, termSourcedIds=""), [("missing_value", "classes", 2)]),
        (put("users", 1, role="Student"), [("unknown_role", "users", 3)]),
        (put("users", 1, enabledUser="TRUE"), [("unknown_enumeration_value", "users", 3)]),
        (put("users", 1, grades="K"), [("unknown_grade", "users", 3)]),
        (put("users", 1, orgSourcedIds="s1,s9"), [("unknown_school", "users", 3)]),
        (put("users", 1, orgSourcedIds=""), [("person_without_school", "users", 3)]),
        (put("users", 1, orgSourcedIds="d"), [("person_without_school", "users", 3)]),
        (put("users", 1, email="office@"), [("malformed_email", "users", 3)]),
        (put("users", 1, username="p upil"), [("malformed_username", "users", 3)]),
        (put("users", 1, givenName="x" * 256), [("unstorable_text", "users", 3)]),
        (put("users", 1, givenName="a\x07b"), [("unstorable_text", "users", 3)]),
        (put("orgs", 1, identifier="S/01"), [("malformed_school_code", "orgs", 3)]),
        (put("orgs", 1, identifier="s2"), [("school_code_clash", "orgs", 4)]),
        (put("classes", 0, courseSourcedId="x"), [("unknown_course", "classes", 2)]),
        (put("classes", 0, schoolSourcedId="x"), [("unknown_school", "classes", 2)]),
        (put("classes", 0, termSourcedIds="year,x"), [("unknown_term", "classes", 2)]),
        (add("enrollments", enrollment("nobody", "c1")), [("unknown_person", "enrollments", 5)]),
        (add("enrollments", enrollment("pupil", "none")), [("unknown_class", "enrollments", 5)]),
        (put("enrollments", 1, sourcedId="n" * 256), [("overlong_id", "enrollments", 3)]),
        (put("enrollments", 0, endDate="5/28/2027"), [("malformed_date", "enrollments", 2)]),
        (put("academicSessions", 1, endDate="2026-02-30"), [("malformed_date", "academicSessions", 3)]),
    ],
)
def test_a_flaw_is_one_finding_in_its_row(tmp_path: Path, change: Change, expected: list[Found]) -> None:
    verdict = examined(tmp_path, change)

    assert found(verdict) == expected
    ((_, table, row),) = expected
    assert row in left_out(verdict)[table]


def test_whoever_shares_a_username_is_left_out_whatever_the_capitals(tmp_path: Path) -> None:
    verdict = examined(tmp_path, put("users", 2, username="PUPIL"))

    assert found(verdict) == [("username_clash", "users", 4)]
    assert left_out(verdict) == {"users": [3, 4]}


def test_whoever_shares_an_email_address_is_left_out(tmp_path: Path) -> None:
    verdict = examined(tmp_path, put("users", 2, email="Pupil@example.org"))

    assert found(verdict) == [("email_clash", "users", 4)]
    assert left_out(verdict) == {"users": [3, 4]}


def test_a_parent_may_have_the_address_of_a_child(tmp_path: Path) -> None:
    assert not examined(tmp_path, put("users", 4, email="pupil@example.org", username="pupil")).found


def test_two_records_with_one_id_are_both_left_out(tmp_path: Path) -> None:
    verdict = examined(tmp_path, add("users", person("pupil", username="x", email="")))

    assert found(verdict) == [("duplicate_id", "users", 7)]
    assert left_out(verdict) == {"users": [3, 7]}


def test_of_two_records_that_are_alike_the_first_is_used(tmp_path: Path) -> None:
    verdict = examined(tmp_path, add("classes", school_class("c1")))

    assert found(verdict) == [("duplicate_id", "classes", 3)]
    assert left_out(verdict) == {"classes": [3]}


def test_a_person_with_one_name_keeps_the_account(tmp_path: Path) -> None:
    verdict = examined(tmp_path, put("users", 1, familyName=""))

    assert found(verdict) == [("missing_name", "users", 3)]
    assert not verdict.left_out()


@pytest.mark.parametrize("table", ["academicSessions", "orgs", "courses", "classes", "users", "enrollments"])
def test_a_file_with_nothing_but_a_header_is_never_everyone_left(tmp_path: Path, table: str) -> None:
    folder = write_set(tmp_path, small_tables())
    header = (folder / f"{table}.csv").read_bytes().split(b"\r\n")[0]
    (folder / f"{table}.csv").write_bytes(header + b"\r\n")

    verdict = examine(read_set(folder), all_checks(), Circumstances(TODAY))

    assert verdict.rejected
    assert ("empty_file", table, 1) in found(verdict)


def test_checks_say_what_a_registrar_needs() -> None:
    checks = all_checks()

    assert checks[0].severity is Severity.REJECT_SET
    for check in checks:
        assert isinstance(check, Check)
        assert check.title[0].isupper()
        assert not check.title.endswith(".")
        assert check.consequence.endswith(".")
        assert check.remedy.endswith(".")


def test_every_check_is_in_the_reference() -> None:
    reference = (Path(__file__).parents[2] / "docs" / "reference" / "sync-findings.md").read_text(encoding="utf-8")
    lines = reference.splitlines()

    for check in all_checks():
        row = f"| `{check.name}` | {check.severity.value} | {check.title} | {check.consequence} | {check.remedy} |"
        assert row in lines
