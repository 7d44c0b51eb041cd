"""Holding the lease of a realm for as long as a run lasts, so that one run at a time writes, on whatever machine.

Only the database's clock says when a lease runs out; here only how much time has passed is looked at.
"""

from __future__ import annotations

import os
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import structlog

from admin_api import AdminApiError, LeaseApi, LeaseHeldError, LeaseLostError, NotFoundError
from sync.errors import InterruptedRunError

_RENEWALS = 3
"""How often a lease is renewed within the time that it lasts."""
_ASK_AGAIN = 5.0
"""Seconds after which somebody who waits asks at the latest whether the lease is free."""
_log = structlog.get_logger()


def this_process() -> str:
    """Machine and process, as the holder of a lease is named."""
    return f"{socket.gethostname()} ({os.getpid()})"


@dataclass
class HeldLease:
    """A lease that this run holds.

    Attributes:
        token: what batches carry; None with an extension that has no leases yet.
    """

    api: LeaseApi
    token: str | None
    seconds: int
    _renewed: float = field(default_factory=time.monotonic)
    _lost: LeaseLostError | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def require(self) -> None:
        """Make sure that the lease is still held; it is renewed if that is due.

        Raises:
            LeaseLostError: another run has taken it.
        """
        if self.token is not None and time.monotonic() - self._renewed > self.seconds / _RENEWALS:
            self.renew()
        if self._lost is not None:
            raise self._lost

    def renew(self) -> None:
        """Try to keep the lease; a server that does not answer is asked again next time."""
        with self._lock:
            if self.token is None or self._lost is not None:
                return
            try:
                self.api.renew(self.token, self.seconds)
                self._renewed = time.monotonic()
            except LeaseLostError as lost:
                self._lost = lost
            except AdminApiError as failure:
                _log.warning("the lease could not be renewed", reason=str(failure))

    def release(self) -> None:
        """Give the lease back; if that fails it runs out by itself."""
        if self.token is None or self._lost is not None:
            return
        try:
            self.api.release(self.token)
        except AdminApiError as failure:
            _log.warning("the lease could not be given back; it runs out", seconds=self.seconds, reason=str(failure))


@contextmanager
def leased(api: LeaseApi, stop: threading.Event, *, seconds: int, wait: float = 0.0) -> Iterator[HeldLease]:
    """Hold the lease.

    Args:
        api: the realm's.
        stop: when it is set, no longer waited for.
        seconds: how long it lasts if this process dies.
        wait: for how many seconds to wait for somebody else to give it back.

    Raises:
        LeaseHeldError: somebody else holds it, and goes on doing so.
        InterruptedRunError: told to stop while waiting.
        AdminApiError: Keycloak could not be asked.
    """
    held = HeldLease(api, _taken(api, stop, wait, seconds), seconds)
    done = threading.Event()
    heart = threading.Thread(target=_beat, args=(held, done), name="lease", daemon=True)
    heart.start()
    try:
        yield held
    finally:
        done.set()
        heart.join()
        held.release()


def _taken(api: LeaseApi, stop: threading.Event, wait: float, seconds: int) -> str | None:
    """The token of a lease that was taken."""
    token = str(uuid.uuid4())
    until = time.monotonic() + wait
    while True:
        try:
            api.take(token, this_process(), seconds)
        except NotFoundError:
            _log.warning("the extension in Keycloak has no leases yet: make sure that no other sync runs")
            return None
        except LeaseHeldError as held:
            left = until - time.monotonic()
            if left <= 0:
                raise
            if stop.wait(min(left, held.seconds + 0.1, _ASK_AGAIN)):
                raise InterruptedRunError("told to stop while another run was going on") from None
        else:
            return token


def _beat(held: HeldLease, done: threading.Event) -> None:
    while not done.wait(held.seconds / _RENEWALS):
        held.renew()
