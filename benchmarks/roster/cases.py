"""What is measured of the roster sync."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import click

from admin_api import RosterApi
from benchmarks.bench import Bench, Benchmark
from benchmarks.districts import district_of
from benchmarks.roster import memory
from benchmarks.roster.command import sync_run
from benchmarks.roster.figures import Pace, Step, paces_table, sign_ins_table, steps_table
from benchmarks.roster.physical import ENROLLMENTS, PEOPLE, copied
from benchmarks.roster.rosters import a_grade_up, one_in_a_hundred_renamed, roster_of
from benchmarks.roster.sign_ins import SignIns, prepare, signing_in
from benchmarks.roster.stock import one_by_one, partial_import
from benchmarks.servers import Servers, servers_of
from settings import DistrictFolder
from sync.comparison import compared
from sync.reading import read_usable
from sync.rows import Row, stages

_WARM_PEOPLE = 4_000
_SAMPLE, _IMPORTED_OF_SIX = 1_200, 5
_IDLE_SECONDS = 15


def warm(bench: Bench) -> None:
    """Let Keycloak's machine compile what is measured."""
    with district_of(bench) as district:
        roster = roster_of(bench.size(_WARM_PEOPLE), bench.scratch / "warm")
        sync_run(district.path, roster)
        sync_run(district.path, a_grade_up(roster, bench.scratch / "warm-promoted"))


@dataclass(frozen=True)
class _Measured:
    """A district while it is measured."""

    bench: Bench
    servers: Servers
    district: DistrictFolder

    @property
    def realm(self) -> str:
        return self.district.district.realm

    def run(self, name: str, roster: Path) -> Step:
        with self.servers.watched() as usage:
            run = sync_run(self.district.path, roster)
        click.echo(f"{name}: {run.seconds:.1f} s", err=True)
        return Step(name, run, usage)

    def stock(self, sample: Sequence[Row]) -> list[Pace]:
        """The first ones of a sample in one way, the others in the other way."""
        admin = self.bench.admin
        middle = len(sample) * _IMPORTED_OF_SIX // 6
        imported = partial_import(admin, self.realm, sample[:middle])
        return [imported, one_by_one(admin, self.realm, sample[middle:])]

    def sign_ins(self, roster: Path) -> tuple[SignIns, SignIns, Step]:
        url = self.district.deployment.keycloak.url
        with signing_in(url, self.realm):
            time.sleep(_IDLE_SECONDS / 3)
        with signing_in(url, self.realm) as idle:
            time.sleep(_IDLE_SECONDS)
        with signing_in(url, self.realm) as loaded:
            step = self.run("everybody back a grade, while people sign in", roster)
        for failure in (*idle.failures, *loaded.failures):
            click.echo(f"a sign-in failed: {failure}", err=True)
        return idle, loaded, step

    def sample(self, roster: Path) -> list[Row]:
        """Rows that a first load would write."""
        wanted = read_usable(self.district, str(roster)).wanted
        first = compared(wanted, RosterApi(self.bench.admin, self.realm))
        people = (row for stage in stages(first) for row in stage if row["type"] == "person")
        return list(islice(people, _SAMPLE))


def _measured(bench: Bench, population: int) -> Iterator[str]:
    servers = servers_of(bench.district.path)
    with district_of(bench) as district:
        measured = _Measured(bench, servers, district)
        prepare(bench.admin, measured.realm)
        base = bench.scratch / district.district.realm
        roster = roster_of(bench.size(population), base / "first")
        sample = measured.sample(roster)
        first = measured.run("first load", roster)
        steps = [
            first,
            measured.run("nothing changed", roster),
            measured.run("1 % renamed", one_in_a_hundred_renamed(roster, base / "renamed")),
            measured.run("every student a grade up", a_grade_up(base / "renamed", base / "promoted")),
        ]
        idle, loaded, back = measured.sign_ins(base / "renamed")
        people = [*measured.stock(sample), copied(servers, measured.realm, PEOPLE, base)]
        enrollments = [copied(servers, measured.realm, ENROLLMENTS, base)]
    yield from steps_table([*steps, back])
    for kind, others in (("person", people), ("enrollment", enrollments)):
        yield ""
        yield from paces_table(first.pace(kind), others)
    yield ""
    yield from sign_ins_table(idle, loaded)


def _benchmark(name: str, people: int, *, on_demand: bool = False) -> Benchmark:
    return Benchmark(
        name=name,
        subject=f"{people:,} people, their classes and enrollments",
        run=lambda bench: _measured(bench, people),
        warm=warm,
        on_demand=on_demand,
    )


BENCHMARKS = (
    _benchmark("roster-small", 5_000),
    _benchmark("roster-district", 50_000),
    _benchmark("roster-million", 1_000_000, on_demand=True),
    memory.BENCHMARK,
)
