"""Sync, desk, backups and firewall on a real host: they run, are shut in, and no secret lies around."""

from __future__ import annotations

import socket

import pytest

from tests.support.deployed_district import DESK_NAME, DeployedDistrict

pytestmark = pytest.mark.deploy

_OUR_UNITS = [
    "homeroom-sync.service",
    "homeroom-desk.service",
    "homeroom-drift.service",
    "homeroom-doctor.service",
    "homeroom-backup@full.service",
    "homeroom-backup-check.service",
    "homeroom-alarm@any.service",
]
_BACKUPS = "/var/lib/pgbackrest"
_FIND = "grep -laFf /root/secrets"
_LAID_OPEN = {
    "process lists": "cat /proc/[0-9]*/cmdline | tr '\\0' '\\n' | grep -cFf /root/secrets",
    "the journal": "journalctl --no-pager | grep -cFf /root/secrets",
    "log files": f"find /var/log -type f ! -path '*/journal/*' -exec {_FIND} {{}} +",
    "readable files": f"find /etc /opt /var /run /tmp /home -xdev -type f -perm -o=r -size -1M -exec {_FIND} {{}} +",
}
"""Where secrets must not be, and what prints that they are; /root/secrets has them, a line each."""


@pytest.mark.parametrize("unit", _OUR_UNITS)
def test_a_unit_is_shut_into_a_sandbox(one_host: DeployedDistrict, unit: str) -> None:
    one_host.host.run(f"systemd-analyze security --threshold=30 --no-pager {unit}")


@pytest.mark.parametrize("unit", _OUR_UNITS)
def test_systemd_understands_every_line_of_a_unit(one_host: DeployedDistrict, unit: str) -> None:
    assert one_host.host.run(f"systemd-analyze verify --man=no {unit} 2>&1 | grep '/homeroom-'", check=False) == ""


@pytest.mark.parametrize("unit", ["homeroom-sync", "homeroom-desk"])
def test_a_service_runs_under_an_account_of_its_own(one_host: DeployedDistrict, unit: str) -> None:
    said = one_host.host.run(f"systemctl is-active {unit}; ps -o user= -p $(systemctl show -P MainPID {unit})")

    assert said.split()[0] == "active"
    assert said.split()[1].startswith(unit[:7])


def test_the_sync_tells_systemd_what_it_does(one_host: DeployedDistrict) -> None:
    assert one_host.host.run("systemctl show -P StatusText homeroom-sync").strip() != ""


def test_the_desk_is_reached_through_the_proxy(one_host: DeployedDistrict) -> None:
    assert one_host.request("/health", name=DESK_NAME).status_code == 200


def test_the_desk_is_not_given_the_secret_of_the_service_account(one_host: DeployedDistrict) -> None:
    inside = "nsenter --mount --target $(systemctl show -P MainPID homeroom-desk) cat /etc/homeroom/secrets"

    assert one_host.host.run(f"{inside}/keycloak-client") == "not-for-this-service"
    assert one_host.host.run(f"{inside}/desk-client") == one_host.variables["homeroom_secrets"]["desk_client_secret"]


def test_no_secret_is_in_a_process_list_a_readable_file_or_a_log(one_host: DeployedDistrict) -> None:
    secrets = one_host.variables["homeroom_secrets"]
    words = [value for value in (*secrets.values(), *secrets["district"].values()) if isinstance(value, str)]
    lines = [word.splitlines()[1] if "\n" in word else word for word in words]
    one_host.host.run("umask 077; cat >/root/secrets", feed="\n".join(lines))
    found = {place: one_host.host.run(f"{search} || true").strip() for place, search in _LAID_OPEN.items()}
    one_host.host.run("rm /root/secrets")

    assert {place: said for place, said in found.items() if said not in ("", "0")} == {}


def test_a_port_that_nobody_needs_is_shut(one_host: DeployedDistrict) -> None:
    one_host.host.run(
        "systemd-run --quiet --collect --unit=listens python3 -m http.server 9999; sleep 1; ss -tln | grep -q :9999"
    )

    with pytest.raises(TimeoutError):
        socket.create_connection((one_host.host.address, 9999), timeout=3)
    one_host.host.run("systemctl stop listens")


def test_passwords_are_not_taken_by_ssh(one_host: DeployedDistrict) -> None:
    settings = one_host.host.run("sshd -T").splitlines()

    assert {"passwordauthentication no", "permitrootlogin without-password"} <= set(settings)


def test_security_updates_are_installed_by_themselves(one_host: DeployedDistrict) -> None:
    assert 'APT::Periodic::Unattended-Upgrade "1";' in one_host.host.run("apt-config dump")


def test_backups_are_encrypted(one_host: DeployedDistrict) -> None:
    files = one_host.host.run(f"find {_BACKUPS} -type f").splitlines()
    plain = [file for file in files if not one_host.host.run(f"head -c 8 {file} | grep --text Salted__", check=False)]

    assert any(file.endswith("backup.info") for file in files)
    assert plain == []


def test_the_check_of_the_backups_is_content(one_host: DeployedDistrict) -> None:
    one_host.play("backup.yml")


def test_a_log_that_is_not_archived_raises_an_alarm(one_host: DeployedDistrict) -> None:
    one_host.host.run(f"mv {_BACKUPS}/archive {_BACKUPS}/away")
    try:
        checked = one_host.host.run(
            "systemctl start homeroom-backup-check; systemctl show -P Result homeroom-backup-check", check=False
        )
    finally:
        one_host.host.run(f"mv {_BACKUPS}/away {_BACKUPS}/archive; systemctl reset-failed homeroom-backup-check")

    assert checked.strip() == "exit-code"
    alarm = one_host.host.run("journalctl -p crit -u 'homeroom-alarm@*' -o cat --no-pager")
    assert "homeroom-backup-check.service has failed on portal" in alarm
