"""announcements.yaml, and what the realm carries of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from realm.desired import desired_realm
from settings import DistrictFolder, SettingsError

DISTRICT = "name: One\nrealm: one\nlanguages: [en, es]\ntime_zone: America/Chicago\nhelp_contact: the office\n"
DEPLOYMENT = """\
keycloak: {url: https://sso.example, client_id: homeroom, client_secret: secret}
desk: {url: https://desk.example, client_secret: secret, session_secret: secret}
"""
ONE = """\
announcements:
  - from: 2026-11-20
    until: 2026-11-30
    to: student and grade("11-12")
    text: {en: Pictures on Friday}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in (("district", DISTRICT), ("deployment", DEPLOYMENT), ("apps", "applications: []\n")):
        (tmp_path / f"{name}.yaml").write_text(content)
    return tmp_path


def test_the_realm_carries_them_with_their_days_and_for_whom_they_are(folder: Path) -> None:
    (folder / "announcements.yaml").write_text(ONE)

    carried = desired_realm(DistrictFolder.at(folder)).content["attributes"]["homeroom.announcements"]

    assert json.loads(carried) == [
        {
            "from": "2026-11-20",
            "until": "2026-11-30",
            "to": {"all": [{"is": "student"}, {"is": "grade", "of": ["11", "12"], "text": "11-12"}]},
            "text": {"en": "Pictures on Friday"},
        }
    ]


def test_a_district_without_the_file_announces_nothing(folder: Path) -> None:
    assert DistrictFolder.at(folder).announcements == ()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (ONE.replace("11-30", "11-19"), "is before"),
        (ONE.replace("student and", "pupil and"), "is not known in a rule"),
        (ONE + "    link: {url: 'javascript:alert(1)', title: {en: More}}\n", "link.url"),
    ],
)
def test_what_cannot_be_meant_is_named(folder: Path, wrong: str, words: str) -> None:
    (folder / "announcements.yaml").write_text(wrong)

    with pytest.raises(SettingsError, match=words):
        _ = DistrictFolder.at(folder).announcements
