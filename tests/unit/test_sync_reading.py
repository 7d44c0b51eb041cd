"""What stays of a roster once it is known what Keycloak should have of it: a million people have room for it once."""

from __future__ import annotations

import gc
import json
import weakref
from pathlib import Path
from typing import Any

import pytest

from settings import DistrictFolder
from sync import reading as subject
from sync.examine import Verdict
from sync.reading import read_usable
from sync.roster import Roster
from tests.support.roster_set import TODAY, small_tables, write_set


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DistrictFolder:
    write_set(tmp_path / "roster", small_tables())
    settings = {"name": "Test", "realm": "test", "help_contact": "us"}
    (tmp_path / "district.yaml").write_text(json.dumps(settings), encoding="utf-8")
    (tmp_path / "apps.yaml").write_text(json.dumps({"applications": []}), encoding="utf-8")
    monkeypatch.setattr(subject, "today", lambda _: TODAY)
    made = DistrictFolder.at(tmp_path)
    made.__dict__["variables"] = {}  # apps.yaml has no templates, so where it runs is not asked
    return made


def test_the_roster_has_gone_when_what_is_wanted_is_known(folder: DistrictFolder) -> None:
    seen: list[weakref.ref[Any]] = []

    def look(roster: Roster, _: Verdict) -> None:
        seen.extend([weakref.ref(roster), weakref.ref(roster.enrollments)])

    read = read_usable(folder, look=look)
    gc.collect()

    assert [one() for one in seen] == [None, None]
    assert read.wanted.people.height
    assert read.origin.records["users"] == len(small_tables()["users"])
    assert all(frame.is_empty() for frame in read.roster.tables.values())


def test_what_applications_are_sent_is_made_of_stays(folder: DistrictFolder) -> None:
    roster = read_usable(folder, for_applications=True).roster

    assert roster.users["sourcedId"].to_list() == [user["sourcedId"] for user in small_tables()["users"]]
    assert roster.courses.height
