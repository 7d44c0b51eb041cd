"""Badges that do not sign in: how long each kind takes to be refused, and what guessing finds."""

from __future__ import annotations

import asyncio
import random
import secrets
import statistics
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address
from itertools import count

from badge_tool.token import SECRET_BYTES, BadgeCode
from benchmarks.badges.browser import Answer, Browser
from benchmarks.badges.school import Pupil, School
from benchmarks.badges.sign_ins import DEVICE_OF_BADGES, SignInError, authorization_address

Codes = Callable[[], str]
_SEED = 5
_WITHIN_THE_LIMIT, _BEYOND_THE_LIMIT = 50, 125
"""Codes from one address; the server reads 100."""

_FIRST_ADDRESS = IPv4Address("127.1.0.1")
_WARM_ROUNDS, _AT_ONCE = 20, 8


@dataclass
class Refused:
    """Refusals of one kind.

    Attributes:
        seconds: how long each took.
    """

    seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Seconds."""
        return statistics.median(self.seconds)

    @property
    def doubt(self) -> float:
        """Seconds by which the median may be off (its standard error, of quartiles as of a normal distribution)."""
        low, _, high = statistics.quantiles(self.seconds, n=4)
        return float(1.2533 * (high - low) / 1.349 / len(self.seconds) ** 0.5)


class Guesser:
    """Somebody who sends codes, from one address of loopback after another: each has a limit of its own.

    Args:
        school: to whose server.
        codes: how many from one address.
        first: number of the first address.
    """

    def __init__(self, school: School, codes: int, first: int = 0) -> None:
        self._codes = codes
        self._school = school
        self._addresses = (str(_FIRST_ADDRESS + number) for number in count(first))
        self._left = 0
        self._browser = Browser(school.url)
        self._page: Answer | None = None

    async def is_refused(self, code: str) -> float:
        """Send a code; the seconds until it was refused. Raises SignInError if it was not."""
        page = await self._badge_page()
        begun = time.perf_counter()
        answer = await self._browser.post(page.action(), {"badge": code})
        seconds = time.perf_counter() - begun
        if 'data-refused="true"' not in answer.text:
            raise SignInError(f"HTTP {answer.status} in place of a refusal")
        self._page, self._left = answer, self._left - 1
        return seconds

    async def _badge_page(self) -> Answer:
        if self._page is None or self._left == 0:
            self._browser.close()
            self._browser = Browser(self._school.url, next(self._addresses))
            self._browser.cookies = dict(DEVICE_OF_BADGES)
            self._page, self._left = await self._browser.get(authorization_address(self._school)), self._codes
        return self._page

    def close(self) -> None:
        """Let the connection go."""
        self._browser.close()


def nobodys() -> str:
    """A random code, of the right form."""
    return str(BadgeCode(uuid.uuid4(), secrets.token_bytes(SECRET_BYTES)))


def kinds_of_wrong(pupils: Sequence[Pupil], voided: Sequence[Pupil], pending: Sequence[str]) -> Mapping[str, Codes]:
    """Codes that are wrong in one way each, by the name of that way; those of people go round."""
    known, old, early = _around(pupils), _around(voided), _around([Pupil("", "", "", code) for code in pending])
    return {
        "nonsense": lambda: "nonsense",
        "64 KiB": lambda: "A" * (1 << 16),
        "truncated": lambda: pupils[0].badge[:-1],
        "another version": lambda: "HB1" + "AI" + pupils[0].badge[5:],
        "a look-alike letter": lambda: pupils[0].badge.replace("H", "\N{CYRILLIC CAPITAL LETTER EN}", 1),
        "nobody's": nobodys,
        "a wrong secret": lambda: str(BadgeCode(uuid.UUID(next(known).user_id), secrets.token_bytes(SECRET_BYTES))),
        "voided": lambda: next(old).badge,
        "not activated": lambda: next(early).badge,
    }


def _around(pupils: Sequence[Pupil]) -> Iterator[Pupil]:
    return (pupils[number % len(pupils)] for number in count())


async def refused(school: School, kinds: Mapping[str, Codes], rounds: int) -> dict[str, Refused]:
    """Every kind once a round, in another order each time, one after another. Raises SignInError."""
    measured = {name: Refused() for name in kinds}
    chance, guesser = random.Random(_SEED), Guesser(school, _WITHIN_THE_LIMIT)  # noqa: S311 - the same order each time
    for number in range(_WARM_ROUNDS + rounds):
        for name in chance.sample(sorted(kinds), len(kinds)):
            seconds = await guesser.is_refused(kinds[name]())
            if number >= _WARM_ROUNDS:
                measured[name].seconds.append(seconds)
    guesser.close()
    return measured


def addresses_for(codes: int) -> int:
    """From how many addresses `guessed` sends so many codes; each of them reaches its limit."""
    return _AT_ONCE * -(-codes // _AT_ONCE // _BEYOND_THE_LIMIT)


async def guessed(school: School, codes: int) -> float:
    """Send random codes, several at once; the seconds that took. Raises SignInError if one was not refused."""
    begun = time.perf_counter()

    async def guess(guesser: Guesser, share: int) -> None:
        for _ in range(share):
            await guesser.is_refused(nobodys())
        guesser.close()

    await asyncio.gather(
        *(guess(Guesser(school, _BEYOND_THE_LIMIT, number << 16), codes // _AT_ONCE) for number in range(_AT_ONCE))
    )
    return time.perf_counter() - begun
