"""`homeroom guides`: the people's guides as pages and PDFs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click
import structlog

from guides.build import TEXTS, Sources, build
from settings import DistrictFolder
from settings.command import district_option, json_option, print_json

_log = structlog.get_logger("guides")


@click.group()
def guides() -> None:
    """The people's guides, as web pages and PDFs."""


@guides.command("build")
@click.option(
    "--screenshots",
    type=click.Path(file_okay=False, path_type=Path),
    show_default="build/screenshots in the district folder",
    metavar="DIR",
    help="Pictures and films that script/guides took.",
)
@click.option(
    "--texts",
    type=click.Path(file_okay=False, path_type=Path),
    default=TEXTS,
    show_default="those of the kit",
    metavar="DIR",
    help="Guides in Markdown, a folder for each language.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    show_default="desk.guides of deployment.yaml, from which the desk serves them",
    metavar="DIR",
    help="Where the guides are written.",
)
@click.option("--max-age", type=click.IntRange(min=0), metavar="DAYS", help="Refuse pictures that are older.")
@click.option("--pdf/--no-pdf", default=True, show_default=True, help="PDFs beside the pages; needs Chromium.")
@json_option
@district_option
def build_guides(
    folder: DistrictFolder,
    screenshots: Path | None,
    texts: Path,
    out: Path | None,
    max_age: int | None,
    pdf: bool,
    as_json: bool,
) -> None:
    """Build the guides with the district's name, colours, logo and addresses.

    The guides of an earlier build are replaced when the new ones are whole. A picture that is missing, too old or of
    another district's pages stops the build, and the message names the line of the guide.
    """
    sources = Sources(
        texts=texts,
        screenshots=screenshots or folder.path / "build" / "screenshots",
        max_age=None if max_age is None else timedelta(days=max_age),
        pdf=pdf,
    )
    target = (out or folder.guides_path()).absolute()
    library = build(folder, sources, target)
    names = {shelf.words.code: [guide.name for guide in shelf.guides] for shelf in library.shelves}
    _log.info("guides built", languages=len(names), guides=len(library.shelves[0].guides), pdf=pdf)
    if as_json:
        print_json({"folder": str(target), "guides": names, "pdf": pdf})
    else:
        languages = ", ".join(shelf.words.name for shelf in library.shelves)
        click.echo(f"{target / 'index.html'}: {len(library.shelves[0].guides)} guides in {languages}.")
