"""Who claims an account: what district.yaml may say, and how the realm hears of it."""

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


def _folder(tmp_path: Path, claim: str) -> DistrictFolder:
    (tmp_path / "district.yaml").write_text(DISTRICT + claim)
    (tmp_path / "deployment.yaml").write_text(DEPLOYMENT)
    (tmp_path / "apps.yaml").write_text("applications: []\n")
    return DistrictFolder.at(tmp_path)


def _told(folder: DistrictFolder) -> dict[str, str]:
    attributes = desired_realm(folder).content["attributes"]
    return {name: value for name, value in attributes.items() if name.startswith("homeroom.claim.")}


def test_without_a_word_students_from_grade_6_on_and_employees_claim_with_a_code(tmp_path: Path) -> None:
    assert _told(_folder(tmp_path, "")) == {
        "homeroom.claim.grades": "06,07,08,09,10,11,12",
        "homeroom.claim.students": "code",
        "homeroom.claim.staff": "code",
        "homeroom.claim.days": "30",
    }


def test_the_realm_hears_what_district_yaml_says(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "claim: {grades: 07-08, identify: {students: facts, staff: both}, valid_days: 14}\n")

    assert _told(folder) == {
        "homeroom.claim.grades": "07,08",
        "homeroom.claim.students": "facts",
        "homeroom.claim.staff": "both",
        "homeroom.claim.days": "14",
    }


@pytest.mark.parametrize("claim", ["claim: {identify: {students: birthday}}", "claim: {valid_days: 0}"])
def test_what_is_no_policy_is_refused(tmp_path: Path, claim: str) -> None:
    with pytest.raises(SettingsError):
        _folder(tmp_path, claim).district  # noqa: B018 - reading is what fails
