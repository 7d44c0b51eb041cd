"""Writes a plan through the batch endpoint.

It can be killed between or within batches: a batch is one transaction, and the next plan is what remains.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

import polars as pl

from admin_api.roster import BATCH_LIMIT, RowResult
from sync.plan import Plan
from sync.roster_hash import hashed_people
from sync.rows import Row, people_rows, stages
from sync.usernames import candidates

# Of two, one is worked on by Keycloak while the other waits for the database or is made here.
_IN_FLIGHT = 2
_TAKEN = frozenset({"username_taken", "email_taken"})
_TRIES = 20
"""So many usernames are tried for somebody at most."""


class RosterWriter(Protocol):
    """Where rows are written to; `admin_api.RosterApi` is one."""

    def batch(self, rows: Sequence[Mapping[str, object]]) -> list[RowResult]:
        """Write at most `BATCH_LIMIT` rows."""


@dataclass(frozen=True)
class Rejection:
    """A row that Keycloak did not take.

    Attributes:
        type: type of the row.
        key: its sourcedId, or its name.
        error: the endpoint's code.
        message: the same for a person.
    """

    type: str
    key: str
    error: str
    message: str


@dataclass(frozen=True)
class Outcome:
    """What became of a plan.

    Attributes:
        counts: how many rows by type and status, rejected ones aside.
        rejections: rows that were not taken.
        seconds: how long writing took, by type of row.
    """

    counts: Mapping[str, Mapping[str, int]]
    rejections: tuple[Rejection, ...]
    seconds: Mapping[str, float]


@dataclass
class _Writing:
    """An outcome while it comes about."""

    writer: RosterWriter
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def write(self, rows: Iterator[Row], progress: Callable[[int], None]) -> list[tuple[Row, Rejection]]:
        """Write rows in batches; those that were not taken come back."""
        rejected: list[tuple[Row, Rejection]] = []
        begun = time.monotonic()
        for batch, results in self._answered(rows):
            begun, before = time.monotonic(), begun
            self.seconds[batch[0]["type"]] += begun - before
            for result in results:
                row = batch[result.row]
                if result.status == "rejected":
                    rejected.append((row, _rejection(row, result)))
                else:
                    self.counts.setdefault(row["type"], Counter())[result.status] += 1
            progress(len(batch))
        return rejected

    def _answered(self, rows: Iterator[Row]) -> Iterator[tuple[list[Row], list[RowResult]]]:
        """Batches with their results, in order, as they are written."""
        under_way: deque[tuple[list[Row], Future[list[RowResult]]]] = deque()
        with ThreadPoolExecutor(_IN_FLIGHT, thread_name_prefix="batch") as threads:
            while batch := list(islice(rows, BATCH_LIMIT)):
                under_way.append((batch, threads.submit(self.writer.batch, batch)))
                if len(under_way) == _IN_FLIGHT:
                    first, written = under_way.popleft()
                    yield first, written.result()
            for last, written in under_way:
                yield last, written.result()


def apply(plan: Plan, writer: RosterWriter, progress: Callable[[int], None] = lambda _: None) -> Outcome:
    """Write a plan.

    Args:
        plan: what has to change.
        writer: the endpoint.
        progress: told after each batch how many more rows are done.

    Raises:
        AdminApiError: the endpoint failed; what was written stays, and the next run writes the rest.
    """
    writing = _Writing(writer)
    rejections: list[Rejection] = []
    for rows in stages(plan):
        rejected = writing.write(rows, progress)
        waiting = [(row, rejection) for row, rejection in rejected if rejection.error in _TAKEN]
        rejections += [rejection for _, rejection in rejected if rejection.error not in _TAKEN]
        # A name or an address may be taken only until a later row of the stage has set it free.
        before = len(waiting) + 1
        while 0 < len(waiting) < before:
            before = len(waiting)
            waiting = writing.write((row for row, _ in waiting), lambda _: None)
        rejections += [rejection for _, rejection in _renumbered(plan, waiting, writing)]
    return Outcome(writing.counts, tuple(rejections), writing.seconds)


def _renumbered(plan: Plan, waiting: list[tuple[Row, Rejection]], writing: _Writing) -> list[tuple[Row, Rejection]]:
    """Give another number to people whose username an account outside the roster has, if a template makes the names."""
    if not plan.usernames.from_template:
        return waiting
    tries = {row["sourcedId"]: candidates(row["username"], plan.usernames) for row, _ in waiting if "username" in row}
    for _ in range(_TRIES):
        taken = [rejection.key for _, rejection in waiting if rejection.error == "username_taken"]
        if not taken:
            break
        people = plan.people.puts.filter(pl.col("sourcedId").is_in(taken))
        names = [next(tries[sourced_id]) for sourced_id in people["sourcedId"]]
        renamed = hashed_people(people.with_columns(pl.Series("username", names, pl.String)))
        others = [(row, rejection) for row, rejection in waiting if rejection.error != "username_taken"]
        waiting = others + writing.write(people_rows(renamed), lambda _: None)
    return waiting


def _rejection(row: Row, result: RowResult) -> Rejection:
    key = str(row.get("sourcedId") or row.get("name", ""))
    return Rejection(row["type"], key, result.error or "", result.message or "")
