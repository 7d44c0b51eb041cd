"""The cover of a class, grade or campus: what to know before handing badges out, and a checklist of who got one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from badge_tool.layouts import Badge, Look
from badge_tool.pen import BLACK, GREY, PALE, WHITE, Box, Pen

_MARGIN = 54.0
_ROW = 19.0
_RULE = 17.0
_HEADER = 92.0


@dataclass(frozen=True)
class Missing:
    """Somebody of the class who got no badge.

    Attributes:
        name: as far as it is known; the sourcedId otherwise.
        error: why, by the code of the endpoint.
    """

    name: str
    error: str


@dataclass(frozen=True)
class Cover:
    """What the cover says.

    Attributes:
        title: of the class or whatever else the badges have in common; may be empty.
        campus: code of the school; may be empty.
        badges: in the order in which they are printed.
        missing: who got none.
        printed: date of printing.
        valid_until: last day on which the badges work; None if they have no end.
        rules: sentences besides those that every cover has.
    """

    title: str
    campus: str
    badges: tuple[Badge, ...]
    missing: tuple[Missing, ...]
    printed: date
    valid_until: date | None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Line:
    """A row of the checklist, or a heading in it."""

    name: str
    note: str
    box: bool = True
    heading: bool = False


def draw_cover(pen: Pen, page: tuple[float, float], look: Look, cover: Cover) -> None:
    """Draw the cover, on as many pages as the list of names takes."""
    width, height = page
    lines = _lines(cover, look)
    body = Box(_MARGIN, _MARGIN, width - 2 * _MARGIN, height - 2 * _MARGIN)
    rules = _rules(cover, look)
    first_top = _HEADER + 14 + len(rules) * _RULE + 14
    first = max(1, int((body.height - first_top) / _ROW) - 1)
    following = max(1, int((body.height - _ROW) / _ROW) - 1)
    parts = [lines[:first], *(lines[start : start + following] for start in range(first, len(lines), following))]
    for number, part in enumerate(parts, start=1):
        top = 0.0
        if number == 1:
            _draw_header(pen, body, look, cover)
            _draw_rules(pen, body, rules, look)
            top = first_top
        _draw_list(pen, body, top, part, look)
        if len(parts) > 1:
            footer = look.words.page.format(page=number, pages=len(parts))
            pen.text(Box(_MARGIN, 24, body.width, 14), footer, largest=9, smallest=6, color=GREY, align="right")
        pen.end_page()


def _lines(cover: Cover, look: Look) -> Sequence[_Line]:
    words = look.words
    lines = [_Line(badge.name, _note(badge, cover, look)) for badge in cover.badges]
    if cover.missing:
        lines.append(_Line(words.without_badge, "", box=False, heading=True))
        lines += [_Line(missing.name, words.refusal(missing.error), box=False) for missing in cover.missing]
    return lines


def _note(badge: Badge, cover: Cover, look: Look) -> str:
    """What a badge says in small print, whose it is among namesakes, and what its owner is asked for besides.

    The title of the cover is not said again in each line.
    """
    below_the_title = replace(badge, class_title="") if badge.class_title == cover.title else badge
    parts = (
        look.detail(below_the_title),
        badge.username if badge.number else "",
        look.words.second_step(badge.picture, badge.pin),
    )
    return " · ".join(part for part in parts if part)


def _draw_header(pen: Pen, body: Box, look: Look, cover: Cover) -> None:
    words = look.words
    band = body.within(0, 0, body.width, _HEADER)
    pen.bar(band, look.color, radius=10)
    inner = band.width - 36
    campus = cover.campus if cover.campus != cover.title else ""
    district = " · ".join(part for part in (look.district, campus) if part)
    pen.text(band.within(18, 10, inner, 18), district, largest=12, smallest=7, color=WHITE, align="left")
    title = cover.title or words.class_badges
    pen.text(band.within(18, 28, inner, 36), title, largest=27, smallest=10, bold=True, color=WHITE, align="left")
    facts = [words.count(len(cover.badges)), words.printed.format(words.day(cover.printed))]
    if cover.valid_until:
        facts.append(words.valid_until.format(words.day(cover.valid_until)))
    pen.text(band.within(18, 65, inner, 18), " · ".join(facts), largest=11, smallest=7, color=WHITE, align="left")


def _rules(cover: Cover, look: Look) -> Sequence[str]:
    """What everybody has to know, what this district has to, and what a list with secrets is."""
    secrets = any(badge.picture or badge.pin for badge in cover.badges)
    return (*look.words.rules, *cover.rules, *((look.words.secrets,) if secrets else ()))


def _draw_rules(pen: Pen, body: Box, rules: Sequence[str], look: Look) -> None:
    for number, rule in enumerate(rules):
        row = body.within(0, _HEADER + 14 + number * _RULE, body.width, _RULE)
        pen.bar(row.within(2, _RULE / 2 - 2, 4, 4), look.color, radius=2)
        pen.text(row.within(14, 0, body.width - 14, _RULE), rule, largest=10, smallest=6, align="left")


def _draw_list(pen: Pen, body: Box, top: float, lines: Sequence[_Line], look: Look) -> None:
    words = look.words
    heading = body.within(0, top, body.width, _ROW)
    for x, width, text in (
        (0.0, 90.0, words.handed_out),
        (90.0, 230.0, words.name),
        (330.0, 174.0, words.grade_column),
    ):
        pen.text(
            heading.within(x, 0, width, _ROW), text, largest=9, smallest=6, bold=True, color=look.color, align="left"
        )
    for number, line in enumerate(lines, start=1):
        row = body.within(0, top + number * _ROW, body.width, _ROW)
        pen.bar(Box(row.x, row.y + row.height, row.width, 0.5), PALE)
        if line.box:
            pen.frame(row.within(18, 4, 11, 11), GREY, radius=2)
        color = look.color if line.heading else BLACK
        pen.text(
            row.within(90, 0, 230, _ROW),
            line.name,
            largest=11,
            smallest=6,
            bold=line.heading,
            color=color,
            align="left",
        )
        pen.text(
            row.within(330, 0, body.width - 330, _ROW), line.note, largest=9.5, smallest=6, color=GREY, align="left"
        )
