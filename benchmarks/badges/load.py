"""People who sign in, several at once and one after another, and what that took."""

from __future__ import annotations

import asyncio
import resource
import statistics
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from benchmarks.badges.browser import Browser
from benchmarks.badges.school import Pupil, School
from benchmarks.badges.sign_ins import SignInError

SignIn = Callable[[Browser, School, Pupil], Awaitable[None]]
Done = TypeVar("Done")
_TWENTIETHS = 20


@dataclass
class Taken:
    """Sign-ins and how long they took.

    Attributes:
        seconds: of each that succeeded.
        failures: what went wrong with the others, and how often.
        wall: seconds in which all of them were made.
        client: seconds of processors that making them took.
        keycloak: seconds of processors of Keycloak.
        postgres: seconds of processors of PostgreSQL.
    """

    seconds: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    wall: float = 0.0
    client: float = 0.0
    keycloak: float = 0.0
    postgres: float = 0.0

    @property
    def a_second(self) -> float:
        """Sign-ins that succeeded, in each second."""
        return len(self.seconds) / self.wall

    @property
    def median(self) -> float:
        """Seconds."""
        return statistics.median(self.seconds)

    @property
    def slow(self) -> float:
        """Seconds that one in twenty takes longer than."""
        return statistics.quantiles(self.seconds, n=_TWENTIETHS, method="inclusive")[-1]

    @property
    def processor(self) -> float:
        """Seconds of processors of the servers for one sign-in."""
        return (self.keycloak + self.postgres) / len(self.seconds)

    def add(self, other: Taken) -> None:
        """Take those of another round in."""
        self.seconds += other.seconds
        self.failures += other.failures
        self.wall += other.wall
        self.client += other.client
        self.keycloak += other.keycloak
        self.postgres += other.postgres


async def one(taken: Taken, step: Awaitable[Done]) -> Done | None:
    """Wait for a sign-in or a step of one, and note how long it took or why it failed; None if it did."""
    begun = time.perf_counter()
    try:
        done = await step
    except (SignInError, OSError, EOFError) as failure:
        taken.failures[f"{type(failure).__name__}: {failure}"] += 1
        return None
    taken.seconds.append(time.perf_counter() - begun)
    return done


async def again_and_again(
    sign_in: SignIn, school: School, pupils: Sequence[Pupil], *, at_once: int, seconds: float
) -> Taken:
    """So many at once sign in, and the next ones when they are done, until the time is over; no pupil twice at once."""
    taken, waiting = Taken(), deque(pupils)
    end = time.perf_counter() + seconds

    async def device() -> None:
        browser = Browser(school.url)
        while time.perf_counter() < end:
            pupil = waiting.popleft()
            await one(taken, sign_in(browser, school, pupil))
            waiting.append(pupil)
        browser.close()

    await timed(taken, (device() for _ in range(at_once)))
    return taken


async def timed(taken: Taken, work: Iterable[Awaitable[None]]) -> None:
    """Do all at once and note how long that took, and how much of our own processor."""
    begun, processor = time.perf_counter(), _processor_seconds()
    await asyncio.gather(*work)
    taken.wall += time.perf_counter() - begun
    taken.client += _processor_seconds() - processor


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
