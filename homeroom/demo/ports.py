"""Ports on the loopback interface."""

from __future__ import annotations

import socket
from contextlib import ExitStack

from homeroom.demo.errors import DemoError

_LOOPBACK = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


def is_free(port: int) -> bool:
    """Whether nobody listens there, under either address that `localhost` may stand for."""
    return all(_can_bind(family, address, port) for family, address in _LOOPBACK)


def named_port(port: int) -> int:
    """The port that somebody asked for.

    Raises:
        DemoError: it is taken.
    """
    if not is_free(port):
        raise DemoError(f"port {port} is taken by another program; name another with --port, or leave --port out")
    return port


def choose_ports(preferred: dict[str, int]) -> dict[str, int]:
    """A free port for each name: the preferred one, or any other if that is taken."""
    chosen: dict[str, int] = {}
    with ExitStack() as held:
        for name, port in preferred.items():
            if port and is_free(port) and port not in chosen.values():
                chosen[name] = port
                continue
            # Held open until all are chosen, so that none is given out twice.
            holder = held.enter_context(socket.create_server(("127.0.0.1", 0)))
            chosen[name] = int(holder.getsockname()[1])
    return chosen


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
