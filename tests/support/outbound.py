"""Selections and targets for tests of rosters to applications."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
from pydantic import TypeAdapter

from settings.outbound import CleverTarget, OneRosterTarget, ScimTarget, Target
from settings.render import Referenced
from sync.outbound.selection import Selection, select
from sync.roster import Roster
from sync.wanted import Wanted
from tests.support.roster_set import TODAY, Row, Tables, policy, read_set, small_tables, wanted_of, write_set

RULES: Mapping[str, str] = {"reader": "everybody", "clever": "(teacher and has_email) or student", "office": "staff"}
"""Applications and who may open them."""


def target(kind: str, **settings: Any) -> Any:
    """The settings of a target, `folder` its place if it is one of files."""
    place = {} if kind == "scim" else {"to": {"type": "folder", "path": "out"}}
    if "token" in settings:
        settings["token"] = Referenced(settings["token"], "${file:secrets/scim}")
    made: CleverTarget | OneRosterTarget | ScimTarget = TypeAdapter(Target).validate_python(
        {"type": kind, "application": "reader", **place, **settings}
    )
    return made


def school_tables() -> Tables:
    """The small set, made richer: numbers, middle names, birth dates and a password that nobody may send."""
    tables = small_tables()
    for row in tables["users"]:
        row |= {"identifier": f"n-{row['sourcedId']}", "middleName": "Medial", "password": "secret", "phone": "555"}
    tables["demographics"] = [{"sourcedId": "pupil", "birthDate": "2020-02-03", "sex": "female"}]
    tables["classes"][0] |= {"grades": "KG", "classCode": "1-A"}
    return tables


def selection(
    folder: Path,
    tables: Tables | None = None,
    *,
    application: str = "reader",
    schools: tuple[str, ...] = (),
    accounts: tuple[str, ...] = (),
) -> Selection:
    """What an application gets of a set; `accounts` are the people whom Keycloak knows, their usernames the same."""
    roster, wanted = _examined(folder / "in", json.dumps(tables or school_tables()))
    known = pl.DataFrame(
        {"sourcedId": accounts, "username": accounts}, schema={"sourcedId": pl.String, "username": pl.String}
    )
    return select(roster, wanted, known, application, schools)


def _examined(folder: Path, tables: str) -> tuple[Roster, Wanted]:
    """A set, examined once in a test run: most tests begin with the same one."""
    if tables not in _EXAMINED:
        roster = read_set(write_set(folder, json.loads(tables)))
        _EXAMINED[tables] = (roster, wanted_of(roster, policy(TODAY, **RULES)))
    return _EXAMINED[tables]


_EXAMINED: dict[str, tuple[Roster, Wanted]] = {}


def rows_of(path: Path) -> list[Row]:
    """The rows of a CSV file, as another reader than ours reads them."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))
