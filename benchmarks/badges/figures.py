"""What was measured of badges, as tables that can be pasted into a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.badges.load import Taken
from benchmarks.badges.refusals import Refused


def sign_ins_table(measured: Mapping[str, Taken], against: str) -> Iterator[str]:
    """A row for each way to sign in; how many times as many, and as cheap, as in the way `against`."""
    yield (
        "| sign-ins | a second | ratio | median | one in twenty is slower than | failures "
        "| processors for one: Keycloak + PostgreSQL | ratio | measuring |"
    )
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    other = measured[against]
    for name, taken in measured.items():
        count = len(taken.seconds)
        servers = f"{taken.keycloak / count * 1000:.1f} + {taken.postgres / count * 1000:.1f} ms"
        more = f"{taken.a_second / other.a_second:.1f}"
        less = f"{other.processor / taken.processor:.1f}"
        yield (
            f"| {name} | {taken.a_second:.1f} | {more} | {_ms(taken.median)} | {_ms(taken.slow)} "
            f"| {taken.failures.total()} of {count + taken.failures.total()} | {servers} | {less} "
            f"| {taken.client / count * 1000:.1f} ms |"
        )


def waits_table(waits: Mapping[str, Taken]) -> Iterator[str]:
    """A row for each thing that people wait for."""
    yield "| from … until … | how many | failures | median | one in twenty is slower than | slowest |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for name, taken in waits.items():
        times = f"{_ms(taken.median)} | {_ms(taken.slow)} | {_ms(max(taken.seconds))}"
        yield f"| {name} | {len(taken.seconds):,} | {taken.failures.total()} | {times} |"


def refusals_table(measured: Mapping[str, Refused]) -> Iterator[str]:
    """A row for each kind of wrong badge: the median, and by how much it is above that of the first kind."""
    yield "| what is wrong | times | median | may be off by | above the first |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    first = next(iter(measured.values()))
    for name, refused in measured.items():
        times = f"{refused.median * 1000:.2f} ms | {refused.doubt * 1000:.2f} ms"
        yield f"| {name} | {len(refused.seconds)} | {times} | {(refused.median - first.median) * 1000:+.2f} ms |"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
