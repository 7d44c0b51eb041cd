"""Where and when badges sign in: what district.yaml may say, and how the realm hears of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from badge_tool.layouts import Badge
from badge_tool.look_of import look_of
from realm.desired import desired_realm
from settings import DistrictFolder, SettingsError

DISTRICT = "name: Cedar Valley Schools\nrealm: cedar-valley\nhelp_contact: the front office\nbadges:\n"
DEPLOYMENT = """\
keycloak: {url: "http://127.0.0.1:8080", client_secret: a-client-secret}
desk: {url: "http://127.0.0.1:8081", client_secret: a-client-secret, session_secret: 0123456789abcdef0123456789abcdef}
"""


def _folder(tmp_path: Path, badges: str) -> DistrictFolder:
    (tmp_path / "district.yaml").write_text(DISTRICT + badges)
    (tmp_path / "deployment.yaml").write_text(DEPLOYMENT)
    (tmp_path / "apps.yaml").write_text("applications: []\n")
    return DistrictFolder.at(tmp_path)


@pytest.mark.parametrize(
    ("badges", "attribute", "value"),
    [
        ("  campuses: [CV01, CV02]\n", "campuses", "CV01,CV02"),
        (
            "  networks: [10.20.0.0/16, '2001:DB8::/32', 10.9.9.9]\n",
            "networks",
            "10.20.0.0/16,2001:db8::/32,10.9.9.9/32",
        ),
        ("  hours: [Mon-Fri 07:00-17:30, Sat Sun 08:00-24:00]\n", "hours", "Mon-Fri 07:00-17:30, Sat Sun 08:00-24:00"),
        ("  second_step: pin\n", "second-step.pin", "*"),
        ("  second_step: pin\n", "second-step.picture", ""),
        ("  second_step: {picture: PR-KG, pin: '03'}\n", "second-step.picture", "PR,PK,TK,KG"),
        ("  second_step: {picture: PR-KG, pin: '03'}\n", "second-step.pin", "03"),
        ("  hours: []\n", "hours", ""),
        ("  staff: false\n", "time-zone", "America/Chicago"),
    ],
)
def test_the_realm_is_told_in_attributes(tmp_path: Path, badges: str, attribute: str, value: str) -> None:
    realm = desired_realm(_folder(tmp_path, badges))

    assert realm.content["attributes"][f"homeroom.badge.{attribute}"] == value


@pytest.mark.parametrize(
    ("badges", "key", "words"),
    [
        ("  campuses: ['CV01,CV02']\n", "badges.campuses[0]", "match"),
        ("  networks:\n  - 10.20.0.0/16\n  - 10.20.0.1/16\n", "badges.networks[1]", "host bits"),
        ("  networks: [school.example]\n", "badges.networks[0]", "10.20.0.0/16"),
        ("  second_step: photo\n", "badges.second_step", "'photo' is not a second step"),
        ("  second_step: {picture: PR-03, pin: 03-05}\n", "badges.second_step", "03 cannot be asked for"),
        ("  second_step: {photo: PR-03}\n", "badges.second_step.photo", "not known"),
        ("  hours: [07:00-17:30]\n", "badges.hours[0]", "Mon-Fri 07:00-17:30"),
        ("  hours: [Mon-Fri 7-17]\n", "badges.hours[0]", "Mon-Fri 07:00-17:30"),
        ("  hours: [Monday 07:00-17:30]\n", "badges.hours[0]", "'Monday' is not a day"),
        ("  hours: [Fri-Mon 07:00-17:30]\n", "badges.hours[0]", "backwards"),
        ("  hours: [Mon 22:00-06:00]\n", "badges.hours[0]", "two entries"),
        ("  privacy: initials\n", "badges.privacy", "first-name-and-initial"),
        ("  hours: [Mon 25:00-26:00]\n", "badges.hours[0]", "Mon-Fri 07:00-17:30"),
    ],
)
def test_what_cannot_be_meant_is_named_by_line_and_key(tmp_path: Path, badges: str, key: str, words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        _ = _folder(tmp_path, badges).district

    assert caught.value.key == key
    assert caught.value.line == (7 if "networks[1]" in key else 5)
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("badges", "printed"), [("  privacy: first-name-and-initial\n", "Á."), ("  staff: false\n", "Álvarez")]
)
def test_a_district_says_how_much_of_a_last_name_its_badges_show(tmp_path: Path, badges: str, printed: str) -> None:
    look = look_of(_folder(tmp_path, badges).district)

    assert look.last_name(Badge("HB1", "Ana", "Álvarez", "KG", "", "aa")) == printed
