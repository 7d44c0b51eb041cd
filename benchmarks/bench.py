"""One run: where it measures, how it takes a figure, and what a benchmark is."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from admin_api import AdminConnection
from benchmarks.figures import Figure
from benchmarks.request_counter import RequestCounter
from settings import DistrictFolder
from settings.deployment import KeycloakAccess


@dataclass(frozen=True)
class Bench:
    """What benchmarks measure with.

    Attributes:
        district: folder of the district that the measured Keycloak serves.
        counter: the door through which every measured request goes.
        admin: a connection for what is not measured.
        scratch: an empty folder.
        scale: share of the sizes; below 1 to try a benchmark.
        config_cli: keycloak-config-cli's program; None: its way of working is emulated.
        java: the Java for it.
        limit: seconds after which what we compare with is stopped.
        told: is given each figure when it is known.
    """

    district: DistrictFolder
    counter: RequestCounter
    admin: AdminConnection
    scratch: Path
    scale: float
    config_cli: Path | None
    java: str
    limit: float
    told: Callable[[Figure], None]

    @property
    def access(self) -> KeycloakAccess:
        """How tools reach the server: through the counter."""
        return self.district.deployment.keycloak.model_copy(update={"url": self.counter.url})

    def size(self, full: int, of: int = 1) -> int:
        """A size, scaled; a multiple of `of` and at least that."""
        return max(1, round(full * self.scale / of)) * of

    def measure(
        self,
        step: str,
        tool: str,
        work: Callable[[], None],
        *,
        before: Callable[[], object] = lambda: None,
        times: int = 1,
    ) -> Figure:
        """Do `work` and take its time: the median of several times, of which each has `before` done first, untimed."""
        taken: list[float] = []
        for _ in range(times):
            before()
            self.counter.start()
            begun = time.perf_counter()
            work()
            taken.append(time.perf_counter() - begun)
        figure = Figure(step, tool, statistics.median(taken), self.counter.requests)
        self.told(figure)
        return figure


@dataclass(frozen=True)
class Benchmark:
    """Something that is measured.

    Attributes:
        name: as on the command line and in README.md.
        subject: what it is about, in a line.
        run: measures it; lines of Markdown.
        warm: is done once before all benchmarks that have the same.
        on_demand: takes so long that it is measured only if it is named.
    """

    name: str
    subject: str
    run: Callable[[Bench], Iterable[str]]
    warm: Callable[[Bench], None] = lambda _: None
    on_demand: bool = False
