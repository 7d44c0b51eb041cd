"""How much memory the sync takes by itself: a million people load for long, so Keycloak's answers stand in files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import Bench, Benchmark
from benchmarks.roster.command import Program, program
from benchmarks.roster.rosters import a_grade_up, one_in_a_hundred_renamed, roster_of

_PEOPLE = 1_000_000


def _measured(bench: Bench) -> Iterator[str]:
    state, people = bench.scratch / "kept", bench.size(_PEOPLE)
    first = roster_of(people, bench.scratch / "memory")
    renamed = one_in_a_hundred_renamed(first, bench.scratch / "memory-renamed")
    promoted = a_grade_up(first, bench.scratch / "memory-promoted")
    rosters = {
        "first load": first,
        "nothing changed": first,
        "1 % renamed": renamed,
        "every student a grade up": promoted,
    }
    yield f"{people:,} people"
    yield ""
    yield "| step | rows | whole run, without Keycloak | most memory of sync |"
    yield "| --- | ---: | ---: | ---: |"
    for name, roster in rosters.items():
        run = _alone(bench, roster, state)
        yield f"| {name} | {run.document['rows']:,} | {run.seconds:.1f} s | {run.memory:,.0f} MiB |"


def _alone(bench: Bench, roster: Path, state: Path) -> Program:
    module = [sys.executable, "-m", "benchmarks.roster.alone"]
    return program([*module, str(bench.district.path), str(roster), str(state)])


BENCHMARK = Benchmark(
    name="roster-memory", subject="memory of the sync by itself at a million people", run=_measured, on_demand=True
)
