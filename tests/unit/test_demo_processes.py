"""Servers of the demo: nothing is lost, and nothing is ended that is not ours."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from homeroom.demo.processes import MARK, Server, ServerProcess, start_server, stop_servers

SLEEP = ("sleep", "600")


@pytest.fixture
def state(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == str(tmp_path):
                process.kill()
        except psutil.Error:
            continue


def server(state: Path, *command: str) -> Server:
    return Server("sleeper", command, {}, state / "sleeper.log")


def start(state: Path, *command: str) -> ServerProcess:
    return start_server(server(state, *command), state, lambda process: None)


def wait_for(process: psutil.Process, name: str) -> None:
    while process.name() != name:
        assert process.is_running()


def test_a_server_is_written_down_before_it_runs(state: Path) -> None:
    seen: list[str] = []

    def recorded(process: ServerProcess) -> None:
        leader = process.leader()
        assert leader is not None
        seen.append(leader.name())

    start_server(server(state, *SLEEP), state, recorded)
    assert seen
    assert "sleep" not in seen


def test_a_server_does_not_run_if_whoever_starts_it_is_killed_before_writing_it_down(state: Path) -> None:
    ran = state / "ran"
    code = f"""
import os, signal
from pathlib import Path
from homeroom.demo.processes import Server, start_server
def killed(process):
    print(process.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
start_server(Server("s", ["touch", {str(ran)!r}], {{}}, Path({str(state / "log")!r})), Path({str(state)!r}), killed)
"""
    killed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    gate = int(killed.stdout)
    with suppress(psutil.NoSuchProcess):
        psutil.Process(gate).wait(timeout=10)
    assert not ran.exists()


def test_a_stopped_server_takes_its_children_along(state: Path) -> None:
    stubborn = 'trap "" TERM; sleep 600 & echo started; wait; wait'
    process = start(state, "sh", "-c", stubborn)
    leader = process.leader()
    assert leader is not None
    while not (children := leader.children()):
        assert leader.is_running()
    stop_servers([process], state, patience=0.2)
    assert process.leader() is None
    assert not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children)


def test_what_is_left_of_a_server_whose_leader_was_killed_is_ended(state: Path) -> None:
    process = start(state, "sh", "-c", "sleep 600; true")
    leader = process.leader()
    assert leader is not None
    while not (children := [child for child in leader.children() if child.name() == "sleep"]):
        assert leader.is_running()
    os.kill(process.pid, signal.SIGKILL)
    leader.wait(timeout=10)
    stop_servers([process], state, patience=5)
    psutil.wait_procs(children, timeout=10)
    assert not children[0].is_running()


def test_a_process_that_got_the_number_of_ours_is_left_alone(state: Path) -> None:
    other = subprocess.Popen(SLEEP, start_new_session=True)
    try:
        ours_once = ServerProcess(name="keycloak", pid=other.pid, started=psutil.Process(other.pid).create_time() - 60)
        assert ours_once.leader() is None
        stop_servers([ours_once], state, patience=0.2)
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_server_that_ended_is_not_running(state: Path) -> None:
    process = start(state, "true")
    leader = psutil.Process(process.pid)
    psutil.wait_procs([leader], timeout=10)
    assert process.leader() is None
