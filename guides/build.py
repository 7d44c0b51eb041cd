"""From a district folder, Markdown and screenshots to the folder of guides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from guides.branding import Brand
from guides.errors import Flaw, FlawedGuidesError
from guides.films import Film, captioned, find_film
from guides.guide import Shown
from guides.pictures import Picture, UnusableError, Wanted, find_picture
from guides.placeholders import meanings_of
from guides.rendering import Material
from guides.shelf import Shelf, read_shelves
from guides.site import Library, write_site
from guides.words import Words, words_in
from settings import DistrictFolder

TEXTS = Path(__file__).parent / "texts"
"""The guides that come with the kit, as Markdown."""
Found = TypeVar("Found")


@dataclass(frozen=True)
class Sources:
    """What guides are made from, and how.

    Attributes:
        texts: a folder of Markdown with a folder for each language.
        screenshots: a folder of pictures with a folder for each language.
        max_age: older pictures are refused; None takes any.
        pdf: whether PDFs are made.
    """

    texts: Path
    screenshots: Path
    max_age: timedelta | None = None
    pdf: bool = True


def build(folder: DistrictFolder, sources: Sources, out: Path) -> Library:
    """Build the guides of a district in all its languages that there are guides in.

    Args:
        folder: whose guides.
        sources: what they are made from.
        out: the folder to write.

    Returns:
        what was written.

    Raises:
        FlawedGuidesError: a guide cannot be read, or names a picture that is missing or too old. Nothing was changed.
        OutputError: `out` holds something else, or cannot be written.
        PaperError: Chromium does not print.
        SettingsError: a file of the district folder is wrong.
    """
    now = datetime.now(ZoneInfo(folder.district.time_zone))
    wanted = Wanted(folder.district.name, now - sources.max_age if sources.max_age is not None else None)
    shelves = read_shelves(sources.texts, _languages(folder, sources.texts))
    flaws: list[Flaw] = []
    materials = {
        shelf.words.code: _material(folder, sources.screenshots, wanted, shelf, shelves, flaws) for shelf in shelves
    }
    if flaws:
        raise FlawedGuidesError(flaws)
    portal = materials[shelves[0].words.code].meanings["portal"].address
    library = Library(Brand.of(folder), shelves, materials, portal, now.date(), sources.pdf)
    write_site(library, out)
    return library


def _languages(folder: DistrictFolder, texts: Path) -> list[Words]:
    """The district's languages that there are guides in; English if there are none."""
    codes = [code.partition("-")[0] for code in folder.district.languages]
    known = [words for code in dict.fromkeys(codes) if (words := words_in(code)) and (texts / code).is_dir()]
    english = words_in("en")
    return known or ([english] if english else [])


def _material(
    folder: DistrictFolder,
    screenshots: Path,
    wanted: Wanted,
    shelf: Shelf,
    shelves: Sequence[Shelf],
    flaws: list[Flaw],
) -> Material:
    """What the guides of a shelf are filled with; what is missing is added to the flaws."""
    pictures: dict[str, Picture] = {}
    films: dict[str, Film] = {}
    captions: dict[str, Sequence[str]] = {}
    code = shelf.words.code

    def find(shown: Shown) -> None:
        if shown.kind == "screenshot":
            pictures[shown.name] = find_picture(screenshots, code, shown.name, wanted)
        else:
            films[shown.name] = find_film(screenshots, code, shown.name, wanted)
            captions[shown.name] = captioned(films[shown.name], shelf.captions)

    for guide in shelf.all:
        for shown in guide.shown:
            _or_flaw(lambda shown=shown: find(shown), guide.file, shown.line, flaws)  # type: ignore[misc]
    languages = [one.words for one in shelves]
    return Material(shelf.words, meanings_of(folder, shelf.words), pictures, films, captions, languages)


def _or_flaw(find: Callable[[], None], file: Path, line: int, flaws: list[Flaw]) -> None:
    try:
        find()
    except UnusableError as failure:
        flaws.append(Flaw(file, line, str(failure)))
