"""What the demo knows about itself survives a kill."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from homeroom.demo.document import Administrator
from homeroom.demo.errors import DemoError
from homeroom.demo.places import StateFolder
from homeroom.demo.processes import ServerProcess
from homeroom.demo.progress import Progress
from homeroom.demo.start import stop_demo
from homeroom.demo.state import DemoRecord, Ports, locked, read_record, write_record

RECORD = DemoRecord(
    database="h2",
    population=800,
    ports=Ports(keycloak=1, management=2, desk=3, library=4, postgres=5),
    app_urls={"library": "http://localhost:4"},
    admin=Administrator(username="admin", password="geheim"),
    processes=(ServerProcess(name="keycloak", pid=1, started=0.0),),
)


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_record(StateFolder(tmp_path), RECORD)
    assert read_record(StateFolder(tmp_path)) == RECORD


def test_only_its_owner_can_read_a_record(tmp_path: Path) -> None:
    state = StateFolder(tmp_path)
    write_record(state, RECORD)
    assert stat.S_IMODE(state.record.stat().st_mode) == 0o600


def test_a_record_that_could_not_be_written_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = StateFolder(tmp_path)
    write_record(state, RECORD)

    def full(_descriptor: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        write_record(state, RECORD.model_copy(update={"population": 9000}))
    assert read_record(state) == RECORD


def test_a_record_that_is_damaged_is_named(tmp_path: Path) -> None:
    state = StateFolder(tmp_path)
    state.record.write_text("{")
    with pytest.raises(DemoError, match=r"demo\.json cannot be read"):
        read_record(state)


def test_a_demo_without_a_document_does_not_count_as_running() -> None:
    alive = ServerProcess(name="keycloak", pid=os.getpid(), started=0.0)
    assert not RECORD.model_copy(update={"processes": (alive,)}).is_running()


def test_stopping_what_was_never_started_changes_nothing(tmp_path: Path) -> None:
    assert not stop_demo(StateFolder(tmp_path / "none"), Progress())
    assert not (tmp_path / "none").exists()


def test_a_lock_ends_with_its_holder_and_with_the_processes_that_inherited_it(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    with locked(file, Progress(), "") as descriptor:
        heir = subprocess.Popen(["sleep", "600"], pass_fds=[descriptor])
    take = f"import fcntl; fcntl.flock(open({str(file)!r}, 'w'), fcntl.LOCK_EX | fcntl.LOCK_NB)"
    try:
        assert subprocess.run([sys.executable, "-c", take], capture_output=True, check=False).returncode != 0
    finally:
        heir.kill()
        heir.wait()
    assert subprocess.run([sys.executable, "-c", take], capture_output=True, check=False).returncode == 0
