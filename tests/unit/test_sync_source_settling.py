"""Files are read when they are all there, and again if they change meanwhile."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.errors import SourceError
from sync.sources.transport.local import read_local, states_of
from sync.sources.transport.settling import FileState, FileStates, Settling, SourceNotReadyError

NOW = 1_000_000.0


def pause(settling: Settling, states: FileStates, seconds: float = 0.0) -> float:
    return settling.pause(states, NOW + seconds, seconds)


def states(**modified: float) -> FileStates:
    return {f"{name}.csv": FileState(10, NOW + seconds) for name, seconds in modified.items()}


def test_old_files_are_read_at_once() -> None:
    assert pause(Settling(10), states(users=-10)) == 0


def test_young_files_are_waited_for() -> None:
    settling = Settling(10)

    assert 0 < pause(settling, states(users=-4)) <= 6
    assert pause(settling, states(users=-4), 6) == 0


def test_files_that_grow_are_waited_for_anew() -> None:
    settling = Settling(10)
    pause(settling, states(users=0))

    assert pause(settling, {"users.csv": FileState(20, NOW + 9)}, 10) > 0


def test_dates_of_a_clock_that_may_be_wrong_are_not_trusted() -> None:
    settling = Settling(10, clock_skew=900)

    assert pause(settling, states(users=-300)) > 0
    assert pause(settling, states(users=-300), 10) == 0
    assert pause(Settling(10, clock_skew=900), states(users=-910)) == 0


def test_dates_in_the_future_do_not_keep_files_from_being_read() -> None:
    settling = Settling(10)
    pause(settling, states(users=5000))

    assert pause(settling, states(users=5000), 10) == 0


def test_after_a_while_nobody_waits_any_longer() -> None:
    settling = Settling(10)
    pause(settling, states(users=0))

    with pytest.raises(SourceNotReadyError, match="still being written"):
        pause(settling, states(users=200), 200)


@pytest.mark.parametrize("name", ["users.csv.filepart", "set.zip.tmp", ".users.csv.0a1b.part"])
def test_an_upload_that_goes_on_is_named(name: str) -> None:
    with pytest.raises(SourceNotReadyError, match=f"{name} is an upload that has not ended"):
        pause(Settling(0), {**states(users=-100), name: FileState(1, NOW - 100)})


def test_the_last_file_is_waited_for() -> None:
    settling = Settling(10, last_file="manifest.csv")

    assert pause(settling, states(users=-100)) > 0
    assert pause(settling, states(users=-100, manifest=-200), 1) > 0
    assert pause(settling, states(users=-100, manifest=-50), 2) == 0


def test_the_last_file_is_wanted_in_each_of_several_sets() -> None:
    sets = {"1/users.csv": FileState(1, 0), "1/manifest.csv": FileState(1, 1), "2/users.csv": FileState(1, 0)}

    with pytest.raises(SourceNotReadyError, match=r"manifest\.csv, which is written last, is not there"):
        pause(Settling(0, last_file="manifest.csv"), sets)


def reading(path: Path, *changes: Callable[[], object]) -> tuple[list[str], Callable[[Path], str]]:
    """What was read so far, and a function that reads, while at each reading one of the changes happens."""
    seen: list[str] = []
    pending = list(changes)

    def read(folder: Path) -> str:
        seen.append((folder / "users.csv").read_text())
        if pending:
            pending.pop(0)()
        if "broken" in seen[-1]:
            raise SourceError([])
        return seen[-1]

    return seen, read


@pytest.fixture
def users(tmp_path: Path) -> Path:
    path = tmp_path / "users.csv"
    path.write_text("first")
    return path


def test_files_that_change_while_they_are_read_are_read_again(users: Path) -> None:
    seen, read = reading(users.parent, lambda: users.write_text("second, longer"))

    assert read_local(users.parent, lambda: Settling(0), read) == "second, longer"
    assert seen == ["first", "second, longer"]


def test_a_file_that_was_replaced_by_one_of_the_same_size_and_date_is_noticed(users: Path) -> None:
    def replace() -> None:
        other = users.with_name("other.csv")
        other.write_text("later")
        os.utime(other, ns=(users.stat().st_atime_ns, users.stat().st_mtime_ns))
        other.replace(users)

    _, read = reading(users.parent, replace)

    assert read_local(users.parent, lambda: Settling(0), read) == "later"


def test_an_error_in_files_that_changed_meanwhile_is_not_told(users: Path) -> None:
    users.write_text("broken")
    _, read = reading(users.parent, lambda: users.write_text("mended, longer"))

    assert read_local(users.parent, lambda: Settling(0), read) == "mended, longer"


def test_files_that_never_rest_are_refused(users: Path) -> None:
    changes = [lambda size=size: users.write_text("x" * size) for size in range(100, 110)]
    _, read = reading(users.parent, *changes)

    with pytest.raises(SourceNotReadyError, match="files changed each time while they were read"):
        read_local(users.parent, lambda: Settling(0), read)


def test_a_new_file_is_waited_for(users: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    began = time.monotonic()
    monkeypatch.setattr("sync.sources.transport.local.time.sleep", slept.append)
    monkeypatch.setattr("sync.sources.transport.local.time.monotonic", lambda: began + sum(slept))
    _, read = reading(users.parent)

    assert read_local(users.parent, lambda: Settling(30), read) == "first"
    assert 29 < sum(slept) < 36


def test_links_are_not_followed(users: Path) -> None:
    (users.parent / "orgs.csv").symlink_to("/etc/hostname")

    with pytest.raises(SourceError, match=r"orgs\.csv: this is a link"):
        states_of(users.parent)


def test_what_is_no_file_is_not_read(users: Path) -> None:
    os.mkfifo(users.parent / "orgs.csv")

    with pytest.raises(SourceError, match="no file at all"):
        states_of(users.parent)
