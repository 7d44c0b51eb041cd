"""From one release to another and back, on a district in which people sign in."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.deployed_district import NEXT_RELEASE, DeployedDistrict
from tests.support.hosts import CommandFailedError, Play

pytestmark = pytest.mark.deploy

_RUNNING = "readlink /opt/homeroom/current /opt/keycloak/current"


@pytest.fixture(scope="module")
def next_release(one_host: DeployedDistrict, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return one_host.next_release(tmp_path_factory.mktemp("build"))


class Upgrade(NamedTuple):
    """An upgrade that was made: the releases that ran before, and the run of the playbook."""

    before: list[str]
    play: Play


@pytest.fixture(scope="module")
def upgraded(one_host: DeployedDistrict, next_release: Path) -> Upgrade:
    """The district after an upgrade."""
    before = one_host.host.run(_RUNNING).splitlines()
    return Upgrade(before, one_host.play("upgrade.yml", variables={"homeroom_build": str(next_release)}))


def _is_up(district: DeployedDistrict) -> bool:
    active = district.host.run("systemctl is-active keycloak homeroom-desk homeroom-sync", check=False).split()
    return active == ["active"] * 3 and district.request("/realms/cedar-valley/portal").status_code in (200, 302, 303)


def test_an_upgrade_is_refused_without_a_fresh_backup(one_host: DeployedDistrict, next_release: Path) -> None:
    old = {"homeroom_build": str(next_release), "upgrade_backup_hours": 0}

    with pytest.raises(CommandFailedError, match="backup of the database is more than 0 hours old"):
        one_host.play("upgrade.yml", variables=old)


def test_an_upgrade_is_refused_without_room(one_host: DeployedDistrict, next_release: Path) -> None:
    greedy = {"homeroom_build": str(next_release), "upgrade_free_megabytes": 10**9}

    with pytest.raises(CommandFailedError, match="MB free in /opt"):
        one_host.play("upgrade.yml", variables=greedy)


def test_the_new_release_runs(one_host: DeployedDistrict, upgraded: Upgrade) -> None:
    assert [NEXT_RELEASE in link for link in one_host.host.run(_RUNNING).splitlines()] == [True, True]
    assert _is_up(one_host)


def test_nodes_of_one_keycloak_are_exchanged_one_after_the_other(upgraded: Upgrade) -> None:
    rolling = upgraded.play.output.split("PLAY [One node after the other]")[1].split("PLAY [")[0]

    assert "TASK [keycloak : Make it the current release]" in rolling


def test_services_run_from_the_new_release(one_host: DeployedDistrict, upgraded: Upgrade) -> None:
    opened = (
        "ls -l /proc/$(systemctl show -P MainPID homeroom-{})/map_files 2>/dev/null | grep -c releases/" + NEXT_RELEASE
    )

    for service in ("desk", "sync"):
        assert int(one_host.host.run(opened.format(service), check=False)) > 0


def test_the_release_before_runs_again_after_back(one_host: DeployedDistrict, upgraded: Upgrade) -> None:
    one_host.play("back.yml")

    assert one_host.host.run(_RUNNING).splitlines() == upgraded.before
    assert _is_up(one_host)
