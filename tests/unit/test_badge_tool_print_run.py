"""Printing round by round: what is on disk and which badges work, whatever breaks in between."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pymupdf
import pytest

from badge_tool.asked import Asked
from badge_tool.class_sheets import Arrangement, Place
from badge_tool.errors import NobodyError, NotActivatedError, SheetFileError
from badge_tool.layouts import LAYOUTS, Look
from badge_tool.parts import Part, Round, rounds
from badge_tool.print_run import Drawing, Printed, PrintRun
from badge_tool.selection import Chosen
from badge_tool.sheet_file import SheetFile, sheet_folder
from badge_tool.words import words_in
from tests.support.badge_stand_in import BadgesOfAClass

PEOPLE = tuple(f"p{number}" for number in range(6))


def _class(name: str, *people: str) -> Part:
    place = Place("CV01", name, f"Class {name}", "KG")
    return Part(name, chosen=tuple(Chosen(person, place) for person in people))


CLASSES = (_class("c1", *PEOPLE[:3]), _class("c2", *PEOPLE[3:]))


def _nothing(_: Printed) -> None:
    """Nobody listens."""


def _run(api: BadgesOfAClass, folder: Path, layout: str = "avery-22806", *, apart: bool = False) -> PrintRun:
    look = Look("Cedar Valley", "#14532d", words_in("en"))
    drawing = Drawing(LAYOUTS[layout], look, Arrangement(date(2026, 8, 17), date(2027, 6, 30)), apart)
    return PrintRun(api, drawing, lambda part: folder / f"{part.name}.pdf")


@pytest.fixture
def api() -> BadgesOfAClass:
    return BadgesOfAClass.of(*PEOPLE)


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _text(path: Path) -> str:
    with pymupdf.open(path) as document:
        return "".join(page.get_text() for page in document)


def test_each_class_has_its_pdf_and_everybody_a_badge_that_works(api: BadgesOfAClass, tmp_path: Path) -> None:
    told: list[str] = []

    run = _run(api, tmp_path)
    run.print(rounds(CLASSES), lambda printed: told.append(printed.files[0].name))

    assert _files(tmp_path) == ["c1.pdf", "c2.pdf"] == told
    assert "Class c2" in _text(tmp_path / "c2.pdf")
    assert api.working == {person: f"new-{person}" for person in PEOPLE}
    assert api.expiries == ["2027-06-30"]
    assert [printed.people for printed in run.printed] == [PEOPLE[:3], PEOPLE[3:]]


def test_a_round_that_fails_leaves_the_rounds_before_finished(api: BadgesOfAClass, tmp_path: Path) -> None:
    run = _run(api, tmp_path)

    def unplug(_: Printed) -> None:
        api.reachable[0] = False

    with pytest.raises(NotActivatedError):
        run.print((Round(Asked(part.people), (part,)) for part in CLASSES), unplug)

    assert [printed.files[0].name for printed in run.printed] == ["c1.pdf"]
    assert api.working["p0"] == "new-p0"
    assert api.working["p3"] == "old-p3"


def test_a_run_that_was_killed_ends_the_same_when_it_runs_again(api: BadgesOfAClass, tmp_path: Path) -> None:
    def kill(_: Printed) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _run(api, tmp_path).print((Round(Asked(part.people), (part,)) for part in CLASSES), kill)
    _run(api, tmp_path).print(rounds(CLASSES), _nothing)

    assert _files(tmp_path) == ["c1.pdf", "c2.pdf"]
    assert api.working == {person: f"new-{person}" for person in PEOPLE}


def test_a_disk_that_is_full_at_the_last_file_changes_no_file_and_no_badge(
    api: BadgesOfAClass, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in CLASSES:
        (tmp_path / f"{part.name}.pdf").write_bytes(b"last year's")
    store = SheetFile.store

    def full(self: SheetFile, content: bytes) -> None:
        if self.path.name == "c2.pdf":
            raise SheetFileError(f"{self.path} cannot be written: No space left on device")
        store(self, content)

    monkeypatch.setattr(SheetFile, "store", full)

    with pytest.raises(SheetFileError, match="No space left"):
        _run(api, tmp_path).print(rounds(CLASSES), _nothing)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "c1.pdf": b"last year's",
        "c2.pdf": b"last year's",
    }
    assert api.working == {person: f"old-{person}" for person in PEOPLE}


def test_a_folder_that_takes_no_file_is_found_before_anything_is_issued(api: BadgesOfAClass, tmp_path: Path) -> None:
    with pytest.raises(SheetFileError, match="No such file or directory"):
        _run(api, tmp_path / "missing").print(rounds(CLASSES), _nothing)

    assert api.calls == []


def test_a_class_that_gets_none_after_all_does_not_stop_the_others(tmp_path: Path) -> None:
    api = BadgesOfAClass.of(*PEOPLE[3:])

    run = _run(api, tmp_path)
    run.print((Round(Asked(part.people), (part,)) for part in CLASSES), _nothing)

    assert _files(tmp_path) == ["c2.pdf"]
    assert [one.sourced_id for one in run.refused] == list(PEOPLE[:3])


def test_nobody_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NobodyError):
        _run(BadgesOfAClass.of("somebody-else"), tmp_path).print(rounds(CLASSES), _nothing)

    assert _files(tmp_path) == []


@pytest.mark.parametrize(("layout", "apart"), [("id-card", False), ("avery-22806", True)])
def test_checklists_are_a_file_beside_the_badges(
    api: BadgesOfAClass, tmp_path: Path, layout: str, *, apart: bool
) -> None:
    run = _run(api, tmp_path, layout, apart=apart)
    run.print(rounds(CLASSES[:1]), _nothing)

    assert _files(tmp_path) == ["c1-checklist.pdf", "c1.pdf"]
    assert "Handed out" in _text(tmp_path / "c1-checklist.pdf")
    assert "Handed out" not in _text(tmp_path / "c1.pdf")
    assert run.printed[0].files[1].name == "c1-checklist.pdf"


def test_sheets_and_their_folder_are_for_their_owner_alone(api: BadgesOfAClass, tmp_path: Path) -> None:
    folder = tmp_path / "badges"
    sheet_folder(folder)

    _run(api, folder).print(rounds(CLASSES), _nothing)

    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_a_file_in_place_of_the_folder_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "badges.pdf").write_bytes(b"%PDF")

    with pytest.raises(SheetFileError, match=r"badges\.pdf is a file; with --each"):
        sheet_folder(tmp_path / "badges.pdf")
