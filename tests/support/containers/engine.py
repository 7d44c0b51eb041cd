"""A Docker engine: the one that runs on this machine, or one of our own for as long as it is needed."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from homeroom.demo.places import cache_folder
from tests.support.containers.call import CallError, call

_PATIENCE = 60.0
_LOOPBACK = "lo"


@contextmanager
def running_engine(scratch: Path) -> Iterator[str]:
    """The engine's address, as DOCKER_HOST has it.

    Its images and what it built are kept in the cache, its containers are nobody else's.

    Args:
        scratch: an empty folder with a short path, for sockets and logs.
    """
    default = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock")
    if _answers(default):
        yield default
        return
    address = f"unix://{scratch}/docker.sock"
    log = scratch / "dockerd.log"
    policy = _forward_policy()
    with log.open("wb") as output:
        engine = subprocess.Popen(
            [
                # It ends with the tests, however these end.
                "setpriv",
                "--pdeathsig=TERM",
                "dockerd",
                f"--host={address}",
                f"--data-root={cache_folder() / 'docker'}",
                f"--exec-root={scratch / 'exec'}",
                f"--pidfile={scratch / 'docker.pid'}",
                f"--mtu={_mtu()}",
            ],
            stdout=output,
            stderr=output,
        )
    try:
        _wait(engine, address, log)
        _sweep(address)
        yield address
    finally:
        engine.terminate()
        engine.wait(60)
        # The engine forbids all other forwarding, and leaves it so.
        call("iptables", "--policy", "FORWARD", policy)


def _sweep(address: str) -> None:
    """Take away what tests that were killed left; images stay, those without a name too, which builds begin with."""
    docker = ("docker", "--host", address)
    left = call(*docker, "ps", "--all", "--quiet").split()
    if left:
        call(*docker, "rm", "--force", "--volumes", *left)
    for kind in ("network", "volume"):
        call(*docker, kind, "prune", "--force")


def _answers(address: str) -> bool:
    try:
        call("docker", "--host", address, "version")
    except CallError:
        return False
    return True


def _wait(engine: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while not _answers(address):
        if engine.poll() is not None or time.monotonic() > until:
            said = "\n".join(log.read_text(errors="replace").splitlines()[-20:])
            raise CallError(f"the Docker engine did not come up:\n{said}")
        time.sleep(0.2)


def _mtu() -> int:
    """What fits through every interface of this machine."""
    return min(stats.mtu for name, stats in psutil.net_if_stats().items() if stats.isup and name != _LOOPBACK)


def _forward_policy() -> str:
    return call("iptables", "--list-rules", "FORWARD").split()[2]
