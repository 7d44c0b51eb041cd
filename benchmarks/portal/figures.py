"""What was measured of pages, as a table that can be pasted into a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.badges.load import Taken


def pages_table(measured: Mapping[str, Taken], against: str) -> Iterator[str]:
    """A row for each page; how many times as many a second as of the page `against`."""
    yield "| page | a second | ratio | median | one in twenty is slower | failures | Keycloak + PostgreSQL for one |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    other = measured[against]
    for name, taken in measured.items():
        count = len(taken.seconds)
        servers = f"{taken.keycloak / count * 1000:.1f} + {taken.postgres / count * 1000:.1f} ms"
        yield (
            f"| {name} | {taken.a_second:,.0f} | {taken.a_second / other.a_second:.2f} | {taken.median * 1000:.1f} ms "
            f"| {taken.slow * 1000:.1f} ms | {taken.failures.total()} of {count + taken.failures.total()} | {servers} |"
        )
