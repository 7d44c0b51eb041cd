"""What is measured of claims."""

from __future__ import annotations

import asyncio
import random
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import cycle
from statistics import median, quantiles

from benchmarks.badges.browser import Answer, Browser
from benchmarks.badges.figures import refusals_table
from benchmarks.badges.refusals import Refused
from benchmarks.bench import Bench, Benchmark
from benchmarks.claims.claimants import Claimant, Claimants, claimants_of
from benchmarks.claims.claiming import ClaimError, claim, first_page
from benchmarks.claims.issuing import issuing
from benchmarks.servers import servers_of

Codes = Callable[[], str]
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SEED, _WARM_ROUNDS = 5, 10
_TRIES, _REALMS = 1_000, 3
"""Of each kind. A realm refuses unread after 3,000 tries in ten minutes, so they are shared out among realms."""
_OF_A_CODE, _FROM_AN_ADDRESS = 8, 200
_STORM, _STORM_SECONDS, _AT_ONCE = 3_000, 3_600, 8


def _nobodys() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(12))


def _around(people: Sequence[Claimant]) -> Codes:
    codes = cycle([one.code for one in people])
    return lambda: next(codes)


def _kinds(claimants: Claimants, rounds: int) -> Mapping[str, Codes]:
    """Codes that claim nothing, by what is wrong with them; each is tried a few times only."""
    each = -(-(rounds + _WARM_ROUNDS) // _OF_A_CODE)
    claimed, disabled, locked = (claimants.people(each, first=number * each) for number in range(3))
    pending = claimants.people(each, first=3 * each, active=False)
    claimants.mark_claimed(claimed)
    claimants.disable(disabled)
    claimants.lock(locked)
    return {
        "nobody's": _nobodys,
        "of an account that is claimed": _around(claimed),
        "of an account that is disabled": _around(disabled),
        "of an account that is locked": _around(locked),
        "not activated": _around(pending),
        "no code at all": lambda: "nonsense",
    }


async def _refused(claimants: Claimants, kinds: Mapping[str, Codes], rounds: int, measured: dict[str, Refused]) -> None:
    chance = random.Random(_SEED)  # noqa: S311 - the same order each time
    browser, page, left, address = Browser(claimants.url), None, 0, 0
    for number in range(_WARM_ROUNDS + rounds):
        for name in chance.sample(sorted(kinds), len(kinds)):
            if page is None or left == 0:
                browser.close()
                address, left = address + 1, _FROM_AN_ADDRESS
                browser = Browser(claimants.url, f"127.2.{address // 250}.{address % 250 + 1}")
                page = await browser.get(first_page(claimants))
            begun = time.perf_counter()
            page = await browser.post(page.action(), {"code": kinds[name]()})
            seconds = time.perf_counter() - begun
            left -= 1
            _require_refusal(page)
            if number >= _WARM_ROUNDS:
                measured.setdefault(name, Refused()).seconds.append(seconds)
    browser.close()


def _require_refusal(page: Answer) -> None:
    if "That did not work" not in page.text:
        raise ClaimError(f"HTTP {page.status} in place of a refusal")


def _timing(bench: Bench) -> Iterator[str]:
    measured: dict[str, Refused] = {}
    rounds = max(1, bench.size(_TRIES) // _REALMS)
    for _ in range(_REALMS):
        with claimants_of(bench) as claimants:
            kinds = _kinds(claimants, rounds)
            asyncio.run(_refused(claimants, kinds, rounds, measured))
    first = "nobody's"
    yield from refusals_table({first: measured.pop(first), **measured})


async def _claims(claimants: Claimants, people: Sequence[Claimant], every: float) -> tuple[list[float], Counter[str]]:
    """Somebody begins every so many seconds; the seconds that each claim took of the server, and what failed."""
    seconds: list[float] = []
    failed: Counter[str] = Counter()
    few = asyncio.Semaphore(_AT_ONCE)

    async def one(person: Claimant, after: float) -> None:
        await asyncio.sleep(after)
        async with few:
            browser, begun = Browser(claimants.url), time.perf_counter()
            try:
                await claim(browser, claimants, person.code)
                seconds.append(time.perf_counter() - begun)
            except (ClaimError, LookupError, OSError, EOFError) as failure:
                failed[f"{type(failure).__name__}: {failure}"] += 1
            finally:
                browser.close()

    await asyncio.gather(*(one(person, number * every) for number, person in enumerate(people)))
    return seconds, failed


def _storm(bench: Bench) -> Iterator[str]:
    """The rate is that of the whole hour whatever the scale is, then as many as the server does."""
    servers = servers_of(bench.district.path)
    yield "| claims | begun | failures | median | one in twenty is slower than | done a second | processors: Keycloak |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
    count = max(20, bench.size(_STORM))
    for begun, every in ((f"{_STORM:,} an hour", _STORM_SECONDS / _STORM), (f"{_AT_ONCE} at once", 0.0)):
        with claimants_of(bench) as claimants:
            people = claimants.people(count)
            started = time.perf_counter()
            with servers.watched() as usage:
                seconds, failed = asyncio.run(_claims(claimants, people, every))
            wall = time.perf_counter() - started
        slow = quantiles(seconds, n=20)[-1]
        yield (
            f"| {count:,} | {begun} | {failed.total()} | {median(seconds) * 1000:.0f} ms | {slow * 1000:.0f} ms "
            f"| {len(seconds) / wall:.1f} | {usage.keycloak / wall:.2f} |"
        )


BENCHMARKS = (
    Benchmark(
        name="claim-timing",
        subject="how long a claim takes to be refused, by what is wrong with the code",
        run=_timing,
        on_demand=True,
    ),
    Benchmark(
        name="claim-codes",
        subject="10,000 claim codes in one call",
        run=issuing,
        on_demand=True,
    ),
    Benchmark(
        name="claim-storm",
        subject=f"{_STORM:,} claims at the rate of an hour, and as many as the server does",
        run=_storm,
        on_demand=True,
    ),
)
