"""The pages of the daemon, and its words to systemd."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from sync.daemon.health import HealthServer
from sync.daemon.service import Service
from sync.errors import SyncError


@pytest.fixture
def said() -> dict[str, Any]:
    return {"well": True}


@pytest.fixture
def server(said: dict[str, Any]) -> Iterator[HealthServer]:
    served = HealthServer("127.0.0.1", 0, lambda: b"runs_total 1.0\n", lambda: (said["well"], said))
    yield served
    served.close()


def get(server: HealthServer, page: str) -> httpx.Response:
    return httpx.get(f"http://127.0.0.1:{server.port}/{page}")


def test_a_monitor_is_told_by_the_status_whether_all_is_well(server: HealthServer, said: dict[str, Any]) -> None:
    assert (get(server, "health").status_code, get(server, "health").json()) == (200, {"well": True})
    said["well"] = False
    assert (get(server, "health").status_code, get(server, "health").json()) == (503, {"well": False})


def test_prometheus_is_given_the_metrics_and_nobody_anything_else(server: HealthServer) -> None:
    assert get(server, "metrics").text == "runs_total 1.0\n"
    assert get(server, "metrics").headers["Content-Type"].startswith("text/plain; version=")
    assert get(server, "metrics/../../etc/passwd").status_code == 404


def test_a_port_that_is_taken_is_named_with_its_setting(server: HealthServer) -> None:
    with pytest.raises(SyncError, match=rf"127.0.0.1:{server.port} cannot be served.*daemon.health_port"):
        HealthServer("127.0.0.1", server.port, bytes, lambda: (True, {}))


def test_systemd_is_told_in_its_own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(path))
        monkeypatch.setenv("NOTIFY_SOCKET", str(path))
        monkeypatch.setenv("WATCHDOG_USEC", "120000000")
        service = Service()
        service.ready("waiting")
        service.reloading()
        service.alive("writing 5 of 10 rows")
        service.stopping()
        heard = [systemd.recv(1000).decode() for _ in range(4)]

    assert service.watchdog_seconds == 120
    assert heard[0] == "READY=1\nSTATUS=waiting"
    assert heard[1].startswith("RELOADING=1\nMONOTONIC_USEC=")
    assert heard[2:] == ["WATCHDOG=1\nSTATUS=writing 5 of 10 rows", "STOPPING=1"]


def test_a_process_that_systemd_did_not_start_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NOTIFY_SOCKET", "WATCHDOG_USEC"):
        monkeypatch.delenv(name, raising=False)
    service = Service()

    service.ready("waiting")
    service.stopping()

    assert service.watchdog_seconds == 0
