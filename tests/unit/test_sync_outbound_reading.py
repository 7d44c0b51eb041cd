"""What an application gets as OneRoster CSV is a set that a OneRoster reader takes: ours, which is strict."""

from __future__ import annotations

from pathlib import Path

import pytest

from settings.roster_source import RosterColumns
from sync.outbound.csv_target import csv_format, plan_csv, send_csv
from sync.outbound.destination import LocalFolder
from sync.sources.oneroster_csv import read_oneroster_csv
from tests.support.outbound import selection, target
from tests.support.roster_set import TODAY


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
