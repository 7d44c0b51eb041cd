"""Whether somebody listens."""

from __future__ import annotations

import socket

_PATIENCE = 3.0
"""Seconds: a firewall that drops what comes answers never."""


def is_open(host: str, port: int) -> bool:
    """Whether a connection to the port comes about."""
    try:
        socket.create_connection((host, port), timeout=_PATIENCE).close()
    except OSError:
        return False
    return True
