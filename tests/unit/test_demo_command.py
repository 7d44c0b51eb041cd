"""The options of `homeroom demo`, before anything is started."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner

from homeroom.cli import main
from homeroom.demo.document import Administrator, DemoDocument
from homeroom.demo.places import StateFolder
from homeroom.demo.processes import ServerProcess
from homeroom.demo.state import DemoRecord, Ports, read_record, write_record
from settings.exit_code import ExitCode

DOCUMENT = DemoDocument(
    base_url="http://localhost:1",
    realm="cedar-valley",
    portal_url="http://localhost:1/realms/cedar-valley/portal",
    desk_url="http://localhost:3",
    admin=Administrator(username="admin", password="geheim"),
    people=(),
    classes=("cv01-c0007",),
    district="/somewhere/district",
)


@pytest.fixture
def running(tmp_path: Path) -> StateFolder:
    """The state of a demo that is ready; this process stands for its servers."""
    state = StateFolder(tmp_path)
    me = psutil.Process()
    write_record(
        state,
        DemoRecord(
            database="h2",
            population=800,
            ports=Ports(keycloak=1, management=2, desk=3, library=4, postgres=5),
            app_urls={},
            admin=DOCUMENT.admin,
            processes=(ServerProcess(name="keycloak", pid=me.pid, started=me.create_time()),),
            document=DOCUMENT,
        ),
    )
    return state


def test_a_second_call_answers_from_the_demo_that_runs(running: StateFolder) -> None:
    answer = CliRunner().invoke(main, ["demo", "--detach", "--json", "--state", str(running.path)])
    assert answer.exit_code == ExitCode.DONE
    assert json.loads(answer.stdout) == DOCUMENT.model_dump(mode="json")


@pytest.mark.parametrize(
    "option", [("--database", "postgres"), ("--people", "900"), ("--port", "7"), ("--app-url", "library=http://x:1")]
)
def test_a_demo_that_runs_with_other_options_is_not_touched_and_the_option_is_named(
    running: StateFolder, option: tuple[str, str]
) -> None:
    before = read_record(running)
    answer = CliRunner().invoke(main, ["demo", "--detach", "--state", str(running.path), *option])
    assert answer.exit_code == ExitCode.FAILED
    assert f"another {option[0]}" in answer.stderr
    assert "--stop" in answer.stderr
    assert read_record(running) == before


def test_a_port_that_is_named_and_taken_is_one_clear_message(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        answer = CliRunner().invoke(main, ["demo", "--state", str(tmp_path), "--port", str(port)])
    assert answer.exit_code == ExitCode.FAILED
    assert answer.stderr.count("\n") == 1
    assert f"port {port} is taken" in answer.stderr


@pytest.mark.parametrize("value", ["library", "library=", "library=ftp://x", "=http://localhost"])
def test_an_application_address_that_is_none_is_wrong_usage(value: str) -> None:
    answer = CliRunner().invoke(main, ["demo", "--app-url", value])
    assert answer.exit_code == ExitCode.USAGE
    assert "library=http://localhost:8085" in answer.stderr
