"""What is measured of badges."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping

import click

from benchmarks.badges.figures import refusals_table, sign_ins_table, waits_table
from benchmarks.badges.load import SignIn, Taken, again_and_again
from benchmarks.badges.morning import morning_of
from benchmarks.badges.refusals import addresses_for, guessed, kinds_of_wrong, refused
from benchmarks.badges.school import Pupil, School, school_of
from benchmarks.badges.sign_ins import by_badge, by_password
from benchmarks.bench import Bench, Benchmark
from benchmarks.servers import Servers, servers_of

_WAYS: dict[str, SignIn] = {"by badge": by_badge, "by password": by_password}
_PUPILS, _AT_ONCE = 200, 8
_MORNING_PUPILS, _MORNING_SECONDS, _MORNING_WARM_SECONDS = 20_000, 1_200, 20
_REFUSALS, _GUESSES, _GUESSED = 300, 100_000, 50
_ROUNDS, _ROUND_SECONDS, _WARM_SECONDS = 3, 20, 30


def _one_round(sign_in: SignIn, school: School, pupils: list[Pupil], servers: Servers, seconds: float) -> Taken:
    with servers.watched() as usage:
        taken = asyncio.run(again_and_again(sign_in, school, pupils, at_once=_AT_ONCE, seconds=seconds))
    taken.keycloak, taken.postgres = usage.keycloak, usage.postgres
    return taken


def _sign_ins(bench: Bench) -> Iterator[str]:
    """Both ways in turn, so that what else the machine does falls on both."""
    servers = servers_of(bench.district.path)
    measured = {name: Taken() for name in _WAYS}
    with school_of(bench) as school:
        pupils = school.pupils(max(_AT_ONCE, bench.size(_PUPILS)), passwords=True)
        for sign_in in _WAYS.values():
            _one_round(sign_in, school, pupils, servers, _WARM_SECONDS * bench.scale)
        for _ in range(_ROUNDS):
            for name, sign_in in _WAYS.items():
                measured[name].add(_one_round(sign_in, school, pupils, servers, _ROUND_SECONDS * bench.scale))
                click.echo(f"{name}: {measured[name].a_second:.1f} a second", err=True)
    _tell_failures(measured)
    yield from sign_ins_table(measured, against="by password")


def _morning(bench: Bench) -> Iterator[str]:
    """The rate is that of the whole morning whatever the scale is: a smaller one is shorter."""
    servers = servers_of(bench.district.path)
    with school_of(bench) as school:
        pupils = school.pupils(bench.size(_MORNING_PUPILS))
        asyncio.run(
            again_and_again(by_badge, school, pupils[:_AT_ONCE], at_once=_AT_ONCE, seconds=_MORNING_WARM_SECONDS)
        )
        with servers.watched() as usage:
            morning = asyncio.run(morning_of(school, pupils, _MORNING_SECONDS * bench.scale))
    waits = {"opening the portal: the badge page": morning.pages, "the scan: the portal": morning.scans}
    _tell_failures(waits)
    yield from waits_table(waits)
    wall = morning.scans.wall
    yield ""
    yield (
        f"{len(pupils):,} pupils in {wall / 60:.1f} minutes. Of one processor "
        f"Keycloak used {usage.keycloak / wall:.0%}, PostgreSQL {usage.postgres / wall:.0%}, "
        f"their browsers {morning.scans.client / wall:.0%}; "
        f"Keycloak had {usage.memory:,.0f} MiB."
    )


def _refusals(bench: Bench) -> Iterator[str]:
    rounds = bench.size(_REFUSALS)
    with school_of(bench) as school:
        pupils = school.pupils(3 * rounds)
        known, voided, pending = pupils[:rounds], pupils[rounds : 2 * rounds], pupils[2 * rounds :]
        school.void(voided)
        kinds = kinds_of_wrong(known, voided, school.pending(pending))
        yield from refusals_table(asyncio.run(refused(school, kinds, rounds)))


def _guesses(bench: Bench) -> Iterator[str]:
    """A guess that found somebody would end it."""
    wanted = bench.size(_GUESSES)
    with school_of(bench) as school:
        pupils = school.pupils(_GUESSED)
        seconds = asyncio.run(guessed(school, wanted))
        failures = sum(school.failures_of(pupil) for pupil in pupils)
        taken = asyncio.run(again_and_again(by_badge, school, pupils, at_once=1, seconds=1))
    yield (
        f"{wanted:,} random codes in {seconds:.0f} s from {addresses_for(wanted):,} addresses found nobody. "
        f"Of {len(pupils)} pupils {failures} failures were counted; afterwards {len(taken.seconds)} sign-ins "
        f"from another address succeeded and {taken.failures.total()} did not."
    )


def _tell_failures(measured: Mapping[str, Taken]) -> None:
    for name, taken in measured.items():
        for failure, times in taken.failures.items():
            click.echo(f"{name}: {times} times {failure}", err=True)


BENCHMARKS = (
    Benchmark(
        name="badge-sign-ins",
        subject=f"{_AT_ONCE} pupils at once sign in at the portal, by badge and by password in turn",
        run=_sign_ins,
    ),
    Benchmark(
        name="badge-morning",
        subject=f"{_MORNING_PUPILS:,} pupils come within {_MORNING_SECONDS // 60} minutes, most of them at eight",
        run=_morning,
        on_demand=True,
    ),
    Benchmark(
        name="badge-refusals",
        subject="how long a badge takes to be refused, by what is wrong with it",
        run=_refusals,
    ),
    Benchmark(
        name="badge-guesses",
        subject=f"{_GUESSES:,} random codes",
        run=_guesses,
        on_demand=True,
    ),
)
