"""Plants everything, and writes the key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from example_district.planting.accounts import plant_accounts
from example_district.planting.changes import Difference
from example_district.planting.contradictions import plant_contradicting_enrollments, plant_contradicting_users
from example_district.planting.damage import plant_damage
from example_district.planting.doubles import plant_doubles, plant_test_people
from example_district.planting.grades_and_dates import plant_dates, plant_grades
from example_district.planting.identifiers import plant_dangling_references, plant_identifiers
from example_district.planting.memberships import plant_memberships
from example_district.planting.natural import natural_findings
from example_district.planting.school import School
from example_district.planting.school_codes import plant_school_codes
from example_district.school_year import SchoolYear

KEY_FILE = "planted.json"
SMALLEST_PLANTED_DISTRICT = 400

_PLANTS = (
    plant_identifiers,
    plant_dangling_references,
    plant_school_codes,
    plant_accounts,
    plant_grades,
    plant_dates,
    plant_memberships,
    plant_contradicting_users,
    plant_contradicting_enrollments,
    plant_damage,
    plant_doubles,
    plant_test_people,
)

Finding = dict[str, str | int]


def plant(folder: Path, year: SchoolYear) -> None:
    """Plant inconsistencies in the clean set in `folder`, of 400 people or more, and write `planted.json` beside it."""
    school = School(folder, year)
    for plant_kinds in _PLANTS:
        plant_kinds(school)
    differences = school.changes.write(folder)
    key = {
        "findings": [finding for difference in differences for finding in _findings(difference)],
        "natural": [
            _finding("users.csv", natural.row, natural.sourced_id, natural.kind, natural.what)
            for natural in natural_findings(folder)
        ],
        "differences": [
            {"file": found.file, "row": found.row, "sourcedId": found.sourced_id, "change": found.change}
            for found in differences
        ],
    }
    (folder / KEY_FILE).write_text(json.dumps(key, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _findings(difference: Difference) -> Iterator[Finding]:
    for flaw in difference.flaws:
        yield _finding(difference.file, difference.row, difference.sourced_id, flaw.kind, flaw.what)


def _finding(file: str, row: int, sourced_id: str, kind: str, what: str) -> Finding:
    return {"file": file, "row": row, "sourcedId": sourced_id, "kind": kind, "what": what}
