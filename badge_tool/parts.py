"""Dividing those who were chosen among PDFs, and the PDFs among calls of the endpoint."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from admin_api.badges import Issue
from admin_api.recipients import Refused
from badge_tool.asked import Asked
from badge_tool.class_sheets import Place
from badge_tool.errors import TooManyError
from badge_tool.issue import LARGEST_CALL
from badge_tool.selection import Chosen
from settings.grades import GRADES

Each = Literal["none", "class", "campus"]
_PEOPLE_A_ROUND = 2_000
"""Enough that calls take little of the time, few enough that a failure costs little."""
_FILES_A_ROUND = 100
"""Each is open while its badges are issued, with its checklist."""
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_WITHOUT_ACCENT = str.maketrans({"\u0131": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss"})
"""Letters that Unicode does not take apart into one of ASCII and a mark."""
_GRADE = {grade: number for number, grade in enumerate(GRADES)}


@dataclass(frozen=True)
class Part:
    """What goes into one PDF.

    Attributes:
        name: of the file, without folder and ending.
        title: of a cover that is for all of it; may be empty.
        chosen: people who were looked up, in the order of issuing; empty where Keycloak is asked for people or classes
            by their ids.
    """

    name: str
    title: str = ""
    chosen: tuple[Chosen, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Those who may have a badge, by sourcedId."""
        return tuple(one.sourced_id for one in self.chosen if one.refused is None)

    @property
    def refused(self) -> tuple[Refused, ...]:
        """Those who may have none."""
        return tuple(one.refused for one in self.chosen if one.refused)

    @property
    def places(self) -> Mapping[str, Place]:
        """Where the people belong, by sourcedId."""
        return {one.sourced_id: one.place for one in self.chosen}


@dataclass(frozen=True)
class Round:
    """What is issued in one call: all of it works from the same moment on.

    Attributes:
        asked: for whom.
        parts: what becomes of it.
    """

    asked: Asked
    parts: tuple[Part, ...]

    def answer_for(self, part: Part, issue: Issue) -> Issue:
        """What of the answer belongs to a part, with those who were not asked for because they may have none."""
        if len(self.parts) == 1:
            return Issue(issue.issued, (*issue.refused, *part.refused))
        own = set(part.people)
        return Issue(
            tuple(badge for badge in issue.issued if badge.sourced_id in own),
            (*(one for one in issue.refused if one.sourced_id in own), *part.refused),
        )


def parts(people: Iterable[Chosen], each: Each, name: str) -> Iterator[Part]:
    """Divide people among PDFs: for each class, each campus, or one for all.

    Nobody is in two of them; people are in the order of campuses, of grades and titles of classes. Without anybody who
    may have a badge there is no PDF. One of more badges than a call issues becomes several, which are numbered.

    Args:
        people: who was chosen.
        each: what has a PDF of its own.
        name: of the file where there is one for all.

    Raises:
        TooManyError: all are more than one PDF takes.
    """
    ordered = _ordered(people)
    if each == "none":
        admitted = sum(one.refused is None for one in ordered)
        if admitted > LARGEST_CALL:
            raise TooManyError(
                f"{admitted} badges are more than the {LARGEST_CALL} that one PDF takes; "
                "add --each campus or --each class, and name a folder with --out"
            )
        groups = {name: ordered}
    else:
        groups = _named(ordered, each)
    for file, members in groups.items():
        yield from _numbered(file, members[0].place.campus if each == "campus" else "", members)


def rounds(divided: Iterable[Part]) -> Iterator[Round]:
    """Put small parts together, so that a call is for some two thousand people."""
    collected: list[Part] = []
    size = 0
    for part in divided:
        people = len(part.people)
        if collected and (size + people > _PEOPLE_A_ROUND or len(collected) == _FILES_A_ROUND):
            yield _round(collected)
            collected, size = [], 0
        collected.append(part)
        size += people
    if collected:
        yield _round(collected)


def _round(collected: Sequence[Part]) -> Round:
    return Round(Asked(people=tuple(person for part in collected for person in part.people)), tuple(collected))


def _ordered(people: Iterable[Chosen]) -> list[Chosen]:
    """By campus, then classes from the lowest grade up, of one grade by title."""
    everybody = list(people)
    lowest: dict[str | None, int] = {}
    for one in everybody:
        grade = _GRADE.get(one.place.grade or "", len(_GRADE))
        school_class = one.place.class_sourced_id
        lowest[school_class] = min(grade, lowest.get(school_class, grade))

    def key(one: Chosen) -> tuple[str, bool, int, str, str, str]:
        campus, school_class, title, _ = one.place
        no_class = school_class is None
        return campus, no_class, 0 if no_class else lowest[school_class], title, school_class or "", one.sourced_id

    return sorted(everybody, key=key)


def _named(ordered: Iterable[Chosen], each: Each) -> dict[str, list[Chosen]]:
    """By file name. It depends on its class or campus alone, so that it is the same the next time."""
    groups: dict[tuple[str, str | None], list[Chosen]] = {}
    for one in ordered:
        groups.setdefault((one.place.campus, one.place.class_sourced_id if each == "class" else None), []).append(one)
    plain = {key: _file_name(members[0].place, each) for key, members in groups.items()}
    # Names that differ in capitals alone are one file on Windows and macOS.
    uses = Counter(name.casefold() for name in plain.values())
    return {
        name if uses[name.casefold()] == 1 else f"{name}-{_digest(key[0])}": groups[key] for key, name in plain.items()
    }


def _file_name(place: Place, each: Each) -> str:
    campus = _slug(place.campus) or "no-campus"
    if place.campus and not _PLAIN.fullmatch(place.campus):
        campus = f"{campus}-{_digest(place.campus)}"
    if each == "campus":
        return campus
    if place.class_sourced_id is None:
        return f"{campus}-no-class"
    return "-".join((campus, _slug(place.title) or "class", _digest(place.class_sourced_id)))


def _slug(text: str) -> str:
    """Letters and digits of ASCII, and hyphens: safe on every disk."""
    plain = unicodedata.normalize("NFKD", text.translate(_WITHOUT_ACCENT)).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:40].rstrip("-")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _numbered(name: str, title: str, members: Sequence[Chosen]) -> Iterator[Part]:
    whole = Part(name, title, tuple(members))
    admitted = [one for one in members if one.refused is None]
    if len(admitted) <= LARGEST_CALL:
        if admitted:
            yield whole
        return
    refused = tuple(one for one in members if one.refused)
    for number, start in enumerate(range(0, len(admitted), LARGEST_CALL), start=1):
        some = (*admitted[start : start + LARGEST_CALL], *refused)
        yield replace(whole, name=f"{name}-{number}", chosen=some)
