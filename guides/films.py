"""Films that the browser tests record, and their captions.

<folder>/<language>/<name>.webm     the film
<folder>/<language>/<name>.json     when and of whose pages it was recorded, and from when to when each caption is shown
<folder>/<language>/<name>-poster.png
docs/guides/<language>/captions.yaml    the words of the captions: film, then caption
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ValidationError

from guides.errors import Flaw, FlawedGuidesError
from guides.pictures import Picture, UnusableError, Wanted, find_picture
from settings.errors import SettingsError
from settings.yaml_file import read_yaml

_LETTERS_A_SECOND = 14
"""What somebody reads who looks at the picture as well."""
_LEAST_SECONDS = 2.5


class Cue(BaseModel):
    """When a caption is shown.

    Attributes:
        caption: its name.
        start: in seconds from the beginning of the film.
        end: likewise.
    """

    caption: str
    start: float
    end: float


class FilmRecord(BaseModel):
    """What the tests write beside a film.

    Attributes:
        taken: when.
        district: name of the district whose pages it shows.
        cues: in their order.
    """

    taken: datetime
    district: str
    cues: list[Cue]


@dataclass(frozen=True)
class Film:
    """A film.

    Attributes:
        file: of WebM.
        name: by which guides name it.
        poster: is shown until it begins.
        cues: in their order.
    """

    file: Path
    name: str
    poster: Picture
    cues: tuple[Cue, ...]


Captions = Mapping[str, Mapping[str, str]]
"""By film and by their own name."""


def read_captions(folder: Path) -> Captions:
    """The captions of a language; none without their file.

    Args:
        folder: of the guides in this language.

    Raises:
        FlawedGuidesError: the file cannot be understood.
    """
    file = folder / "captions.yaml"
    if not file.is_file():
        return {}
    try:
        content = read_yaml(file).content
    except SettingsError as failure:
        raise FlawedGuidesError([Flaw(file, failure.line or 1, failure.message)]) from None
    films = content if isinstance(content, dict) else {"": content}
    for film, texts in films.items():
        if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
            raise FlawedGuidesError([Flaw(file, 1, f"{film} has to be captions by their names, all of them texts")])
    return films


def seconds_to_read(*texts: str) -> float:
    """How long a caption is shown, so that the longest of its translations can be read."""
    return max(_LEAST_SECONDS, max(len(text) for text in texts) / _LETTERS_A_SECOND)


def find_film(folder: Path, language: str, name: str, wanted: Wanted) -> Film:
    """A film by its name.

    Raises:
        UnusableError: there is none, or it is not as wanted.
    """
    file = folder / language / f"{name}.webm"
    record = file.with_suffix(".json")
    if not file.is_file() or not record.is_file():
        raise UnusableError(f"there is no film {name} in {file.parent}; script/guides records it")
    try:
        read = FilmRecord.model_validate_json(record.read_text(encoding="utf-8"))
    except (OSError, ValidationError) as failure:
        raise UnusableError(f"{record} cannot be read: {failure}") from None
    wanted.check(name, read.taken.isoformat(), read.district)
    return Film(file, name, find_picture(folder, language, f"{name}-poster", wanted), tuple(read.cues))


def captioned(film: Film, captions: Captions) -> list[str]:
    """The texts of a film's cues. Raises UnusableError for one that has none."""
    texts = captions.get(film.name, {})
    missing = [cue.caption for cue in film.cues if cue.caption not in texts]
    if missing:
        raise UnusableError(f"captions.yaml has no {', '.join(missing)} of the film {film.name}")
    return [texts[cue.caption].strip() for cue in film.cues]


def web_vtt(film: Film, texts: list[str]) -> str:
    """Captions as browsers read them: WebVTT."""
    cues = (
        f"{_time(cue.start)} --> {_time(cue.end)}\n{_escaped(text)}\n"
        for cue, text in zip(film.cues, texts, strict=True)
    )
    return "\n".join(["WEBVTT\n", *cues])


def _time(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes) // 60:02}:{int(minutes) % 60:02}:{rest:06.3f}"


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
