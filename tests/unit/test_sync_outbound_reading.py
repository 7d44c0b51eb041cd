"""What an application gets is a set that a reader of the format takes: ours, which are strict."""

from __future__ import annotations

from pathlib import Path

import pytest

from settings.roster_source import CleverColumns, RosterColumns
from sync.outbound.csv_target import csv_format, plan_csv, send_csv
from sync.outbound.destination import LocalFolder
from sync.sources.clever_csv import read_clever_csv
from sync.sources.oneroster_csv import read_oneroster_csv
from tests.support.outbound import school_tables, selection, target
from tests.support.roster_set import TODAY, enrollment, person


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_our_own_reader_reads_what_oneroster_gets(tmp_path: Path, version: str) -> None:
    form, there = csv_format(target("oneroster-csv", version=version)), LocalFolder(tmp_path / "out")
    send_csv(plan_csv(selection(tmp_path), form, there, TODAY), form, there)

    roster = read_oneroster_csv(tmp_path / "out", RosterColumns(special_ed="", employee_type=""), TODAY)

    users = dict(roster.users.select("sourcedId", "role").iter_rows())
    assert users == {"clerk": "administrator", "other": "student", "pupil": "student", "teacher": "teacher"}
    assert roster.users.filter(sourcedId="pupil")["orgSourcedIds"].to_list() == ["s1"]
    assert roster.enrollments.height == 3
    assert roster.classes["termSourcedIds"].to_list() == ["year"]
    assert roster.academic_sessions["sourcedId"].to_list() == ["year"]
    assert roster.demographics.is_empty()
    assert not roster.origin.notes


def test_our_own_reader_reads_what_clever_gets(tmp_path: Path) -> None:
    tables = school_tables()
    tables["users"].append(person("twice", "teacher", orgSourcedIds="s1,s2"))
    tables["enrollments"].append(enrollment("twice", "c1", "teacher", primary="false"))
    form, there = csv_format(target("clever-csv")), LocalFolder(tmp_path / "out")
    send_csv(plan_csv(selection(tmp_path, tables), form, there, TODAY), form, there)

    roster = read_clever_csv(tmp_path / "out", CleverColumns(), TODAY)

    assert [note for note in roster.origin.notes if "has no column" not in note] == []
    people = roster.users.select("role", "familyName", "orgSourcedIds", "grades").sort("familyName").rows()
    assert people == [
        ("student", "Other", "s1", "KG"),
        ("student", "Pupil", "s1", "KG"),
        ("teacher", "Teacher", "s1", None),
        ("teacher", "Twice", "s1,s2", None),
    ]
    assert roster.enrollments.height == 4
    assert roster.enrollments.filter(primary="true").height == 1
    assert roster.academic_sessions.select("startDate", "endDate").rows() == [("2026-08-12", "2027-05-28")]
