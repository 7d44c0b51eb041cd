"""Clocks agree: one-time codes change every 30 seconds, and tokens from the future are refused."""

from __future__ import annotations

from collections.abc import Iterator

from doctor.finding import Finding

_TOLERANCE = 2.0
"""Seconds: servers tell the time in whole ones."""
_CODES_FAIL = 25.0
"""Seconds: one-time codes are taken for one step of 30 before and after."""
_REMEDY = "let chrony or systemd-timesyncd keep the time on every host: `timedatectl set-ntp true`"


def check_difference(where: str, seconds: float) -> Iterator[Finding]:
    """Judge how far the server's clock is ahead of this machine's; negative if it is behind."""
    if abs(seconds) <= _TOLERANCE:
        return
    direction = "ahead of" if seconds > 0 else "behind"
    effect = ": one-time codes of authenticator apps fail" if abs(seconds) > _CODES_FAIL else ""
    yield Finding(
        "clock-differs",
        "error" if effect else "warning",
        where,
        f"the server's clock is {abs(seconds):.0f} s {direction} this machine's{effect}",
        _REMEDY,
    )


def check_keeping(keeps_time: bool | None) -> Iterator[Finding]:
    """Judge whether this machine follows a time server; None says nothing."""
    if keeps_time is False:
        yield Finding("clock-not-kept", "warning", "this machine", "no time server is followed", _REMEDY)
