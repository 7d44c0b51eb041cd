"""Films of what people do in a browser, with captions: the frames of the browser, put together by FFmpeg."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, ScreencastActionStyle, ViewportSize

from guides.build import TEXTS
from guides.films import Cue, FilmRecord, read_captions, seconds_to_read
from tests.support.album import Album, folder_of_pictures

SIZE: ViewportSize = {"width": 1280, "height": 720}
_RATE = 15
_LAST_SECONDS = 1.0
_STYLE: ScreencastActionStyle = {"title": "display: none"}


class Film:
    """A film that is being recorded.

    Attributes:
        cues: captions so far; the last one may be open.
    """

    def __init__(self, page: Page, name: str, language: str, district: str) -> None:
        """Take the first frame.

        Args:
            page: of a window of `SIZE`.
            name: by which guides name the film.
            language: of the pages.
            district: whose pages they are.
        """
        self.cues: list[Cue] = []
        self._page = page
        self._name = name
        self._texts = [read_captions(TEXTS / code)[name] for code in ("en", "es")]
        self._album = Album(language, district)
        self._frames: list[tuple[float, bytes]] = []
        self._begun = time.time()
        page.screencast.start(on_frame=self._take, size={"width": SIZE["width"], "height": SIZE["height"]}, quality=90)
        page.screencast.show_actions(cursor="pointer", duration=900, style=_STYLE)

    def say(self, caption: str) -> None:
        """Show a caption from now on, and wait until people have read it if the film is kept.

        Args:
            caption: its name; its words are in captions.yaml of each language.
        """
        texts = [texts[caption] for texts in self._texts]
        if not self.cues:
            self._album.keep(self._page, f"{self._name}-poster")
        self._end_cue()
        self.cues.append(Cue(caption=caption, start=self._now(), end=0))
        if folder_of_pictures(self._album.language):
            self._page.wait_for_timeout(seconds_to_read(*texts) * 1000)

    def finish(self) -> None:
        """Take the last frame, and keep the film if somebody wants it."""
        self._page.wait_for_timeout(_LAST_SECONDS * 1000)
        self._page.screencast.stop()
        self._end_cue()
        folder = folder_of_pictures(self._album.language)
        if folder:
            self._write(folder)

    def _take(self, frame: Any) -> None:
        self._frames.append((time.time() - self._begun, frame["data"]))

    def _end_cue(self) -> None:
        if self.cues:
            self.cues[-1].end = self._now()

    def _now(self) -> float:
        return round(time.time() - self._begun, 3)

    def _write(self, folder: Path) -> None:
        film = folder / f"{self._name}.webm"
        stills = folder / f".{self._name}-frames"
        stills.mkdir(parents=True, exist_ok=True)
        listed = ["ffconcat version 1.0"]
        ends = [when for when, _ in self._frames[1:]] + [self.cues[-1].end]
        for number, ((when, picture), end) in enumerate(zip(self._frames, ends, strict=True)):
            still = stills / f"{number:05}.jpg"
            still.write_bytes(picture)
            # The first one is shown from the beginning, whenever it came.
            listed += [f"file {still.name}", f"duration {max(0.001, end - (when if number else 0)):.3f}"]
        (stills / "list").write_text("\n".join(listed), encoding="utf-8")
        _encode(stills / "list", film)
        for file in stills.iterdir():
            file.unlink()
        stills.rmdir()
        record = FilmRecord(taken=datetime.now(UTC), district=self._album.district, cues=self.cues)
        film.with_suffix(".json").write_text(record.model_dump_json(indent=2), encoding="utf-8")


@contextmanager
def filming(page: Page, name: str, language: str, district: str) -> Iterator[Film]:
    """Film what happens in the context; every caption of the film has to be shown."""
    film = Film(page, name, language, district)
    yield film
    film.finish()
    assert [cue.caption for cue in film.cues] == list(read_captions(TEXTS / language)[name])


def _encode(frames: Path, film: Path) -> None:
    quality = ["-c:v", "libvpx-vp9", "-crf", "34", "-b:v", "0", "-deadline", "good", "-cpu-used", "5", "-row-mt", "1"]
    size = f"scale={SIZE['width']}:{SIZE['height']}:force_original_aspect_ratio=decrease"
    command = ["ffmpeg", "-y", "-loglevel", "error", "-safe", "0", "-f", "concat", "-i", str(frames), "-vf", size]
    command += ["-r", str(_RATE), "-g", str(2 * _RATE), "-pix_fmt", "yuv420p", *quality, "-an", str(film)]
    subprocess.run(command, check=True, timeout=300)
