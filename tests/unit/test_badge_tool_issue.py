"""The two steps of issuing: whatever breaks, people have badges that work."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from admin_api.badges import Issue
from badge_tool.asked import Asked
from badge_tool.class_sheets import Arrangement, sheet_of
from badge_tool.errors import NobodyError, NotActivatedError, SheetFileError
from badge_tool.issue import issue_badges
from badge_tool.layouts import Look
from badge_tool.sheet_file import sheet_file
from badge_tool.two_steps import named_but_refused
from badge_tool.words import words_in
from tests.support.badge_stand_in import BadgesOfAClass


@pytest.fixture
def api() -> BadgesOfAClass:
    return BadgesOfAClass.of()


def test_new_badges_work_once_they_are_delivered(api: BadgesOfAClass) -> None:
    seen: list[str] = []

    issue_badges(
        api,
        Asked(classes=("c1",)),
        lambda issue: seen.extend(one.code for one in issue.issued),
        expires=date(2027, 6, 30),
    )

    assert seen == ["CODE-P1", "CODE-P2"]
    assert api.working == {"p1": "new-p1", "p2": "new-p2"}
    assert api.expiries == ["2027-06-30"]


def test_the_old_badges_still_work_when_the_delivery_fails(api: BadgesOfAClass) -> None:
    def deliver(_: Issue) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        issue_badges(api, Asked(classes=("c1",)), deliver)

    assert api.working == {"p1": "old-p1", "p2": "old-p2"}


def test_an_activation_that_is_not_confirmed_says_which_badges_may_work(api: BadgesOfAClass) -> None:
    api.reachable[0] = False

    with pytest.raises(NotActivatedError, match="run the command again"):
        issue_badges(api, Asked(people=("p1",)), lambda _: None)


def test_badges_that_somebody_else_replaced_meanwhile_are_not_taken_for_good(api: BadgesOfAClass) -> None:
    api.replaced.add("new-p2")

    with pytest.raises(NotActivatedError, match="confirmed 1 of 2"):
        issue_badges(api, Asked(classes=("c1",)), lambda _: None)


def _never(_: Issue) -> None:
    pytest.fail("nothing was to be delivered")


def test_an_unknown_class_is_named_and_nothing_is_delivered(api: BadgesOfAClass) -> None:
    with pytest.raises(NobodyError, match=r"unknown class.*: nowhere$"):
        issue_badges(api, Asked(classes=("nowhere",)), _never)


def test_an_empty_class_is_said_to_be_empty(api: BadgesOfAClass) -> None:
    with pytest.raises(NobodyError, match="no students in empty"):
        issue_badges(api, Asked(classes=("empty",)), _never)


def test_people_who_may_have_none_are_listed_with_the_reason(api: BadgesOfAClass) -> None:
    with pytest.raises(NobodyError, match="p9: the district's policy"):
        issue_badges(api, Asked(people=("p9",)), _never)


def test_one_who_may_have_none_does_not_stop_the_others(api: BadgesOfAClass) -> None:
    asked = Asked(people=("p1", "p9"))

    issue = issue_badges(api, asked, lambda _: None)

    assert api.working == {"p1": "new-p1", "p2": "old-p2"}
    assert named_but_refused(asked, issue.refused) == ("p9",)


def test_badges_are_asked_for_people_or_for_classes() -> None:
    with pytest.raises(ValueError, match="people or for classes"):
        Asked(people=("p1",), classes=("c1",))
    with pytest.raises(ValueError, match="people or for classes"):
        Asked()


def test_people_stand_with_their_class_and_the_refused_on_a_cover(api: BadgesOfAClass) -> None:
    issue = api.issue(classes=["c1", "other"])

    sheet = sheet_of(issue, Look("Cedar Valley", "#14532d", words_in("en")), Arrangement(date(2026, 8, 17)))

    (one,) = sheet.classes
    assert one.title == "Ms. Rivera"
    assert [badge.class_title for badge in one.badges] == ["Ms. Rivera", "Ms. Rivera"]
    assert [missing.name for missing in one.missing] == ["other"]


def test_a_sheet_is_in_place_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    out = tmp_path / "room-12.pdf"
    out.write_bytes(b"last year's")

    with sheet_file(out) as file:
        file.write(b"%PDF")

    assert out.read_bytes() == b"%PDF"
    assert out.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [out]


def test_a_sheet_that_is_not_finished_leaves_the_earlier_one_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "room-12.pdf"
    out.write_bytes(b"last year's")

    with pytest.raises(RuntimeError), sheet_file(out):
        raise RuntimeError("stopped")

    assert out.read_bytes() == b"last year's"
    assert list(tmp_path.iterdir()) == [out]


def test_what_a_killed_run_left_is_gone_after_the_next_one(tmp_path: Path) -> None:
    (tmp_path / ".room-12.pdf.part").write_bytes(b"longer than what the next run writes")

    with sheet_file(tmp_path / "room-12.pdf") as file:
        file.write(b"%PDF")

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"room-12.pdf": b"%PDF"}


def test_two_runs_do_not_write_the_same_sheet_at_once(tmp_path: Path) -> None:
    out = tmp_path / "room-12.pdf"

    with sheet_file(out) as first:
        with pytest.raises(SheetFileError, match="another run"), sheet_file(out):
            pytest.fail("the place was taken")
        first.write(b"%PDF")
        with sheet_file(out):
            pass

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"room-12.pdf": b"%PDF"}


@pytest.mark.parametrize("name", ["missing/room-12.pdf", "folder"])
def test_a_place_that_takes_no_sheet_is_refused_before_anything_is_issued(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(SheetFileError, match=name), sheet_file(tmp_path / name):
        pytest.fail("the place was taken")


def test_a_device_is_not_replaced_by_a_sheet(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    with pytest.raises(SheetFileError, match="device or a pipe"), sheet_file(pipe):
        pytest.fail("the place was taken")

    assert pipe.is_fifo()


def test_a_full_disk_is_said_to_be_full(tmp_path: Path) -> None:
    with sheet_file(tmp_path / "room-12.pdf") as file:
        full = type(file)(file.path, _open_full_device(), file.temporary)
        with pytest.raises(SheetFileError, match="No space left on device"):
            full.write(b"%PDF" * 10_000)

    assert list(tmp_path.iterdir()) == []


def _open_full_device() -> int:
    return os.open("/dev/full", os.O_WRONLY)
