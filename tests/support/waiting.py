"""Waiting for what other processes do."""

from __future__ import annotations

import time
from collections.abc import Callable

_PATIENCE = 240.0


def wait_for(what: str, condition: Callable[[], object], seconds: float = _PATIENCE) -> None:
    """Ask until a condition holds; fail with what was waited for if it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.05)
