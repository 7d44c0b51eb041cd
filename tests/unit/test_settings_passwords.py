"""What passwords may be: what district.yaml may say, and how the realm hears of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from realm.desired import desired_realm
from settings import DistrictFolder, SettingsError

DISTRICT = "name: Cedar Valley Schools\nrealm: cedar-valley\nhelp_contact: the front office\n"
DEPLOYMENT = """\
keycloak: {url: "http://127.0.0.1:8080", client_secret: a-client-secret}
desk: {url: "http://127.0.0.1:8081", client_secret: a-client-secret, session_secret: 0123456789abcdef0123456789abcdef}
"""


def _folder(tmp_path: Path, passwords: str) -> DistrictFolder:
    (tmp_path / "district.yaml").write_text(DISTRICT + passwords)
    (tmp_path / "deployment.yaml").write_text(DEPLOYMENT)
    (tmp_path / "apps.yaml").write_text("applications: []\n")
    return DistrictFolder.at(tmp_path)


@pytest.mark.parametrize(
    ("passwords", "attribute", "value"),
    [
        ("", "student.min-length", "8"),
        ("", "staff.min-length", "12"),
        ("passwords: {staff: {min_length: 15}}\n", "staff.min-length", "15"),
        ("passwords: {staff: {min_length: 15}}\n", "staff.min-strength", "3"),
        ("passwords: {words: [Cougars, Friday Night Lights]}\n", "words", "Cougars, Friday Night Lights"),
    ],
)
def test_the_realm_keeps_what_the_district_says(tmp_path: Path, passwords: str, attribute: str, value: str) -> None:
    realm = desired_realm(_folder(tmp_path, passwords)).content

    assert realm["attributes"][f"homeroom.password.{attribute}"] == value


@pytest.mark.parametrize(
    ("passwords", "problem"),
    [
        ("passwords: {students: {min_length: 6}}\n", "passwords.students.min_length"),
        ("passwords: {staff: {min_strength: 0}}\n", "passwords.staff.min_strength"),
        ("passwords: {words: ['Go, Cougars']}\n", "passwords.words"),
        ("passwords: {staff: {digits: 1}}\n", "passwords.staff.digits"),
    ],
)
def test_weak_rules_and_rules_of_composition_are_refused(tmp_path: Path, passwords: str, problem: str) -> None:
    with pytest.raises(SettingsError, match=problem):
        _ = _folder(tmp_path, passwords).district
