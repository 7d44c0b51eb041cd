"""A realm of two schools after its first night, and the plans of further nights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from settings.guard import Guard
from sync.apply import apply
from sync.plan import Plan, plan
from sync.state import read_state
from sync.wanted import Policy
from tests.support.roster_endpoint import RosterEndpoint
from tests.support.roster_set import (
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

RULES = policy(library="student", clever="teacher", snap="special_ed")
STRICT = Guard(at_least=2, campus_at_least=2)


def district(pupils: int = 60) -> Tables:
    """Two schools of equal size with a teacher each, and every pupil in a class."""
    tables = small_tables()
    tables["orgs"] = [
        {"sourcedId": "d", "name": "District", "type": "district", "identifier": ""},
        *({"sourcedId": f"s{n}", "name": f"School {n}", "type": "school", "identifier": f"S0{n}"} for n in (1, 2)),
    ]
    people = [person(f"p{n:02}", orgSourcedIds=f"s{1 + n % 2}", grades="03") for n in range(pupils)]
    teachers = [person(f"t{n}", "teacher", orgSourcedIds=f"s{n}") for n in (1, 2)]
    tables["users"] = [*people, *teachers]
    tables["classes"] = [school_class(f"c{n}", schoolSourcedId=f"s{1 + n % 2}") for n in range(20)]
    tables["enrollments"] = [enrollment(row["sourcedId"], f"c{n % 20}") for n, row in enumerate(people)]
    return tables


class GuardedRealm:
    """A realm after a first run, and the plans of further nights."""

    def __init__(self, folder: Path, tables: Tables, rules: Policy = RULES) -> None:
        self.folder, self.rules, self.endpoint = folder, rules, RosterEndpoint()
        assert not apply(self.plan(tables), self.endpoint).rejections

    def plan(self, tables: Tables, rules: Policy | None = None) -> Plan:
        """What a night with these tables would change."""
        wanted = wanted_of(read_set(write_set(self.folder, tables)), rules or self.rules)
        return plan(wanted, read_state(self.endpoint))


def without(tables: Tables, *sourced_ids: str) -> Tables:
    """The same without some people."""
    tables["users"] = [row for row in tables["users"] if row["sourcedId"] not in sourced_ids]
    tables["enrollments"] = [row for row in tables["enrollments"] if row["userSourcedId"] not in sourced_ids]
    return tables


def set_all(tables: Tables, count: int, **values: str) -> Tables:
    """The same with values set for the first so many people."""
    for row in tables["users"][:count]:
        row.update({name: value.format(**row) for name, value in values.items()})
    return tables


def names(found: list[Any]) -> set[tuple[str, str | None]]:
    """Which limits were found to be broken, and at which school."""
    return {(breach.limit, breach.school) for breach in found}
