"""Hosts for tests: they are real, and nothing of them stays."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.hosts import Fleet, hosts
from tests.support.waiting import wait_for

pytestmark = pytest.mark.deploy

_PATIENCE = 30.0


@pytest.fixture(scope="module")
def two() -> Iterator[Fleet]:
    with hosts("one", "two") as fleet:
        yield fleet


def test_systemd_is_the_first_process_of_a_host(two: Fleet) -> None:
    assert two["one"].run("cat /proc/1/comm").strip() == "systemd"


def test_hosts_reach_each_other_by_their_addresses(two: Fleet) -> None:
    reached = two["one"].run(f"timeout 5 bash -c '</dev/tcp/{two['two'].address}/22' && echo reached")

    assert reached == "reached\n"


def test_a_host_finds_names_of_the_outside(two: Fleet) -> None:
    sources = two["one"].run("grep -rhE '^(URIs:|deb )' /etc/apt/sources.list*").splitlines()
    mirror = next(word for word in sources[0].split() if "://" in word)

    assert two["one"].run(f"getent hosts {urlsplit(mirror).hostname}")


def test_a_host_that_was_rebooted_has_its_files_and_runs_anew(two: Fleet) -> None:
    two["two"].run("echo kept >/root/file; echo lost >/run/file")

    two["two"].reboot()

    assert two["two"].run("cat /root/file /run/file", check=False) == "kept\n"


def test_nothing_is_left_of_hosts_whose_test_was_killed() -> None:
    script = (
        "from tests.support.hosts import hosts\n"
        "with hosts('gone') as fleet: print(fleet.folder, fleet.controller, flush=True); input()"
    )
    running = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    work, address = running.stdout.readline().split()
    folder = Path(work).parent
    bridge = Path("/sys/class/net") / _interface_with(address)
    namespace = Path("/run/netns") / f"{bridge.name}-gone"
    assert folder.is_dir()
    assert namespace.exists()

    running.send_signal(signal.SIGKILL)
    running.wait()

    wait_for("nothing to be left", lambda: not (folder.exists() or namespace.exists() or bridge.exists()), _PATIENCE)
    assert bridge.name not in subprocess.run(["iptables-save"], capture_output=True, text=True, check=True).stdout
    assert str(folder) not in Path("/proc/mounts").read_text()


def _interface_with(address: str) -> str:
    """The name of the interface of this machine that has an address."""
    said = subprocess.run(["ip", "-json", "-4", "address"], capture_output=True, text=True, check=True).stdout
    links = json.loads(said)
    return str(next(link["ifname"] for link in links for found in link["addr_info"] if found.get("local") == address))
