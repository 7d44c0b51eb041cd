"""All guides in all languages, and whether they belong together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from guides.errors import Flaw, FlawedGuidesError
from guides.films import Captions, read_captions
from guides.guide import INDEX, Guide
from guides.markdown import read_guide
from guides.words import Words


@dataclass(frozen=True)
class Shelf:
    """The guides of one language.

    Attributes:
        words: the language.
        index: leads to the others.
        guides: in the order in which the index names them.
        captions: of films.
    """

    words: Words
    index: Guide
    guides: tuple[Guide, ...]
    captions: Captions

    @property
    def all(self) -> tuple[Guide, ...]:
        """The index, then the others."""
        return (self.index, *self.guides)


def read_shelves(texts: Path, languages: Iterable[Words]) -> tuple[Shelf, ...]:
    """Read the guides.

    Args:
        texts: a folder with a folder for each language.
        languages: those that are wanted, the first one is the one that others are compared with.

    Raises:
        FlawedGuidesError: something is wrong with them; it names everything that is.
    """
    flaws: list[Flaw] = []
    shelves: list[Shelf] = []
    for words in languages:
        try:
            shelves.append(_read_shelf(texts / words.code, words))
        except FlawedGuidesError as failure:
            flaws += failure.flaws
    for shelf in shelves:
        flaws += _unlike(shelves[0], shelf)
    if flaws:
        raise FlawedGuidesError(flaws)
    return tuple(shelves)


def _read_shelf(folder: Path, words: Words) -> Shelf:
    files = sorted(folder.glob("*.md"))
    if folder / f"{INDEX}.md" not in files:
        raise FlawedGuidesError([Flaw(folder / f"{INDEX}.md", 1, "this file is missing: it leads to the guides")])
    flaws: list[Flaw] = []
    guides: dict[str, Guide] = {}
    for file in files:
        try:
            guides[file.stem] = read_guide(file, words.code)
        except FlawedGuidesError as failure:
            flaws += failure.flaws
    if not flaws:
        flaws = [*_lost_links(guides), *_not_in_index(guides)]
    if flaws:
        raise FlawedGuidesError(flaws)
    index = guides.pop(INDEX)
    order = list(dict.fromkeys(name for name, _ in index.leads_to))
    return Shelf(words, index, tuple(guides[name] for name in order), read_captions(folder))


def _lost_links(guides: dict[str, Guide]) -> Iterator[Flaw]:
    for guide in guides.values():
        for name, line in guide.leads_to:
            if name not in guides:
                yield Flaw(guide.file, line, f"there is no guide {name}.md")


def _not_in_index(guides: dict[str, Guide]) -> Iterator[Flaw]:
    found = {name for name, _ in guides[INDEX].leads_to}
    for name, guide in guides.items():
        if name != INDEX and name not in found:
            yield Flaw(guide.file, 1, f"nobody finds this guide: {INDEX}.md has no link to it")


def _unlike(first: Shelf, other: Shelf) -> Iterator[Flaw]:
    """How guides differ from those of the first language in more than words."""
    others = {guide.name: guide for guide in other.all}
    for guide in first.all:
        twin = others.pop(guide.name, None)
        if twin is None:
            missing = guide.file.parent.parent / other.words.code / guide.file.name
            yield Flaw(missing, 1, f"this file is missing: {guide.file} has no translation")
        elif _levels(guide) != _levels(twin):
            yield Flaw(twin.file, 1, f"its headings are not those of {guide.file}")
        elif [one.name for one in guide.shown] != [one.name for one in twin.shown]:
            yield Flaw(twin.file, 1, f"its pictures are not those of {guide.file}")
    for lonely in others.values():
        yield Flaw(lonely.file, 1, f"there is no such guide in {first.words.name}")


def _levels(guide: Guide) -> list[int]:
    return [heading.level for heading in guide.headings]
