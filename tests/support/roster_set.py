"""Small OneRoster 1.1 CSV sets for tests: two schools, a few people, and whatever a test does to them."""

from __future__ import annotations

import csv
import io
import os
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from settings import Rule
from settings.apps import Application
from settings.roster_source import RosterColumns
from sync.check import all_checks
from sync.circumstances import Circumstances
from sync.current import current
from sync.examine import examine
from sync.roster import Roster
from sync.sources.oneroster_csv import read_oneroster_csv
from sync.wanted import Policy, Wanted, want

Row = dict[str, str]
Tables = dict[str, list[Row]]

TODAY = date(2026, 11, 24)
MANIFEST = MappingProxyType(
    {
        "manifest.version": "1.0",
        "oneroster.version": "1.1",
        "file.academicSessions": "bulk",
        "file.classes": "bulk",
        "file.courses": "bulk",
        "file.demographics": "absent",
        "file.enrollments": "bulk",
        "file.orgs": "bulk",
        "file.users": "bulk",
        "source.systemName": "Test SIS",
    }
)


def person(sourced_id: str, role: str = "student", **values: str) -> Row:
    """A row of users; a student is in grade KG of school s1 unless `values` say otherwise."""
    row = {
        "sourcedId": sourced_id,
        "status": "",
        "dateLastModified": "",
        "enabledUser": "true",
        "orgSourcedIds": "s1",
        "role": role,
        "username": sourced_id,
        "givenName": "Given",
        "familyName": sourced_id.title(),
        "email": f"{sourced_id}@example.org",
        "grades": "KG" if role == "student" else "",
        "metadata.employeeType": "" if role == "student" else "Teacher" if role == "teacher" else "Front office",
        "metadata.specialEd": "",
    }
    return row | values


def school_class(sourced_id: str, **values: str) -> Row:
    """A row of classes, of this year at school s1 unless `values` say otherwise."""
    row = {
        "sourcedId": sourced_id,
        "title": f"Class {sourced_id}",
        "courseSourcedId": "course",
        "schoolSourcedId": "s1",
        "termSourcedIds": "year",
    }
    return row | values


def enrollment(person_id: str, class_id: str, role: str = "student", **values: str) -> Row:
    """A row of enrollments, with an id made of person and class."""
    row = {
        "sourcedId": f"{person_id}-{class_id}",
        "classSourcedId": class_id,
        "schoolSourcedId": "s1",
        "userSourcedId": person_id,
        "role": role,
        "primary": "true" if role == "teacher" else "",
        "beginDate": "",
        "endDate": "",
    }
    return row | values


def small_tables() -> Tables:
    """A set without findings: a teacher and two pupils in a class, an office clerk, a parent."""
    return {
        "academicSessions": [
            {"sourcedId": "year", "title": "Year", "type": "term", "startDate": "2026-08-12", "endDate": "2027-05-28"},
            {"sourcedId": "past", "title": "Past", "type": "term", "startDate": "2025-08-12", "endDate": "2026-05-28"},
        ],
        "orgs": [
            {"sourcedId": "d", "name": "District", "type": "district", "identifier": "D00"},
            {"sourcedId": "s1", "name": "First School", "type": "school", "identifier": "S01"},
            {"sourcedId": "s2", "name": "Second School", "type": "school", "identifier": ""},
        ],
        "courses": [{"sourcedId": "course", "title": "Course"}],
        "classes": [school_class("c1")],
        "users": [
            person("teacher", "teacher"),
            person("pupil"),
            person("other"),
            person("clerk", "administrator", orgSourcedIds="d"),
            person("parent", "parent"),
        ],
        "enrollments": [enrollment("teacher", "c1", "teacher"), enrollment("pupil", "c1"), enrollment("other", "c1")],
    }


def write_set(folder: Path, tables: Tables, manifest: Mapping[str, str] = MANIFEST) -> Path:
    """Write a set into a folder, dated an hour ago, so that it has settled; the header of a file is its first row's."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [{"propertyName": name, "value": value} for name, value in manifest.items()]
    for name, content in {"manifest": rows, **tables}.items():
        path = folder / f"{name}.csv"
        path.write_bytes(csv_bytes(content))
        os.utime(path, (time.time() - 3600,) * 2)
    return folder


def csv_bytes(rows: Sequence[Row], *, separator: str = ",", line_end: str = "\r\n", quoted: bool = False) -> bytes:
    """Rows as a CSV file; `quoted` puts every value into quotation marks."""
    file = io.StringIO(newline="")
    quoting: Literal[0, 1] = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    writer = csv.DictWriter(file, list(rows[0]), delimiter=separator, lineterminator=line_end, quoting=quoting)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def read_set(path: Path) -> Roster:
    """Read a set with the columns of the example district."""
    return read_oneroster_csv(path, RosterColumns(), TODAY)


def policy(today: date = TODAY, **applications: str) -> Policy:
    """A policy with applications by rule; `clerk` is a role of the front office."""
    made = [
        Application.model_validate({"id": name, "title": {"en": name}, "url": "https://example.org", "access": rule})
        for name, rule in applications.items()
    ]
    return Policy(made, {"clerk": Rule.parse('employee("Front office")')}, today)


def wanted_of(roster: Roster, rules: Policy) -> Wanted:
    """What a roster wants, findings left out."""
    left_out = examine(roster, all_checks(), Circumstances(rules.today)).left_out()
    return want(current(roster, left_out, rules.today), rules)
