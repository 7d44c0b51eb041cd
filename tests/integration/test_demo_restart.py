"""A demo of its own: killed, started again, stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from homeroom.demo.places import StateFolder
from homeroom.demo.processes import MARK
from homeroom.demo.state import read_record
from settings.exit_code import ExitCode

pytestmark = [pytest.mark.integration, pytest.mark.lengthy]


def homeroom_demo(state: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "homeroom", "demo", "--state", str(state), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def started(state: Path, *arguments: str) -> dict[str, Any]:
    ended = homeroom_demo(state, "--detach", "--json", *arguments)
    assert ended.returncode == ExitCode.DONE, ended.stderr
    document: dict[str, Any] = json.loads(ended.stdout)
    return document


def processes_of(state: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == str(state):
                found.append(process)
        except psutil.Error:
            continue
    return found


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Any]]]:
    state = tmp_path_factory.mktemp("own-demo")
    yield state, started(state, "--people", "800")
    homeroom_demo(state, "--stop")


def test_a_demo_whose_keycloak_was_killed_comes_back_with_the_same_people(demo: tuple[Path, dict[str, Any]]) -> None:
    state, before = demo
    record = read_record(StateFolder(state))
    assert record
    for process in processes_of(state):
        if os.getpgid(process.pid) == record.processes[0].pid:
            process.kill()
    after = started(state)
    assert after["people"] == before["people"]
    assert after["portal_url"] == before["portal_url"]


def test_a_demo_that_was_killed_while_it_started_can_be_started(
    demo: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "homeroom", "demo", "--detach", "--people", "800", "--state", str(tmp_path)]
    first = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert first.stderr
    for line in first.stderr:
        if line.startswith("Applying the realm"):
            os.kill(first.pid, signal.SIGKILL)
            break
    first.wait()
    assert processes_of(tmp_path)
    try:
        people = started(tmp_path)["people"]
        assert [person["kind"] for person in people] == [person["kind"] for person in demo[1]["people"]]
    finally:
        homeroom_demo(tmp_path, "--stop")
    assert not processes_of(tmp_path)
