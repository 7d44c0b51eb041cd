"""The folder of pages and PDFs. It is made beside the one before and takes its place when it is whole."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from guides.branding import Brand
from guides.errors import OutputError
from guides.films import web_vtt
from guides.guide import Guide
from guides.paper import PAPERS, Print, print_all
from guides.rendering import Material, body_of
from guides.shelf import Shelf

_HERE = Path(__file__).parent
_MARK = "guides.json"
"""A file that says that a folder was made here."""


@dataclass(frozen=True)
class Library:
    """Everything that the pages depend on.

    Attributes:
        brand: how they look.
        shelves: the guides, language by language.
        materials: what they are filled with, by code of the language.
        portal: address of the portal.
        made: today.
        pdf: whether there are PDFs.
    """

    brand: Brand
    shelves: Sequence[Shelf]
    materials: Mapping[str, Material]
    portal: str
    made: date
    pdf: bool = True


def write_site(library: Library, out: Path) -> None:
    """Write all pages and PDFs.

    Args:
        library: what is written.
        out: a folder; made if it is not there, replaced if it holds guides.

    Raises:
        OutputError: the folder holds something else, or cannot be written.
        PaperError: Chromium does not print.
    """
    try:
        with _replaced(out) as folder:
            _Writer(library, folder).write()
    except OSError as failure:
        raise OutputError(f"{failure.filename or out}: the guides cannot be written here: {failure.strerror}") from None


@contextmanager
def _replaced(out: Path) -> Iterator[Path]:
    if out.is_dir() and any(out.iterdir()) and not (out / _MARK).is_file():
        raise OutputError(f"{out} holds something that is no guides; name another folder with --out")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as beside:
        new, old = Path(beside) / "new", Path(beside) / "old"
        new.mkdir()
        yield new
        if out.is_dir():
            out.rename(old)
        new.rename(out)


class _Writer:
    """Writes one library into an empty folder."""

    def __init__(self, library: Library, folder: Path) -> None:
        self._library = library
        self._folder = folder
        self._prints: list[Print] = []
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["css"] = css_string
        self._templates.globals.update(library=library, brand=library.brand, papers=PAPERS)

    def write(self) -> None:
        """Write everything."""
        self._write_static()
        for shelf in self._library.shelves:
            self._write_material(shelf)
            for guide in shelf.all:
                self._write_guide(shelf, guide)
        self._page("languages.html", self._folder / "index.html", words=self._library.shelves[0].words)
        if self._library.pdf:
            print_all(self._prints)
            for one in self._prints:
                one.page.unlink()
        names = {shelf.words.code: [guide.name for guide in shelf.guides] for shelf in self._library.shelves}
        (self._folder / _MARK).write_text(json.dumps({"district": self._library.brand.name, "guides": names}))

    def _write_static(self) -> None:
        static = self._folder / "static"
        shutil.copytree(_HERE / "static", static)  # follows links: the design tokens are the theme's
        (static / "brand.css").write_text(self._library.brand.stylesheet, encoding="utf-8")
        if self._library.brand.logo_file:
            shutil.copy(self._library.brand.logo_file, static / Path(self._library.brand.logo).name)

    def _write_material(self, shelf: Shelf) -> None:
        material = self._library.materials[shelf.words.code]
        pictures, films = self._folder / shelf.words.code / "pictures", self._folder / shelf.words.code / "films"
        pictures.mkdir(parents=True)
        films.mkdir()
        for picture in (*material.pictures.values(), *(film.poster for film in material.films.values())):
            shutil.copy(picture.file, pictures)
        for film in material.films.values():
            shutil.copy(film.file, films)
            for other in self._library.materials.values():
                (films / f"{film.name}.{other.words.code}.vtt").write_text(
                    web_vtt(film, list(other.captions[film.name])), encoding="utf-8"
                )

    def _write_guide(self, shelf: Shelf, guide: Guide) -> None:
        folder = self._folder / shelf.words.code
        material = self._library.materials[shelf.words.code]
        body = body_of(guide, material)
        self._page("guide.html", folder / f"{guide.name}.html", shelf=shelf, guide=guide, words=shelf.words, body=body)
        if not self._library.pdf or guide is shelf.index:
            return
        body = body_of(guide, material, on_paper=True)
        for name, paper in PAPERS.items():
            page = folder / f"{guide.name}-{name}.html"
            self._page("paper.html", page, guide=guide, words=shelf.words, body=body, paper=paper)
            self._prints.append(Print(page, page.with_suffix(".pdf")))

    def _page(self, template: str, file: Path, **values: object) -> None:
        file.write_text(self._templates.get_template(template).render(values), encoding="utf-8")


def css_string(text: str) -> str:
    """A text between quotes for a stylesheet, in which nothing of it means anything."""
    # The space ends the escape, and is no part of the text.
    return '"' + "".join(one if one.isalnum() or one == " " else f"\\{ord(one):x} " for one in text) + '"'
