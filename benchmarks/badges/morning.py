"""A morning: pupils come to their devices, most of them at eight o'clock, open the portal and hold up their badges."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape

from benchmarks.badges.browser import Answer, Browser
from benchmarks.badges.load import Taken, one, timed
from benchmarks.badges.school import Pupil, School
from benchmarks.badges.sign_ins import DEVICE_OF_BADGES, SignInError, send

_SEED = 8
_FRESH_DEVICES = 0.1
"""Share of devices that have nothing of the pages in their cache; all others have been here since the last upgrade."""

_FINDS_THE_BADGE = (2.0, 8.0)
"""Seconds between the page and the scan, at least and at most."""

_LINKED = re.compile(r'\b(?:href|src|data-worker|data-wasm)="([^"]+\.(?:css|js|svg|wasm)\b[^"]*)"')
_REDIRECTS = 4


@dataclass
class Morning:
    """What pupils waited for.

    Attributes:
        pages: from opening the portal's address until the badge page and what it needs was there.
        scans: from the scan until the portal and what it needs was there.
    """

    pages: Taken = field(default_factory=Taken)
    scans: Taken = field(default_factory=Taken)


async def morning_of(school: School, pupils: Sequence[Pupil], seconds: float) -> Morning:
    """Everybody once: nobody at the beginning and the end, and twice as many as on average in the middle."""
    morning, chance = Morning(), random.Random(_SEED)  # noqa: S311 - the same morning each time
    arrivals = sorted(chance.triangular(0, seconds, seconds / 2) for _ in pupils)

    async def arrive(pupil: Pupil, second: float, pause: float, *, fresh: bool) -> None:
        await asyncio.sleep(second)
        await _Device(school, fresh=fresh).used(morning, pupil, pause)

    visits = (
        arrive(pupil, second, chance.uniform(*_FINDS_THE_BADGE), fresh=chance.random() < _FRESH_DEVICES)
        for pupil, second in zip(pupils, arrivals, strict=True)
    )
    await timed(morning.scans, visits)
    return morning


class _Device:
    """A device in a classroom, and its browser's cache."""

    def __init__(self, school: School, *, fresh: bool) -> None:
        self._school = school
        self._fresh = fresh
        self._loaded: set[str] = set()
        self._browser = Browser(school.url)
        self._browser.cookies = dict(DEVICE_OF_BADGES)

    async def used(self, morning: Morning, pupil: Pupil, pause: float) -> None:
        page = await one(morning.pages, self._opened(f"{self._school.address}/portal"))
        self._browser.close()  # as browsers do with a connection that is not used
        if page is not None:
            await asyncio.sleep(pause)
            await one(morning.scans, self._scanned(page, pupil))
            self._browser.close()

    async def _opened(self, address: str) -> Answer:
        for _ in range(_REDIRECTS):
            answer = await self._browser.get(address)
            if not answer.location:
                await self._load_what_is_linked(answer)
                return answer
            address = answer.location
        raise SignInError(f"more than {_REDIRECTS} redirects")

    async def _scanned(self, page: Answer, pupil: Pupil) -> Answer:
        answer = await send(self._browser, page, {"badge": pupil.badge})
        portal = await self._opened(answer.location)
        if "data-application" not in portal.text:
            raise SignInError(f"HTTP {portal.status} and no portal")
        return portal

    async def _load_what_is_linked(self, page: Answer) -> None:
        if not page.is_page:
            raise SignInError(f"HTTP {page.status} in place of a page")
        linked = {unescape(address) for address in _LINKED.findall(page.text)} if self._fresh else set()
        for address in sorted(linked - self._loaded):
            answer = await self._browser.get(address)
            if not answer.is_page:
                raise SignInError(f"HTTP {answer.status} in place of {address}")
        self._loaded |= linked
