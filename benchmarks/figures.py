"""What was measured, as a table that can be pasted into a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SHORT = 10
"""Seconds below which a decimal is told."""


@dataclass(frozen=True)
class Figure:
    """One step of one tool.

    Attributes:
        step: what was done: `first apply`.
        tool: who did it.
        seconds: how long it took, the start of the program included.
        requests: how many requests it made.
        ended: False: it was stopped because it took too long.
    """

    step: str
    tool: str
    seconds: float
    requests: int
    ended: bool = True


def table(figures: Sequence[Figure], ours: str) -> Iterator[str]:
    """Lines of a Markdown table: a row a step and tool, and how many times quicker `ours` was at the same step."""
    yield "| step | tool | time | requests | ratio |"
    yield "| --- | --- | ---: | ---: | ---: |"
    for figure in figures:
        own = next((other for other in figures if other.step == figure.step and other.tool == ours), None)
        told = "" if own is None or own is figure else f"{_more(figure)}{figure.seconds / own.seconds:.1f}"
        taken = f"{_more(figure)}{_time(figure.seconds)}"
        yield f"| {figure.step} | {figure.tool} | {taken} | {figure.requests:,} | {told} |"


def _more(figure: Figure) -> str:
    return "" if figure.ended else "over "


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds < _SHORT else f"{seconds:.0f} s"
