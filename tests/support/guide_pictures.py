"""Stand-ins for the screenshots and films of all guides: plain pictures of the right names."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from guides.build import TEXTS
from guides.films import Cue, FilmRecord, read_captions
from guides.markdown import read_guide
from guides.pictures import write_picture

_WIDE, _TALL = (1080, 720), (390, 780)


def write_pictures(folder: Path, district: str, texts: Path = TEXTS, languages: tuple[str, ...] = ("en", "es")) -> None:
    """Write everything that guides name.

    Args:
        folder: where.
        district: whose pages they show.
        texts: the guides.
        languages: of the guides.
    """
    for language in languages:
        captions = read_captions(texts / language)
        for file in sorted((texts / language).glob("*.md")):
            for shown in read_guide(file, language).shown:
                name = shown.name if shown.kind == "screenshot" else f"{shown.name}-poster"
                size = _TALL if shown.name.startswith("phone") else _WIDE
                write_picture(Image.new("RGB", size, "#dde4ea"), folder / language / f"{name}.png", district)
                if shown.kind == "film":
                    write_film(folder / language, shown.name, list(captions[shown.name]), district)


def write_film(folder: Path, name: str, captions: list[str], district: str) -> None:
    """Write a film of nothing with a caption every three seconds."""
    cues = [Cue(caption=one, start=3.0 * number, end=3.0 * number + 2.9) for number, one in enumerate(captions)]
    record = FilmRecord(taken=datetime.now(UTC), district=district, cues=cues)
    (folder / f"{name}.webm").write_bytes(b"\x1a\x45\xdf\xa3")
    (folder / f"{name}.json").write_text(record.model_dump_json(), encoding="utf-8")
