"""What was measured of the roster, as tables that can be pasted into a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.roster.command import SyncRun
from benchmarks.roster.sign_ins import SignIns
from benchmarks.servers import Usage


@dataclass(frozen=True)
class Pace:
    """Somebody who writes the same rows.

    Attributes:
        who: and how.
        rows: how many were written.
        seconds: in which they were.
        processor: seconds of processors that this took; None if that is not known.
    """

    who: str
    rows: int
    seconds: float
    processor: float | None = None

    @property
    def a_second(self) -> float:
        """Rows."""
        return self.rows / self.seconds


@dataclass(frozen=True)
class Step:
    """A run of the sync.

    Attributes:
        name: what was different since the last one.
        run: the run.
        servers: what they used meanwhile.
    """

    name: str
    run: SyncRun
    servers: Usage

    def pace(self, kind: str) -> Pace:
        """The sync's pace with rows of a type."""
        return Pace(f"the sync, `{kind}` rows", self.run.written(kind), self.run.seconds_of(kind))


def steps_table(steps: list[Step]) -> Iterator[str]:
    """A row a run: whole time, people and enrollments a second while they are written, what it took."""
    yield (
        "| step | whole run | people | a second | enrollments | a second "
        "| processors: sync + Keycloak + PostgreSQL | memory of sync | of Keycloak |"
    )
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for step in steps:
        run, servers = step.run, step.servers
        written = " | ".join(_written(step.pace(kind)) for kind in ("person", "enrollment"))
        processors = f"{run.processor:.1f} + {servers.keycloak:.1f} + {servers.postgres:.1f} s"
        memory = f"{run.memory:,.0f} MiB | {servers.memory:,.0f} MiB"
        yield f"| {step.name} | {run.seconds:.1f} s | {written} | {processors} | {memory} |"


def _written(pace: Pace) -> str:
    return f"{pace.rows:,} | {pace.a_second:,.0f}" if pace.rows else "0 | "


def paces_table(ours: Pace, others: list[Pace]) -> Iterator[str]:
    """A row for each who writes the same rows, and our pace as a multiple of theirs."""
    yield "| who | rows | a second | the sync is so many times as quick | processor seconds for 1,000 |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for pace in (ours, *others):
        processor = "" if pace.processor is None else f"{pace.processor / pace.rows * 1000:.3f}"
        ratio = f"{ours.a_second / pace.a_second:.2f}"
        yield f"| {pace.who} | {pace.rows:,} | {pace.a_second:,.0f} | {ratio} | {processor} |"


def sign_ins_table(idle: SignIns, loaded: SignIns) -> Iterator[str]:
    """How long signing in takes, and how many failed."""
    yield "| signing in | times | failures | median | one in twenty is slower than |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, seen in (("nothing else going on", idle), ("while everybody is written", loaded)):
        times = f"{seen.median * 1000:.0f} ms | {seen.slow * 1000:.0f} ms" if len(seen.seconds) > 1 else " | "
        yield f"| {name} | {len(seen.seconds) + len(seen.failures)} | {len(seen.failures)} | {times} |"
