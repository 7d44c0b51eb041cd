"""How long codes for all of a district take, against what an office would do without them.

Without them somebody gives each new account a password that has to be changed, one request a person.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from admin_api import CLAIM_LIMIT, ClaimApi, RosterApi
from benchmarks.bench import Bench
from benchmarks.claims.claimants import Claimants, claimants_of

Result = TypeVar("Result")
_SAMPLE = 200
"""So many temporary passwords: all of them would take minutes, and the time goes by the person."""


def issuing(bench: Bench) -> Iterator[str]:
    """Codes for as many people as one call takes, in the two steps of a letter."""
    count = bench.size(CLAIM_LIMIT)
    with claimants_of(bench) as claimants:
        people = claimants.without_letters(count)
        claims = ClaimApi(claimants.admin, claimants.realm)
        issued, issue = _timed(lambda: claims.issue(people=people).issued)
        codes = [claim.claim_id for claim in issued]
        _, activate = _timed(lambda: claims.activate(codes))
        passwords = _temporary_passwords(claimants, people[: bench.size(_SAMPLE)])
    yield "| what | people | seconds | for one | ratio |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    both = (issue + activate) / len(codes)
    for what, people_of, seconds in (("issue", len(codes), issue), ("activate", len(codes), activate)):
        yield f"| {what} | {people_of:,} | {seconds:.1f} | {seconds / people_of * 1000:.2f} ms | |"
    each = passwords / bench.size(_SAMPLE)
    yield (
        f"| temporary passwords through the stock admin API, a sample | {bench.size(_SAMPLE):,} | {passwords:.1f} "
        f"| {each * 1000:.2f} ms | {each / both:.1f} |"
    )


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    begun = time.perf_counter()
    made = work()
    return made, time.perf_counter() - begun


def _temporary_passwords(claimants: Claimants, people: Sequence[str]) -> float:
    """Seconds for a password each, which the reader of a letter would have to change."""
    known = {one.sourced_id: one.id for one in RosterApi(claimants.admin, claimants.realm).people()}
    password = {"type": "password", "value": "four-otters-at-breakfast", "temporary": True}
    begun = time.perf_counter()
    for one in people:
        claimants.admin.put(f"/admin/realms/{claimants.realm}/users/{known[one]}/reset-password", password)
    return time.perf_counter() - begun
