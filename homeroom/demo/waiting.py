"""Waiting until a server answers, for as long as its process lives."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable

import httpx

from homeroom.demo.processes import ServerProcess

_PAUSE = 0.1


def answers(url: str, process: ServerProcess, *, patience: float) -> bool:
    """Wait until an address answers with success.

    Args:
        url: what is asked for.
        process: who should answer.
        patience: seconds.

    Returns:
        Whether it did.
    """
    with httpx.Client(timeout=5.0, trust_env=False) as client:

        def succeeds() -> bool:
            try:
                return client.get(url).is_success
            except httpx.TransportError:
                return False

        return _wait(succeeds, process, patience)


def listens(port: int, process: ServerProcess, *, patience: float) -> bool:
    """Wait until somebody listens on a port of the loopback interface; whether that came to be."""

    def connects() -> bool:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5.0).close()
        except OSError:
            return False
        return True

    return _wait(connects, process, patience)


def _wait(condition: Callable[[], bool], process: ServerProcess, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while process.leader() is not None and time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(_PAUSE)
    return False
