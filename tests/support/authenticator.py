"""The authenticator apps of the people in a run. A code works once, so an app never shows one twice."""

from __future__ import annotations

import time

import pyotp

_PERIOD = 30
_AHEAD = 1
"""Keycloak takes the code of the next period too, for phones whose clock is fast."""

_last_step: dict[str, int] = {}


def next_code(secret: str) -> str:
    """A code that was not used in this run; waits for one if all that Keycloak would take now were used.

    Args:
        secret: in Base32.
    """
    while (step := max(_last_step.get(secret, 0) + 1, int(time.time()) // _PERIOD)) > _newest_step():
        time.sleep(0.2)
    _last_step[secret] = step
    return pyotp.TOTP(secret).at(step * _PERIOD)


def _newest_step() -> int:
    return int(time.time()) // _PERIOD + _AHEAD
