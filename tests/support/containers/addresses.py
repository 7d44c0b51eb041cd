"""Addresses of this machine that come and go with containers."""

from __future__ import annotations

import time
from pathlib import Path

_PATIENCE = 20.0
_TENTATIVE = 0x40  # IFA_F_TENTATIVE of the kernel: nobody else on the link was found to have it yet


def wait_for_addresses() -> None:
    """Wait until addresses of new interfaces are settled: a browser gives up what it is loading when one changes."""
    until = time.monotonic() + _PATIENCE
    while _tentative():
        if time.monotonic() > until:
            raise AssertionError("addresses of this machine do not come to rest: see `ip -6 address show tentative`")
        time.sleep(0.1)


def _tentative() -> bool:
    known = Path("/proc/net/if_inet6")
    lines = known.read_text().splitlines() if known.exists() else []
    return any(int(line.split()[4], 16) & _TENTATIVE for line in lines)
