"""What a container may do, and what can be seen of it."""

from __future__ import annotations

import json

import pytest

from tests.support.containers.call import call
from tests.support.containers.installation import Installation

pytestmark = pytest.mark.compose

SERVICES = ("database", "keycloak", "realm", "sync", "desk", "proxy", "backup")
RUNNING = tuple(service for service in SERVICES if service != "realm")


@pytest.mark.parametrize("service", SERVICES)
def test_a_container_has_limits_and_no_more_rights_than_it_needs(installation: Installation, service: str) -> None:
    settings = installation.container(service)["HostConfig"]

    assert settings["ReadonlyRootfs"]
    assert settings["CapDrop"] == ["ALL"]
    assert settings["SecurityOpt"] == ["no-new-privileges:true"]
    assert settings["Memory"] > 0
    assert settings["NanoCpus"] > 0
    assert settings["PidsLimit"] > 0


@pytest.mark.parametrize("service", RUNNING)
def test_nothing_runs_as_root(installation: Installation, service: str) -> None:
    identifier = installation.container(service)["Id"]
    _, *processes = call("docker", "top", identifier, "-eo", "pid,uid").splitlines()
    assert processes
    assert not [process for process in processes if process.split()[1] == "0"]


def test_no_secret_is_in_what_the_engine_or_the_logs_show(installation: Installation) -> None:
    containers = [installation.container(service) for service in SERVICES]
    processes = [call("docker", "top", installation.container(service)["Id"], "-eo", "pid,args") for service in RUNNING]
    seen = "\n".join([json.dumps(containers), *processes, installation.run("logs")])

    found = [path.name for path in (installation.files / "secrets").iterdir() if path.read_text().strip() in seen]

    assert not found


def test_no_secret_is_readable_for_everybody(installation: Installation) -> None:
    modes = {path.name: path.stat().st_mode & 0o777 for path in (installation.files / "secrets").iterdir()}
    assert set(modes.values()) == {0o640}


def test_the_desk_has_no_account_of_its_own(installation: Installation) -> None:
    mounted = {mount["Destination"] for mount in installation.container("desk")["Mounts"]}
    assert "/run/secrets/desk-client" in mounted
    assert not {place for place in mounted if "keycloak" in place or "database" in place}


def test_what_makes_backups_reads_the_database_and_cannot_change_it(installation: Installation) -> None:
    mounted = {mount["Destination"] for mount in installation.container("backup")["Mounts"]}
    assert "/run/secrets/database-backup" in mounted
    assert "/run/secrets/database-postgres" not in mounted


def test_only_the_proxy_is_reached_from_outside(installation: Installation) -> None:
    published = {service for service in RUNNING if installation.container(service)["HostConfig"]["PortBindings"]}
    assert published == {"proxy"}
