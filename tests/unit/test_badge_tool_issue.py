"""The two steps of issuing: whatever breaks, people have badges that work.

The endpoint here is a stand-in that keeps who may sign in with which badge: a real one cannot be stopped at will.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from admin_api import AdminConnection, BadgeApi, UnreachableError
from admin_api.badges import Issue, IssuedBadge
from admin_api.recipients import Refused
from badge_tool.class_sheets import sheet_of
from badge_tool.errors import NobodyError, NotActivatedError, SheetFileError
from badge_tool.issue import Asked, issue_badges, named_but_refused
from badge_tool.layouts import Look
from badge_tool.sheet_file import sheet_file
from badge_tool.words import words_in


@dataclass(frozen=True)
class _Badges(BadgeApi):
    """Pupils `p1` and `p2` of class `c1` have the badges `old-p1` and `old-p2`; `p9` may have none."""

    working: dict[str, str] = field(default_factory=lambda: {"p1": "old-p1", "p2": "old-p2"})
    reachable: list[bool] = field(default_factory=lambda: [True])
    expiries: list[str | None] = field(default_factory=list)
    replaced: set[str] = field(default_factory=set)

    def issue(self, *, people: Sequence[str] = (), classes: Sequence[str] = (), expires: str | None = None) -> Issue:
        self.expiries.append(expires)
        asked: list[tuple[str, str | None]] = [(person, None) for person in people]
        asked += [(person, "c1") for name in classes if name == "c1" for person in ("p1", "p2")]
        issued = [
            IssuedBadge(
                sourced_id=person,
                user_id=f"id-{person}",
                credential_id=f"new-{person}",
                code=f"CODE-{person}",
                username=person,
                first_name="Ana",
                last_name="Li",
                grade="KG",
                class_sourced_id=name,
                class_title=name and "Ms. Rivera",
            )
            for person, name in asked
            if person in self.working
        ]
        refused = [Refused(person, "policy") for person, _ in asked if person not in self.working]
        refused += [Refused(name, "not_allowed") for name in classes if name not in ("c1", "empty")]
        return Issue(tuple(issued), tuple(refused))

    def activate(self, credential_ids: Sequence[str]) -> int:
        if not self.reachable[0]:
            raise UnreachableError("http://keycloak does not answer")
        good = [credential for credential in credential_ids if credential not in self.replaced]
        self.working.update({credential.removeprefix("new-"): credential for credential in good})
        return len(good)


@pytest.fixture
def api() -> _Badges:
    return _Badges(AdminConnection.of_person("http://localhost:1", "token"), "cedar-valley")


def test_new_badges_work_once_they_are_delivered(api: _Badges) -> None:
    seen: list[str] = []

    issue_badges(
        api,
        Asked(classes=("c1",)),
        lambda issue: seen.extend(one.code for one in issue.issued),
        expires=date(2027, 6, 30),
    )

    assert seen == ["CODE-p1", "CODE-p2"]
    assert api.working == {"p1": "new-p1", "p2": "new-p2"}
    assert api.expiries == ["2027-06-30"]


def test_the_old_badges_still_work_when_the_delivery_fails(api: _Badges) -> None:
    def deliver(_: Issue) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        issue_badges(api, Asked(classes=("c1",)), deliver)

    assert api.working == {"p1": "old-p1", "p2": "old-p2"}


def test_an_activation_that_is_not_confirmed_says_which_badges_may_work(api: _Badges) -> None:
    api.reachable[0] = False

    with pytest.raises(NotActivatedError, match="run the command again"):
        issue_badges(api, Asked(people=("p1",)), lambda _: None)


def test_badges_that_somebody_else_replaced_meanwhile_are_not_taken_for_good(api: _Badges) -> None:
    api.replaced.add("new-p2")

    with pytest.raises(NotActivatedError, match="confirmed 1 of 2"):
        issue_badges(api, Asked(classes=("c1",)), lambda _: None)


def _never(_: Issue) -> None:
    pytest.fail("nothing was to be delivered")


def test_an_unknown_class_is_named_and_nothing_is_delivered(api: _Badges) -> None:
    with pytest.raises(NobodyError, match=r"unknown class.*: nowhere$"):
        issue_badges(api, Asked(classes=("nowhere",)), _never)


def test_an_empty_class_is_said_to_be_empty(api: _Badges) -> None:
    with pytest.raises(NobodyError, match="no students in empty"):
        issue_badges(api, Asked(classes=("empty",)), _never)


def test_people_who_may_have_none_are_listed_with_the_reason(api: _Badges) -> None:
    with pytest.raises(NobodyError, match="p9: the district's policy"):
        issue_badges(api, Asked(people=("p9",)), _never)


def test_one_who_may_have_none_does_not_stop_the_others(api: _Badges) -> None:
    asked = Asked(people=("p1", "p9"))

    issue = issue_badges(api, asked, lambda _: None)

    assert api.working == {"p1": "new-p1", "p2": "old-p2"}
    assert named_but_refused(asked, issue) == ("p9",)


def test_badges_are_asked_for_people_or_for_classes() -> None:
    with pytest.raises(ValueError, match="people or for classes"):
        Asked(people=("p1",), classes=("c1",))
    with pytest.raises(ValueError, match="people or for classes"):
        Asked()


def test_people_stand_with_their_class_and_the_refused_on_a_cover(api: _Badges) -> None:
    issue = api.issue(classes=["c1", "other"])

    sheet = sheet_of(
        issue,
        Look("Cedar Valley", "#14532d", words_in("en")),
        printed=date(2026, 8, 17),
        names={"other": "Mr. Chen"},
    )

    (one,) = sheet.classes
    assert one.title == "Ms. Rivera"
    assert [badge.class_title for badge in one.badges] == ["Ms. Rivera", "Ms. Rivera"]
    assert [missing.name for missing in one.missing] == ["Mr. Chen"]


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
