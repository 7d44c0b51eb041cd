"""How long badges take to become a PDF, against drawing each code as a bitmap.

The bitmap is what most programs do: `qrcode.make` writes a PNG, which is placed on the same sheet.
"""

from __future__ import annotations

import io
import random
import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from unittest.mock import patch
from uuid import UUID

import qrcode
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from badge_tool.layouts import LAYOUTS, Badge, Look
from badge_tool.sheet import ClassBadges, Sheet, render
from badge_tool.symbol import draw_symbol
from badge_tool.token import SECRET_BYTES, BadgeCode
from badge_tool.words import words_in
from benchmarks.bench import Bench, Benchmark
from example_district.dice import Dice
from example_district.names import draw_name

_BADGES = 10_000
_SAMPLE = 500
"""So many badges with bitmaps: all of them would take minutes, and the time goes by the badge."""
_CLASS_SIZE = 25
_LAYOUT = "avery-22806"


@dataclass(frozen=True)
class Printed:
    """What a PDF took.

    Attributes:
        badges: how many are on it.
        wall: seconds.
        processor: seconds of processor time.
        size: bytes of the file.
        memory: most bytes that the process held.
    """

    badges: int
    wall: float
    processor: float
    size: int
    memory: int

    @property
    def each(self) -> float:
        """Seconds of processor time for a badge."""
        return self.processor / self.badges


def school_sheet(count: int) -> Sheet:
    """So many badges of pupils with the names of Cedar Valley's, in classes; the same ones each time."""
    chance = random.Random(4)  # noqa: S311 - examples
    badges = [_badge(number, chance) for number in range(count)]
    classes = tuple(
        ClassBadges(badges[start].class_title, tuple(badges[start : start + _CLASS_SIZE]))
        for start in range(0, count, _CLASS_SIZE)
    )
    look = Look("Cedar Valley Schools", "#14532d", words_in("en"))
    return Sheet(look, classes, date(2026, 8, 17), date(2027, 6, 30))


def _badge(number: int, chance: random.Random) -> Badge:
    name = draw_name(Dice(number), "female" if number % 2 else "male")
    return Badge(
        code=str(BadgeCode(UUID(int=chance.getrandbits(128)), chance.randbytes(SECRET_BYTES))),
        first_name=name.given,
        last_name=name.family,
        grade=f"{number // _CLASS_SIZE % 5 + 1:02}",
        class_title=f"Room {number // _CLASS_SIZE + 1}",
        username=f"pupil{number}",
    )


def draw_bitmap(canvas: Canvas, text: str, x: float, y: float, side: float) -> None:
    """What a program draws that takes `qrcode` as its manual shows it."""
    png = io.BytesIO()
    qrcode.make(text).save(png)
    png.seek(0)
    canvas.drawImage(ImageReader(png), x, y, side, side)


def draw_nothing(_canvas: Canvas, _text: str, _x: float, _y: float, _side: float) -> None:
    """What is left of a sheet without its codes: names, checklists, the file."""


def printed(draw: Callable[[Canvas, str, float, float, float], None], count: int) -> Printed:
    """Print so many badges with codes drawn in some way; fonts are read before, whose time does not go by the badge."""
    render(school_sheet(_SAMPLE), LAYOUTS[_LAYOUT])
    sheet = school_sheet(count)
    wall, processor = time.perf_counter(), time.process_time()
    with patch("badge_tool.pen.draw_symbol", draw):
        pdf = render(sheet, LAYOUTS[_LAYOUT])
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    return Printed(count, wall, processor, len(pdf), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def printing_table(ours: Printed, bitmaps: Printed, blank: Printed) -> Iterator[str]:
    """A row for each way, and how many times as much processor time a bitmap takes: of sheets, and of codes alone."""
    yield (
        "| codes | badges | time | processor time for a badge | ratio | of that for the code | ratio | bytes a badge "
        "| most memory |"
    )
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name, one in (("ours, vectors", ours), ("PNG of `qrcode.make`", bitmaps), ("none", blank)):
        code = one.each - blank.each
        alone = f"{code * 1000:.2f} ms | {code / (ours.each - blank.each):.1f}" if code else " | "
        yield (
            f"| {name} | {one.badges:,} | {one.wall:.1f} s | {one.each * 1000:.2f} ms | {one.each / ours.each:.1f} "
            f"| {alone} | {one.size / one.badges:,.0f} | {one.memory / 2**20:,.0f} MiB |"
        )


def _printing(bench: Bench) -> Iterator[str]:
    """Each way in a process of its own, so that none has what another left in memory."""
    taken = []
    for draw, count in ((draw_symbol, _BADGES), (draw_bitmap, _SAMPLE), (draw_nothing, _BADGES)):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            taken.append(process.submit(printed, draw, bench.size(count, of=_CLASS_SIZE)).result())
    ours, bitmaps, blank = taken
    yield from printing_table(ours, bitmaps, blank)
    yield ""
    yield (
        f"Layout `{_LAYOUT}`, classes of {_CLASS_SIZE} with a checklist each, fonts read before. "
        f"Bitmaps were drawn for {bitmaps.badges:,} badges: at their pace {ours.badges:,} take "
        f"{bitmaps.each * ours.badges:.0f} s of a processor."
    )


BENCHMARK = Benchmark(
    name="badge-printing",
    subject=f"{_BADGES:,} badges to one PDF",
    run=_printing,
)
