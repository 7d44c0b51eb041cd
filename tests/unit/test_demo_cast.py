"""The example people: one for each row of the table, from whatever district the generator makes."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import polars as pl
import pytest

from example_district.generate import generate
from homeroom.demo.cast import Cast, cast_of
from homeroom.demo.document import Kind
from homeroom.demo.errors import DemoError
from settings.roster_source import RosterColumns
from sync.roster import Roster
from sync.sources.oneroster_csv import read_oneroster_csv


def roster_of(folder: Path, people: int, seed: int = 1) -> Roster:
    generate(people=people, seed=seed, folder=folder)
    return read_oneroster_csv(folder, RosterColumns())


@pytest.fixture(scope="module")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Roster:
    return roster_of(tmp_path_factory.mktemp("roster"), 800)


@pytest.fixture(scope="module")
def cast(roster: Roster) -> Cast:
    return cast_of(roster)


@pytest.mark.parametrize(("people", "seed"), [(800, 1), (800, 2), (1500, 3), (5000, 1)])
def test_a_district_has_somebody_for_every_kind_of_person_in_the_order_of_the_table(
    people: int, seed: int, tmp_path: Path
) -> None:
    parts = cast_of(roster_of(tmp_path, people, seed)).parts
    assert tuple(part.kind for part in parts) == get_args(Kind)
    assert len({part.sourced_id for part in parts}) == len(parts)


def test_employees_have_an_authenticator_app_and_students_have_none(cast: Cast, roster: Roster) -> None:
    students = set(roster.users.filter(pl.col("role") == "student").get_column("sourcedId"))
    for part in cast.parts:
        assert part.has_authenticator == (part.sourced_id not in students and not part.has_claim_code)


def test_badges_are_for_the_pupil_and_for_the_student_with_the_special_ed_mark(cast: Cast, roster: Roster) -> None:
    with_badge = {part.sourced_id for part in cast.parts if part.has_badge}
    rows = roster.users.filter(pl.col("sourcedId").is_in(with_badge)).sort("grades")
    assert rows.get_column("grades").to_list()[0] == "02"
    assert rows.filter(pl.col("grades") > "05").get_column("specialEd").to_list() == ["true"]


def test_the_teacher_teaches_the_pupil_in_the_first_class_that_is_named(cast: Cast, roster: Roster) -> None:
    who = {part.kind: part.sourced_id for part in cast.parts}
    members = roster.enrollments.filter(pl.col("classSourcedId") == cast.classes[0])
    roles = dict(members.select("userSourcedId", "role").iter_rows())
    assert roles[who["teacher"]] == "teacher"
    assert roles[who["pupil"]] == "student"


def test_a_district_without_a_middle_school_is_too_small_and_the_message_says_so(tmp_path: Path) -> None:
    with pytest.raises(DemoError, match="too small to have a student of grades 6-12: give more --people"):
        cast_of(roster_of(tmp_path, 500))


def test_the_registrar_and_the_delegate_work_at_a_campus(cast: Cast, roster: Roster) -> None:
    who = {part.kind: part.sourced_id for part in cast.parts}
    working = roster.users.filter(pl.col("sourcedId").is_in([who["registrar"], who["delegate"]]))

    assert "cv00" not in working.get_column("orgSourcedIds").to_list()
