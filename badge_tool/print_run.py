"""A run of printing: round by round, badges are issued, their PDFs written, and only then the badges made to work."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from admin_api import BadgeApi
from admin_api.badges import Issue
from admin_api.recipients import Refused
from badge_tool.class_sheets import Arrangement, sheet_of
from badge_tool.errors import NobodyError
from badge_tool.issue import issue_badges
from badge_tool.layouts import Layout, Look
from badge_tool.parts import Part, Round
from badge_tool.pictures import PhotoFolder
from badge_tool.sheet import render, render_checklists
from badge_tool.sheet_file import SheetFile, sheet_file


@dataclass(frozen=True)
class Drawing:
    """How parts become PDFs, the same for all of a run.

    Attributes:
        layout: of the badges.
        look: name and colour of the district, language.
        arrangement: order and covers.
        checklist_apart: the checklists are a file of their own, even if the badges' paper takes them.
        photos: where photos of people are.
    """

    layout: Layout
    look: Look
    arrangement: Arrangement
    checklist_apart: bool = False
    photos: PhotoFolder | None = None

    @property
    def _has_checklist_file(self) -> bool:
        return self.arrangement.cover and (self.checklist_apart or not self.layout.has_cover)

    def files(self, path: Path) -> tuple[Path, ...]:
        """The files that a part of this path has: the badges, and the checklists if they are apart."""
        checklist = path.with_name(f"{path.stem}-checklist{path.suffix}")
        return (path, checklist) if self._has_checklist_file else (path,)

    def draw(self, part: Part, issue: Issue) -> tuple[bytes, ...]:
        """Their contents. Raises FontMissingError and CodeDoesNotFitError."""
        arrangement = replace(self.arrangement, title=part.title)
        sheet = sheet_of(issue, self.look, arrangement, places=part.places, photos=self.photos)
        if not self._has_checklist_file:
            return (render(sheet, self.layout),)
        page = self.layout.checklist_page or self.layout.page
        return render(replace(sheet, cover=False), self.layout), render_checklists(sheet, page)


@dataclass(frozen=True)
class Printed:
    """A part that is on disk, and whose badges work.

    Attributes:
        files: the badges, and the checklists if they are apart.
        people: whose badges, by sourcedId.
    """

    files: tuple[Path, ...]
    people: tuple[str, ...]


@dataclass
class PrintRun:
    """A run, as far as it got.

    Attributes:
        api: the endpoint, with the powers of whoever asks.
        drawing: how parts become PDFs.
        path_of: where a part goes.
        printed: what is done.
        refused: who got none although Keycloak had said nothing against it, or was named.
    """

    api: BadgeApi
    drawing: Drawing
    path_of: Callable[[Part], Path]
    printed: list[Printed] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def print(self, rounds: Iterable[Round], tell: Callable[[Printed], None]) -> None:
        """Print round by round; the next one begins when the badges of the last one work.

        Args:
            rounds: whom for, and onto what.
            tell: hears of each part when its badges work.

        Raises:
            NobodyError: nobody got a badge.
            NotActivatedError: Keycloak did not confirm that a round's badges work.
            SheetFileError: a file cannot be written; nothing of its round has changed for anybody.
            AdminApiError: Keycloak refuses or does not answer; the same.
        """
        nobody: NobodyError | None = None
        for one in rounds:
            try:
                done = self._print(one)
            except NobodyError as failure:
                nobody = failure
                self.refused += failure.refused
                continue
            for printed in done:
                self.printed.append(printed)
                tell(printed)
        if nobody and not self.printed:
            raise nobody

    def _print(self, one: Round) -> list[Printed]:
        done: list[Printed] = []
        with ExitStack() as open_files:
            places = {
                part.name: [open_files.enter_context(sheet_file(path)) for path in self._paths(part)]
                for part in one.parts
            }

            def deliver(issue: Issue) -> None:
                written: list[SheetFile] = []
                for part in one.parts:
                    answer = one.answer_for(part, issue)
                    if not answer.issued:
                        continue
                    for file, content in zip(places[part.name], self.drawing.draw(part, answer), strict=True):
                        file.store(content)
                        written.append(file)
                    done.append(Printed(self._paths(part), tuple(badge.sourced_id for badge in answer.issued)))
                # Only now, so that a full disk leaves every earlier sheet with badges that work.
                for file in written:
                    file.put_in_place()

            issue = issue_badges(self.api, one.asked, deliver, expires=self.drawing.arrangement.expires)
        self.refused += issue.refused
        return done

    def _paths(self, part: Part) -> tuple[Path, ...]:
        return self.drawing.files(self.path_of(part))
