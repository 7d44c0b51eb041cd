"""The network of a run: a bridge, and a way from it to the outside."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.hosts.run import Run, call

CONTROLLER, OFFICE = 1, 2
"""Numbers of this machine's two addresses: its usual one, and one for what is to come from somewhere else."""
FIRST_HOST = 10

_LOCK = Path("/run/lock/homeroom-hosts")
_MTU = "1400"  # what passes through tunnels between virtual machines, too


def make_network(name: str, folder: Path) -> Run:
    """Make the bridge of a run, with a network that nobody else on this machine has."""
    with _alone():
        run = Run(name, _free_subnet(), folder)
        call("ip", "link", "add", run.name, "type", "bridge")
        call("ip", "link", "set", run.name, "mtu", _MTU, "up")
        for number in (CONTROLLER, OFFICE):
            call("ip", "address", "add", f"{run.address(number)}/24", "dev", run.name)
    Path("/proc/sys/net/ipv4/ip_forward").write_text("1")
    for table, rule in run.firewall_rules():
        call("iptables", "--wait", "--table", table, "--insert", *rule)
    return run


def connect(run: Run, host: str, number: int) -> str:
    """Make the network namespace of a host, and connect it with the bridge; its address."""
    namespace, outside, address = run.namespace(host), run.interface(number), run.address(number)
    call("ip", "netns", "add", namespace)
    call("ip", "link", "add", outside, "mtu", _MTU, "type", "veth", "peer", "name", "eth0", "netns", namespace)
    call("ip", "link", "set", outside, "master", run.name, "up")
    for command in (
        ("link", "set", "lo", "up"),
        ("link", "set", "eth0", "mtu", _MTU, "up"),
        ("address", "add", f"{address}/24", "dev", "eth0"),
        ("route", "add", "default", "via", run.address(CONTROLLER)),
    ):
        call("ip", "-netns", namespace, *command)
    return address


def _free_subnet() -> int:
    used = {
        address["local"].rsplit(".", 1)[0]
        for link in json.loads(call("ip", "-json", "-4", "address"))
        for address in link.get("addr_info", ())
        if "local" in address
    }
    return next(number for number in range(256) if f"10.213.{number}" not in used)


@contextmanager
def _alone() -> Iterator[None]:
    with _LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
