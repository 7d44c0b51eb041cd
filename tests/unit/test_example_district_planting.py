"""Planted inconsistencies: each one is found by looking, in the very row that the key names, and nowhere else."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from example_district import generate

Row = dict[str, str]
Tables = dict[str, list[Row]]
Place = tuple[str, int]
FILES = ("academicSessions", "orgs", "courses", "classes", "users", "enrollments", "demographics")
GRADES = ("PR", "PK", "KG", *(f"{n:02d}" for n in range(1, 13)))
ROLES = {"student", "teacher", "aide", "administrator"}


def read(folder: Path) -> Tables:
    tables = {}
    for name in FILES:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file, strict=True))
    return tables


def lines(folder: Path, name: str) -> list[bytes]:
    return (folder / name).read_bytes().split(b"\r\n")


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clean")
    generate(people=1500, seed=3, folder=folder)
    return folder


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planted")
    generate(people=1500, seed=3, folder=folder, planted=True)
    return folder


@pytest.fixture(scope="module")
def key(planted: Path) -> Any:
    return json.loads((planted / "planted.json").read_text(encoding="utf-8"))


def rows(tables: Tables, name: str, wrong: Callable[[Row], bool]) -> Iterator[Place]:
    return ((f"{name}.csv", line) for line, row in enumerate(tables[name], start=2) if wrong(row))


def everywhere(tables: Tables, wrong: Callable[[Row], bool]) -> Iterator[Place]:
    return (place for name in FILES for place in rows(tables, name, wrong))


def seen_before(tables: Tables, name: str, value: Callable[[Row], Any]) -> Iterator[Place]:
    seen = set()
    for line, row in enumerate(tables[name], start=2):
        if (found := value(row)) and found in seen:
            yield f"{name}.csv", line
        seen.add(found)


def clashes(tables: Tables, column: str, key: Any) -> Iterator[Place]:
    """Of two rows that clash, the key names the one that was changed."""
    changed = {(found["file"], found["row"]) for found in key["differences"]}
    names = Counter(row[column].casefold() for row in tables["users"] if row[column])
    clashing = rows(tables, "users", lambda row: names[row[column].casefold()] > 1)
    repeated = {line for line, row in enumerate(tables["users"], start=2) if row["sourcedId"] == duplicated(tables)}
    return (place for place in clashing if place in changed and place[1] not in repeated)


def duplicated(tables: Tables) -> str:
    counts = Counter(row["sourcedId"] for row in tables["users"])
    return next((sourced_id for sourced_id, count in counts.items() if count > 1), "")


def dangling(tables: Tables, target: str, *columns: tuple[str, str]) -> Iterator[Place]:
    known = {row["sourcedId"] for row in tables[target]}
    for name, column in columns:
        for line, row in enumerate(tables[name], start=2):
            if set(filter(None, row[column].split(","))) - known:
                yield f"{name}.csv", line


def is_date(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def misfit_grades(tables: Tables) -> Iterator[Place]:
    """Both rows, of users.csv and demographics.csv, of somebody whose age is years off the grade."""
    born = {row["sourcedId"]: row["birthDate"] for row in tables["demographics"] if is_date(row["birthDate"])}
    odd = set()
    for row in tables["users"]:
        year = int(born.get(row["sourcedId"], "0")[:4])
        if row["role"].lower() == "student" and row["grades"] in GRADES and 1901 < year < 2030:
            off = 2026 - year - GRADES.index(row["grades"]) - 3
            odd |= {row["sourcedId"]} if abs(off) > 3 else set()
    return (
        place for name in ("users", "demographics") for place in rows(tables, name, lambda row: row["sourcedId"] in odd)
    )


def twice(tables: Tables) -> Iterator[Place]:
    born = {row["sourcedId"]: row["birthDate"] for row in tables["demographics"]}
    again = duplicated(tables)
    for identity in (
        lambda row: (row["givenName"], row["familyName"], born.get(row["sourcedId"])),
        lambda row: row["userIds"].rpartition("{State:")[2],
    ):
        for place in seen_before(tables, "users", identity):
            if tables["users"][place[1] - 2]["sourcedId"] != again:
                yield place


def without_class(tables: Tables) -> Iterator[Place]:
    enrolled = {row["userSourcedId"] for row in tables["enrollments"]}
    return rows(
        tables,
        "users",
        lambda row: row["role"] == "student" and row["sourcedId"] != "" and row["sourcedId"] not in enrolled,
    )


def contradicting(tables: Tables) -> Iterator[Place]:
    students = {row["sourcedId"] for row in tables["users"] if row["role"].lower() == "student"}
    known = {row["sourcedId"] for row in tables["users"]}
    yield from rows(
        tables, "users", lambda row: (row["role"].lower() == "student") == bool(row["metadata.employeeType"])
    )
    yield from rows(tables, "users", lambda row: bool(row["metadata.employeeType"]) and bool(row["grades"]))
    yield from rows(
        tables,
        "enrollments",
        lambda row: row["userSourcedId"] in known and (row["role"] == "student") != (row["userSourcedId"] in students),
    )


def ended(tables: Tables) -> Iterator[Place]:
    over = {row["sourcedId"] for row in tables["academicSessions"] if row["endDate"] < "2026-08-01"}
    classes = {row["sourcedId"] for row in tables["classes"] if row["termSourcedIds"] in over}
    return rows(tables, "enrollments", lambda row: row["classSourcedId"] in classes)


def outside(tables: Tables) -> Iterator[Place]:
    ends = {row["sourcedId"]: row["endDate"] for row in tables["academicSessions"]}
    return rows(
        tables,
        "academicSessions",
        lambda row: row["parentSourcedId"] in ends and row["endDate"] > ends[row["parentSourcedId"]],
    )


def wrong_school(tables: Tables) -> Iterator[Place]:
    schools = {row["sourcedId"]: row["schoolSourcedId"] for row in tables["classes"]}
    return rows(
        tables,
        "enrollments",
        lambda row: schools.get(row["classSourcedId"], row["schoolSourcedId"]) != row["schoolSourcedId"],
    )


def in_names(pattern: str) -> Callable[[Tables, Any], Iterator[Place]]:
    found = re.compile(pattern)
    return lambda tables, _: rows(
        tables, "users", lambda row: any(found.search(row[part]) for part in ("givenName", "familyName"))
    )


FINDERS: dict[str, Callable[[Tables, Any], Iterable[Place]]] = {
    "missing_id": lambda t, _: everywhere(t, lambda row: not row["sourcedId"]),
    "overlong_id": lambda t, _: everywhere(t, lambda row: len(row["sourcedId"]) > 255),
    "duplicate_id": lambda t, _: (
        place for name in FILES for place in seen_before(t, name, lambda row: row["sourcedId"])
    ),
    "unknown_person": lambda t, _: dangling(
        t, "users", ("enrollments", "userSourcedId"), ("demographics", "sourcedId")
    ),
    "unknown_class": lambda t, _: dangling(t, "classes", ("enrollments", "classSourcedId")),
    "unknown_course": lambda t, _: dangling(t, "courses", ("classes", "courseSourcedId")),
    "unknown_school": lambda t, _: dangling(
        t, "orgs", ("classes", "schoolSourcedId"), ("users", "orgSourcedIds")
    ),
    "unknown_term": lambda t, _: dangling(t, "academicSessions", ("classes", "termSourcedIds")),
    "unknown_parent": lambda t, _: (
        *dangling(t, "academicSessions", ("academicSessions", "parentSourcedId")),
        *dangling(t, "orgs", ("orgs", "parentSourcedId"), ("courses", "orgSourcedId")),
    ),
    "malformed_school_code": lambda t, _: rows(t, "orgs", lambda row: "/" in row["identifier"]),
    "school_code_clash": lambda t, _: seen_before(t, "orgs", lambda row: row["identifier"]),
    "damaged_id": lambda t, _: everywhere(t, lambda row: bool(re.fullmatch(r"\d\.\d+E\+\d+", row["sourcedId"]))),
    "missing_value": lambda t, _: rows(t, "classes", lambda row: not row["title"]),
    "malformed_username": lambda t, _: rows(t, "users", lambda row: " " in row["username"]),
    "unstorable_text": in_names("\u0007"),
    "term_outside_school_year": lambda t, _: outside(t),
    "school_contradicts_class": lambda t, _: wrong_school(t),
    "username_clash": lambda t, key: clashes(t, "username", key),
    "email_clash": lambda t, key: clashes(t, "email", key),
    "missing_username": lambda t, _: rows(t, "users", lambda row: not row["username"]),
    "malformed_email": lambda t, _: rows(
        t, "users", lambda row: row["email"] != "" and not re.fullmatch(r"[\w.]+@[\w.]+", row["email"])
    ),
    "unknown_grade": lambda t, _: rows(t, "users", lambda row: row["grades"] not in ("", *GRADES)),
    "grade_contradicts_birth_date": lambda t, key: (
        place for place in misfit_grades(t) if place in {(f["file"], f["row"]) for f in key["differences"]}
    ),
    "impossible_birth_date": lambda t, _: rows(
        t, "demographics", lambda row: is_date(row["birthDate"]) and not "1930" < row["birthDate"] < "2026"
    ),
    "malformed_date": lambda t, _: rows(t, "demographics", lambda row: not is_date(row["birthDate"])),
    "reversed_dates": lambda t, _: (
        *rows(t, "academicSessions", lambda row: row["startDate"] > row["endDate"]),
        *rows(t, "enrollments", lambda row: row["beginDate"] > row["endDate"]),
    ),
    "pupil_without_class": lambda t, _: without_class(t),
    "person_without_school": lambda t, _: rows(
        t, "users", lambda row: row["orgSourcedIds"] in ("", "cv00") and row["role"] == "student"
    ),
    "disabled_person_in_class": lambda t, _: rows(t, "users", lambda row: row["enabledUser"] == "false"),
    "enrollment_in_ended_term": lambda t, _: ended(t),
    "contradicting_role": lambda t, _: contradicting(t),
    "unknown_role": lambda t, _: rows(t, "users", lambda row: row["role"] not in ROLES),
    "two_primary_teachers": lambda t, _: seen_before(
        t, "enrollments", lambda row: row["primary"] == "true" and row["classSourcedId"]
    ),
    "enrolled_twice": lambda t, _: (
        ("enrollments.csv", line)
        for file, line in seen_before(t, "enrollments", lambda row: (row["classSourcedId"], row["userSourcedId"]))
        if (file, line) not in set(seen_before(t, "enrollments", lambda row: row["sourcedId"]))
    ),
    "damaged_encoding": in_names("Ã|\ufffd|\\?|&#"),
    "surrounding_space": in_names(r"^\s|\s$"),
    "missing_name": in_names(r"^$"),
    "spreadsheet_damage": in_names(r"^\d+-|^#"),
    "formula": in_names(r"^="),
    "unknown_enumeration_value": lambda t, _: rows(
        t, "users", lambda row: not {row["enabledUser"], row["metadata.specialEd"]} <= {"true", "false", ""}
    ),
    "lost_leading_zeros": lambda t, _: rows(
        t, "users", lambda row: bool(re.search(r"^\d{1,7};|SIS:\d{1,7}\}", f"{row['identifier']};{row['userIds']}"))
    ),
    "scientific_notation": lambda t, _: rows(
        t, "users", lambda row: bool(re.search(r"\dE\+\d", row["identifier"] + row["userIds"]))
    ),
    "person_twice": lambda t, _: twice(t),
    "test_person": in_names(r"(?i)\btest\b|zztest|do not use"),
}  # fmt: skip


def test_the_key_knows_every_kind_that_these_tests_look_for(key: Any) -> None:
    assert {found["kind"] for found in key["findings"]} == set(FINDERS)


@pytest.mark.parametrize("kind", FINDERS)
def test_looking_finds_what_the_key_says_no_more_and_no_less(planted: Path, key: Any, kind: str) -> None:
    told = {(found["file"], found["row"]) for found in key["findings"] if found["kind"] == kind}
    assert set(FINDERS[kind](read(planted), key)) == told


@pytest.mark.parametrize("kind", FINDERS)
def test_the_clean_set_has_none(clean: Path, kind: str) -> None:
    assert list(FINDERS[kind](read(clean), {"differences": []})) == []


def test_every_finding_names_the_row_with_its_sourced_id(planted: Path, key: Any) -> None:
    tables = read(planted)
    for found in key["findings"] + key["natural"] + key["differences"]:
        assert tables[found["file"].removesuffix(".csv")][found["row"] - 2]["sourcedId"] == found["sourcedId"]


def test_nothing_differs_from_the_clean_set_but_what_the_key_lists(clean: Path, planted: Path, key: Any) -> None:
    for path in sorted(clean.iterdir()):
        before, after = lines(clean, path.name), lines(planted, path.name)
        changed = {line for line, (old, new) in enumerate(zip(before[:-1], after, strict=False), start=1) if old != new}
        added = set(range(len(before), len(after)))
        listed = {(found["row"], found["change"]) for found in key["differences"] if found["file"] == path.name}
        assert listed == {(line, "changed") for line in changed} | {(line, "added") for line in added}


def test_no_row_has_two_findings(key: Any) -> None:
    places = [(found["file"], found["row"]) for found in key["findings"]]
    assert len(places) == len(set(places))


def test_the_number_of_findings_does_not_grow_with_the_district(key: Any, tmp_path: Path) -> None:
    generate(people=400, seed=9, folder=tmp_path, planted=True)
    smallest = json.loads((tmp_path / "planted.json").read_text(encoding="utf-8"))
    kinds = [Counter(found["kind"] for found in one["findings"]) for one in (key, smallest)]
    assert kinds[0] == kinds[1]


def test_teachers_without_schedule_or_email_are_listed_as_natural(planted: Path, key: Any) -> None:
    tables = read(planted)
    scheduled = {row["userSourcedId"] for row in tables["enrollments"] if row["role"] == "teacher"}
    teachers = [row for row in tables["users"] if row["role"] == "teacher"]
    listed = {(found["sourcedId"], found["kind"]) for found in key["natural"]}
    assert listed == {
        *((row["sourcedId"], "teacher_without_schedule") for row in teachers if row["sourcedId"] not in scheduled),
        *((row["sourcedId"], "teacher_without_email") for row in teachers if not row["email"]),
    }
    assert {kind for _, kind in listed} == {"teacher_without_schedule", "teacher_without_email"}
