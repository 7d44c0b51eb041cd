"""A district that is lost comes back on an empty host, with the badges that were printed before."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from homeroom.demo.document import DemoPerson
from tests.support.badge_browser import applications_by_badge
from tests.support.deployed_district import PORTAL_NAME, DeployedDistrict
from tests.support.hosts import CommandFailedError

pytestmark = [pytest.mark.deploy, pytest.mark.recovery]

_GROUPS = ("database", "keycloak", "proxy", "sync", "desk")


@pytest.fixture(scope="module")
def restored(one_host: DeployedDistrict, people: dict[str, DemoPerson]) -> DeployedDistrict:
    """The district on the host `spare`, which had nothing but a copy of the backups."""
    one_host.play("backup.yml", variables={"backup_type": "full"})
    spare = one_host.fleet["spare"]
    inventory = one_host.fleet.folder / "spare.ini"
    inventory.write_text(
        "".join(f"[{group}]\nspare\n" for group in _GROUPS) + "[homeroom:children]\n" + "\n".join(_GROUPS)
    )
    spare.run(
        f"sed -i '/cedarvalley/d' /etc/hosts; echo {spare.address} {PORTAL_NAME} desk.cedarvalley.test >>/etc/hosts"
    )
    _copy_backups(one_host, "portal", "spare")
    elsewhere = replace(one_host, inventory=inventory, proxy="spare")
    elsewhere.play("restore.yml")
    return elsewhere


def _copy_backups(district: DeployedDistrict, source: str, target: str) -> None:
    """Carry the repository from a host to another, as somebody would who attaches its disk there."""
    one, other = district.fleet[source], district.fleet[target]
    pack = ["ssh", *one.ssh_options(), f"root@{one.address}", "tar -C /var/lib -c pgbackrest"]
    unpack = ["ssh", *other.ssh_options(), f"root@{other.address}", "tar -C /var/lib -x"]
    with subprocess.Popen(pack, stdout=subprocess.PIPE) as packing:
        subprocess.run(unpack, stdin=packing.stdout, check=True)
    assert packing.returncode == 0


def test_a_badge_that_was_printed_before_signs_in(
    restored: DeployedDistrict, people: dict[str, DemoPerson], tmp_path: Path
) -> None:
    assert applications_by_badge(restored, str(people["pupil"].badge), tmp_path) == {"clever", "library"}


def test_the_restored_host_goes_on_with_its_backups(restored: DeployedDistrict) -> None:
    restored.play("backup.yml")


def test_a_district_is_not_overwritten_by_mistake(restored: DeployedDistrict) -> None:
    with pytest.raises(CommandFailedError, match="has a district in it"):
        restored.play("restore.yml", "--skip-tags=base")


def test_the_database_comes_back_as_it_was_at_a_moment(restored: DeployedDistrict) -> None:
    def count(query: str) -> str:
        return restored.host.run(f'runuser -u postgres -- psql -d keycloak -XAtc "{query}"').strip()

    moment = restored.host.run("runuser -u postgres -- psql -XAtc 'SELECT now()'").strip()
    before = count("SELECT count(*) FROM user_entity")
    restored.host.run("runuser -u postgres -- psql -d keycloak -Xc 'DROP TABLE credential; SELECT pg_switch_wal()'")

    restored.play("restore.yml", variables={"restore_time": moment, "restore_replace": True})

    assert count("SELECT count(*) FROM user_entity") == before
    assert count("SELECT to_regclass('credential')") == "credential"
