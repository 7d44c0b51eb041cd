"""How many badges that are hard to read are read, by whom, and with which QR code.

Videos are made by `tests/support/badge_pictures`; they and the readers' looks at them are the same every time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from uuid import UUID

import click

from badge_tool.token import SECRET_BYTES, BadgeCode
from benchmarks.badges.readers import OTHER, OURS, PLAIN, Readers, running_readers
from benchmarks.bench import Bench, Benchmark
from tests.support.badge_pictures.card import LEVELS, Symbol
from tests.support.badge_pictures.clip import Clip
from tests.support.badge_pictures.kinds import KINDS

LABEL = 32.5
"""Side of the code on the smallest of our layouts, a label of two inches, in millimetres."""

_CODE = str(BadgeCode(UUID(int=2**127 + 40), bytes(range(SECRET_BYTES))))
_LOOKS_A_SECOND = 5
_SECONDS = 3
_CLIPS = 12
_LEVEL = "M"


@dataclass
class Score:
    """What a reader did.

    Attributes:
        at: for each video the number of the look that read it, the first being 0; None: none did.
        milliseconds: how long each look took.
    """

    at: list[int | None] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def within(self, seconds: float) -> float:
        """Share of the videos that were read in so many seconds, 0 to 1."""
        looks = seconds * _LOOKS_A_SECOND
        return sum(at is not None and at < looks for at in self.at) / len(self.at)


Scores = dict[tuple[str, str], Score]
"""By reader and kind."""


def score(readers: Readers, names: Sequence[str], symbol: Symbol, clips: int) -> Scores:
    """Let readers look at videos of every kind until they have read the badge."""
    scores: Scores = defaultdict(Score)
    for kind in KINDS:
        for seed in range(clips):
            _score_one(readers, names, Clip(kind, symbol, seed), scores)
        told = ", ".join(f"{name} {scores[name, kind].within(_SECONDS):.0%}" for name in names)
        click.echo(f"{symbol.level} {symbol.side:g} mm, {kind}: {told}", err=True)
    return scores


def _score_one(readers: Readers, names: Sequence[str], clip: Clip, scores: Scores) -> None:
    looking = dict.fromkeys(names)
    found: dict[str, int] = {}
    for number, picture in enumerate(clip.frames(_SECONDS, _LOOKS_A_SECOND)):
        for name, look in readers.look(picture, list(looking), first=number == 0).items():
            scores[name, clip.kind].milliseconds.append(look.milliseconds)
            if clip.symbol.code in look.texts:
                found[name] = number
                del looking[name]
        if not looking:
            break
    for name in names:
        scores[name, clip.kind].at.append(found.get(name))


def readers_table(scores: Scores, names: Sequence[str]) -> Iterator[str]:
    """A row a kind, two columns a reader."""
    yield "| kind | " + " | ".join(f"{name}, 1 s | {name}, 3 s" for name in names) + " |"
    yield "| --- |" + " ---: | ---: |" * len(names)
    for kind in KINDS:
        yield f"| {kind} | " + " | ".join(_shares([scores[name, kind]]) for name in names) + " |"
    yield "| **all** | " + " | ".join(_shares([scores[name, kind] for kind in KINDS]) for name in names) + " |"
    yield ""
    for name in names:
        taken = [milliseconds for kind in KINDS for milliseconds in scores[name, kind].milliseconds]
        yield f"A look of {name} took {median(taken):.0f} ms."


def symbols_table(by_symbol: dict[str, Scores]) -> Iterator[str]:
    """A row a kind, two columns a symbol, read by us."""
    yield "| kind | " + " | ".join(f"{name}, 1 s | 3 s" for name in by_symbol) + " |"
    yield "| --- |" + " ---: | ---: |" * len(by_symbol)
    for kind in KINDS:
        yield f"| {kind} | " + " | ".join(_shares([scores[OURS, kind]]) for scores in by_symbol.values()) + " |"
    everything = (_shares([scores[OURS, kind] for kind in KINDS]) for scores in by_symbol.values())
    yield "| **all** | " + " | ".join(everything) + " |"


def _shares(scores: Iterable[Score]) -> str:
    whole = Score([at for score in scores for at in score.at])
    return f"{whole.within(1):.0%} | {whole.within(_SECONDS):.0%}"


def _named(symbol: Symbol) -> str:
    return f"{symbol.level}, {symbol.module:.2f} mm"


def _reading(bench: Bench) -> Iterator[str]:
    clips = bench.size(_CLIPS)
    levels = [Symbol(_CODE, level, LABEL) for level in LEVELS]
    sizes = [Symbol(_CODE, _LEVEL, side) for side in (24, LABEL, 45)]
    with running_readers(bench.scratch) as readers:
        yield f"{clips} videos a kind; level {_LEVEL} and a square of {LABEL:g} mm where nothing else is said."
        yield ""
        by_reader: Scores = {}
        for name in (OURS, PLAIN, OTHER):
            by_reader |= score(readers, [name], Symbol(_CODE, _LEVEL, LABEL), clips)
        yield from readers_table(by_reader, (OURS, PLAIN, OTHER))
        for symbols in (levels, sizes):
            yield ""
            yield from symbols_table({_named(symbol): score(readers, [OURS], symbol, clips) for symbol in symbols})


BENCHMARK = Benchmark(
    name="badge-reading",
    subject="badges that are hard to read: readers, error correction, size of modules",
    run=_reading,
    on_demand=True,
)
