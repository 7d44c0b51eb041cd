"""Something that begins at a steady rate, whatever became of what began before."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from threading import Event, Thread
from typing import Generic, Self, TypeVar

Outcome = TypeVar("Outcome")


class SteadyLoad(ABC, Generic[Outcome]):
    """A context in which something begins `per_second` times a second.

    When the context ends, all that has begun is waited for, and `outcomes` has what became of it.
    """

    def __init__(self, *, per_second: float, at_once: int) -> None:
        """Prepare it; `at_once` are under way at most."""
        self.outcomes: list[Outcome] = []
        self._interval = 1 / per_second
        self._stopped = Event()
        self._threads = ThreadPoolExecutor(max_workers=at_once)
        self._running: list[Future[Outcome]] = []
        self._clock = Thread(target=self._begin_all, daemon=True)

    def __enter__(self) -> Self:
        self._start = time.monotonic()
        self._clock.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._clock.join()
        self.outcomes = [future.result() for future in self._running]
        self._threads.shutdown()

    def seconds(self) -> float:
        """How long it has been going on."""
        return time.monotonic() - self._start

    @property
    def outcomes_so_far(self) -> list[Outcome]:
        """What became of that which has ended by now."""
        return [future.result() for future in self._running if future.done()]

    @abstractmethod
    def _once(self, number: int) -> Outcome:
        """Do it; the first time `number` is 0."""

    def _begin_all(self) -> None:
        for number in count():
            due = self._start + number * self._interval
            if self._stopped.wait(max(0.0, due - time.monotonic())):
                return
            self._running.append(self._threads.submit(self._once, number))
