"""Ports on the loopback interface."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from homeroom.demo.errors import DemoError
from homeroom.demo.places import cache_folder

_LOOPBACK = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


def is_free(port: int) -> bool:
    """Whether nobody listens there, under either address that `localhost` may stand for."""
    return all(_can_bind(family, address, port) for family, address in _LOOPBACK)


def named_port(port: int, may_have: Callable[[int], bool] = is_free) -> int:
    """The port that somebody asked for.

    Raises:
        DemoError: it is taken.
    """
    if not may_have(port):
        raise DemoError(f"port {port} is taken by another program; name another with --port, or leave --port out")
    return port


@contextmanager
def kept_ports() -> Iterator[Callable[[int], bool]]:
    """Ports that are ours from their choice until our servers listen: two demos that start at once share none.

    Yields:
        Takes a port and tells whether it is free and ours, until the context or the process ends.
    """
    locks = cache_folder() / "ports"
    locks.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept: set[int] = set()
    with ExitStack() as open_files:

        def keep(port: int) -> bool:
            return is_free(port) and (port in kept or lock(port))

        def lock(port: int) -> bool:
            descriptor = _locked(locks / str(port))
            if descriptor is None:
                return False
            open_files.callback(os.close, descriptor)
            kept.add(port)
            return True

        yield keep


def choose_ports(preferred: dict[str, int], may_have: Callable[[int], bool] = is_free) -> dict[str, int]:
    """A free port for each name: the preferred one if we may have it, or any other."""
    chosen: dict[str, int] = {}
    with ExitStack() as held:
        for name, port in preferred.items():
            if port and port not in chosen.values() and may_have(port):
                chosen[name] = port
                continue
            # Held open until all are chosen, so that none is given out twice.
            holder = held.enter_context(socket.create_server(("127.0.0.1", 0)))
            chosen[name] = int(holder.getsockname()[1])
    return chosen


def _locked(file: Path) -> int | None:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def _can_bind(family: socket.AddressFamily, address: str, port: int) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            # As servers do: connections that were closed a moment ago are not in the way.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
            probe.listen()
    except OSError:
        return family == socket.AF_INET6 and not _has_ipv6()
    return True


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True
