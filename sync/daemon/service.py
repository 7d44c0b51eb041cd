"""What systemd wants to know of a service: sd_notify(3)."""

from __future__ import annotations

import os
import time

from sdnotify import SystemdNotifier

_MILLION = 1_000_000


class Service:
    """The service that this process is; silent where systemd did not start it."""

    def __init__(self) -> None:
        """Find out from the environment whom to tell."""
        self._notifier = SystemdNotifier()
        own = os.environ.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
        self.watchdog_seconds = int(os.environ.get("WATCHDOG_USEC", "0")) / _MILLION if own else 0.0

    def ready(self, status: str) -> None:
        """Say that the service is up, or up again after a reload."""
        self._notifier.notify(f"READY=1\nSTATUS={status}")

    def reloading(self) -> None:
        """Say that settings are being read anew; `ready` has to follow."""
        stamp = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
        self._notifier.notify(f"RELOADING=1\nMONOTONIC_USEC={stamp}")

    def stopping(self) -> None:
        """Say that the end has begun."""
        self._notifier.notify("STOPPING=1")

    def alive(self, status: str) -> None:
        """Say that all is well with the process, and in a line what it does."""
        self._notifier.notify(f"WATCHDOG=1\nSTATUS={status}")
