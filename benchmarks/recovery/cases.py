"""How long a recovery takes to refuse people, by what is wrong with them."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from ipaddress import IPv4Address
from itertools import count

from benchmarks.badges.browser import Browser
from benchmarks.badges.figures import refusals_table
from benchmarks.badges.refusals import Refused
from benchmarks.badges.school import School, school_of
from benchmarks.badges.sign_ins import SignInError
from benchmarks.bench import Bench, Benchmark
from benchmarks.recovery.people import choose_questions, lock, make

_TRIES, _WARM_TRIES, _AT_ONCE = 1_000, 10, 4
_OF_A_PERSON, _FROM_AN_ADDRESS = 5, 50
"""Fewer than the limits of the server are: beyond them nothing is compared."""
_SEED = 8
_FIRST_ADDRESS = IPv4Address("127.3.0.1")
_KINDS = ("with questions", "nobody", "disabled", "of kindergarten", "without questions", "locked")


def _username(kind: str, number: int) -> str:
    return f"{kind.replace(' ', '.')}.{number // _OF_A_PERSON}"


def _people(school: School, tries: int) -> None:
    for number in range(0, tries, _OF_A_PERSON):
        make(school, _username("with questions", number), questions=True)
        make(school, _username("locked", number), questions=True)
        make(school, _username("disabled", number), enabled=False)
        make(school, _username("of kindergarten", number), grade="KG")
        make(school, _username("without questions", number))
    kinds = ("with questions", "locked")
    chosen = [choose_questions(school, _username(kind, n)) for kind in kinds for n in range(0, tries, _OF_A_PERSON)]

    async def choose_all() -> None:
        for one in chosen:
            await one

    asyncio.run(choose_all())
    lock(school, [_username("locked", n) for n in range(0, tries, _OF_A_PERSON)])


async def _try(school: School, username: str, address: str) -> tuple[float, float]:
    """Say a username and answer wrongly; the seconds until the questions and until the refusal. Raises SignInError."""
    browser = Browser(school.url, address)
    page = await browser.get(f"{school.address}/login-actions/reset-credentials?client_id=portal")
    begun = time.perf_counter()
    page = await browser.post(page.action(), {"username": username})
    asked = time.perf_counter()
    form = next(part for part in page.text.split("<form")[1:] if "recovery-questions-form" in part)
    action = form.partition('action="')[2].partition('"')[0].replace("&amp;", "&")
    shown = time.perf_counter()
    page = await browser.post(action, {"answer-1": "a guess", "answer-2": "a guess"})
    refused = time.perf_counter()
    browser.close()
    if "notice--error" not in page.text:
        raise SignInError(f"HTTP {page.status} in place of a refusal of {username}")
    return asked - begun, refused - shown


async def _measure(school: School, tries: int) -> dict[str, tuple[Refused, Refused]]:
    """Every kind once a round, in another order each time; some rounds at once, as an answer is waited for anyway."""
    measured = {kind: (Refused(), Refused()) for kind in _KINDS}
    addresses = (str(_FIRST_ADDRESS + sent // _FROM_AN_ADDRESS) for sent in count())

    async def lane(first: int) -> None:
        chance = random.Random(_SEED + first)  # noqa: S311 - the same order each time
        for number in range(first, tries, _AT_ONCE):
            for kind in chance.sample(_KINDS, len(_KINDS)):
                times = await _try(school, _username(kind, number), next(addresses))
                for refused, seconds in zip(measured[kind], times, strict=True):
                    if number >= _WARM_TRIES:
                        refused.seconds.append(seconds)

    await asyncio.gather(*(lane(first) for first in range(_AT_ONCE)))
    return measured


def _refusals(bench: Bench) -> Iterator[str]:
    tries = _WARM_TRIES + bench.size(_TRIES)
    with school_of(bench) as school:
        _people(school, tries)
        measured = asyncio.run(_measure(school, tries))
    for page, heading in enumerate(("From the username to the questions:", "From the answers to the refusal:")):
        yield heading
        yield ""
        yield from refusals_table({kind: refused[page] for kind, refused in measured.items()})
        yield ""


BENCHMARKS = (
    Benchmark(
        name="recovery-refusals",
        subject="how long each page of a recovery takes, by who is meant",
        run=_refusals,
        on_demand=True,
    ),
)
