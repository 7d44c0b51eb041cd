"""From the release before to this one and back, on a district in which people sign in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from homeroom.demo.document import DemoPerson
from homeroom.demo.places import CLONE
from tests.support.badge_browser import applications_by_badge
from tests.support.deployed_district import DeployedDistrict, deployed
from tests.support.hosts import CommandFailedError, hosts
from tests.support.previous_release import previous_release

pytestmark = [pytest.mark.deploy, pytest.mark.recovery]

_RUNNING = "readlink /opt/homeroom/current /opt/keycloak/current"


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeployedDistrict]:
    """The district on one host, as the release before made it."""
    clone = previous_release(tmp_path_factory.mktemp("before") / "homeroom")
    with hosts("portal") as fleet:
        yield deployed(fleet, "one-host", proxy="portal", clone=clone)


@pytest.fixture(scope="module")
def people_of_before(before: DeployedDistrict) -> dict[str, DemoPerson]:
    """Example people by kind, who signed in before the upgrade."""
    before.put_roster("portal")
    before.host.run("homeroom sync run --district /etc/homeroom/district")
    return before.sign_up("portal")


@pytest.fixture(scope="module")
def district(before: DeployedDistrict, people_of_before: dict[str, DemoPerson]) -> DeployedDistrict:
    """The same host, for the playbooks of this release; nothing was done to it yet."""
    return before.with_release_of(CLONE)


@pytest.fixture(scope="module")
def links_before(district: DeployedDistrict) -> list[str]:
    """Which releases ran before the upgrade, which is made."""
    links = district.host.run(_RUNNING).splitlines()
    district.play("upgrade.yml")
    return links


def _version(district: DeployedDistrict) -> str:
    """What the release is called that the playbooks bring."""
    described = json.loads((Path(district.variables["homeroom_build"]) / "release.json").read_text())
    return str(described["version"])


def _is_up(district: DeployedDistrict) -> bool:
    active = district.host.run("systemctl is-active keycloak homeroom-desk homeroom-sync", check=False).split()
    return active == ["active"] * 3 and district.request("/realms/cedar-valley/portal").status_code in (200, 302, 303)


def test_an_upgrade_is_refused_without_a_fresh_backup(district: DeployedDistrict) -> None:
    with pytest.raises(CommandFailedError, match="backup of the database is more than 0 hours old"):
        district.play("upgrade.yml", variables={"upgrade_backup_hours": 0})


def test_an_upgrade_is_refused_without_room(district: DeployedDistrict) -> None:
    with pytest.raises(CommandFailedError, match="MB free in /opt"):
        district.play("upgrade.yml", variables={"upgrade_free_megabytes": 10**9})


@pytest.mark.usefixtures("links_before")
def test_the_new_release_runs(district: DeployedDistrict) -> None:
    assert [_version(district) in link for link in district.host.run(_RUNNING).splitlines()] == [True, True]
    assert _is_up(district)


@pytest.mark.usefixtures("links_before")
@pytest.mark.parametrize("service", ["desk", "sync"])
def test_services_run_from_the_new_release(district: DeployedDistrict, service: str) -> None:
    opened = f"ls -l /proc/$(systemctl show -P MainPID homeroom-{service})/map_files"

    assert f"releases/{_version(district)}/" in district.host.run(opened, check=False)


@pytest.mark.usefixtures("links_before")
def test_a_badge_that_was_printed_before_signs_in(
    district: DeployedDistrict, people_of_before: dict[str, DemoPerson], tmp_path: Path
) -> None:
    assert applications_by_badge(district, str(people_of_before["pupil"].badge), tmp_path) == {"clever", "library"}


@pytest.mark.usefixtures("links_before")
def test_nothing_is_left_to_do_after_an_upgrade(district: DeployedDistrict) -> None:
    again = district.play()

    assert again.changed == {"portal": 0}, again.changed_tasks


def test_the_release_before_runs_again_after_back(district: DeployedDistrict, links_before: list[str]) -> None:
    district.play("back.yml")

    assert district.host.run(_RUNNING).splitlines() == links_before
    assert _is_up(district)
