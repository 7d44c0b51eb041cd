"""What the daemon does with runs that fail, are refused, or cannot begin, by a clock that the test moves."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from admin_api import LeaseHeldError
from settings import DistrictFolder
from sync.daemon import daemon as daemon_module
from sync.daemon.daemon import Daemon
from sync.daemon.status import DaemonStatus
from sync.records import Outcome, RunRecord
from sync.run import Run
from tests.support.fake_clock import FakeClock
from tests.support.running_daemon import Told, somebody_to_tell
from tests.support.waiting import wait_for

Answer = Outcome | Exception


@pytest.fixture(scope="module")
def somebody() -> Iterator[Told]:
    with somebody_to_tell() as told:
        yield told


class Serving:
    """A daemon in a thread, whose runs end as the test says."""

    def __init__(self, folder: Path, answers: list[Answer]) -> None:
        self.clock = FakeClock()
        self.runs = 0
        self._answers = answers
        self.daemon = Daemon(DistrictFolder.at(folder), self.clock)
        self._thread = threading.Thread(target=self.daemon.serve)
        self._thread.start()

    def run(self, *_: object) -> Run:
        answer = self._answers[self.runs]
        self.runs += 1
        if isinstance(answer, Exception):
            raise answer
        now = self.clock.now()
        record = RunRecord(f"run-{self.runs:04}", now, now, 1.0, "here (1)", "schedule", answer, message="a reason")
        return Run(record)

    def after(self, seconds: float, ended: Callable[[DaemonStatus], bool]) -> DaemonStatus:
        """Let time pass, and wait until the daemon is as it has to be."""
        self.clock.pass_time(seconds=seconds)
        self.daemon.reload()
        wait_for("the daemon", lambda: self.daemon.status().doing == "waiting" and ended(self.daemon.status()), 20)
        return self.daemon.status()

    def end(self) -> None:
        self.daemon.stop()
        self._thread.join(20)
        assert not self._thread.is_alive()


@pytest.fixture
def folder(tmp_path: Path, somebody: Told) -> Path:
    somebody.posted.clear()
    alerts = {"webhooks": [{"url": somebody.webhook}]}
    daemon = {"watch": False, "schedule": ["0 5 * * *"], "retry_seconds": 60, "late_hours": 30, "alerts": alerts}
    documents: dict[str, Any] = {
        "district": {"name": "Test", "realm": "test", "help_contact": "us", "daemon": daemon},
        "apps": {"applications": []},
        "deployment": {
            "keycloak": {"url": "http://127.0.0.1:9", "client_secret": "x"},
            "desk": {"url": "http://localhost", "client_secret": "x", "session_secret": "x"},
        },
    }
    for name, document in documents.items():
        (tmp_path / f"{name}.yaml").write_text(json.dumps(document), encoding="utf-8")
    return tmp_path


@pytest.fixture
def serving(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Serving]]:
    begun: list[Serving] = []
    monkeypatch.setattr(daemon_module, "_last_good", lambda _: None)
    monkeypatch.setattr(daemon_module, "run", lambda *arguments: begun[-1].run(*arguments))

    def begin(*answers: Answer) -> Serving:
        made = Serving.__new__(Serving)
        begun.append(made)
        made.__init__(folder, list(answers))  # type: ignore[misc]
        return made

    yield begin
    for made in begun:
        made.end()


def test_three_failures_in_a_row_are_told_and_so_is_the_end_of_them(
    serving: Callable[..., Serving], somebody: Told
) -> None:
    served = serving("failed", "failed", OSError("no address"), "done")

    served.after(0, lambda status: status.failures == 1)
    served.after(60, lambda status: status.failures == 2)
    assert somebody.posted == []
    assert not served.daemon.health()[0]
    third = served.after(120, lambda status: status.failures == 3)
    wait_for("the alert", lambda: somebody.kinds() == ["failing"])
    fourth = served.after(240, lambda status: status.failures == 0)
    wait_for("the recovery", lambda: somebody.kinds() == ["failing", "recovered"])

    assert "no address" in somebody.posted[0]["text"]
    assert [kind for kind, _ in third.alerts] == ["failing"]
    assert fourth.alerts == ()
    assert served.daemon.health()[0]


def test_runs_that_are_late_are_told_once_however_often_they_are_refused(
    serving: Callable[..., Serving], somebody: Told
) -> None:
    served = serving("refused", "refused", "refused", "nothing")

    served.after(0, lambda status: [kind for kind, _ in status.alerts] == ["refused"])
    served.after(3600 * 24, lambda _: served.runs == 2)
    late = served.after(3600 * 24, lambda status: status.late and served.runs == 3)
    served.after(0, lambda status: len(status.alerts) == 2)
    # The next run of the schedule, before a day has passed: then people are reminded.
    served.after(3600 * 23, lambda status: status.alerts == ())
    wait_for("the recovery", lambda: "recovered" in somebody.kinds())

    assert late.late
    assert somebody.kinds().count("late") == 1


def test_a_monitor_is_told_where_the_settings_are_wrong_until_they_are_right(
    serving: Callable[..., Serving], folder: Path
) -> None:
    served = serving("done", "done", "done")
    served.after(0, lambda _: served.runs == 1)
    right = (folder / "district.yaml").read_text(encoding="utf-8")

    (folder / "district.yaml").write_text(
        "name: Test\nrealm: test\nhelp_contact: us\ncolour: secret\n", encoding="utf-8"
    )
    served.after(3600 * 24, lambda _: served.runs == 2)
    wrong = served.daemon.health()
    (folder / "district.yaml").write_text(right, encoding="utf-8")
    served.after(3600 * 24, lambda _: served.runs == 3)

    assert (wrong[0], wrong[1]["wrongSettings"]) == (False, "district.yaml, line 4, colour")
    assert "secret" not in str(wrong[1])
    assert (served.daemon.health()[0], served.daemon.health()[1]["wrongSettings"]) == (True, None)


def test_another_machines_run_is_waited_for_and_nobody_is_told(serving: Callable[..., Serving], somebody: Told) -> None:
    served = serving(LeaseHeldError("sync02 (1)", 30.0), "nothing")

    served.after(0, lambda _: served.runs == 1)
    status = served.after(31, lambda status: status.last_run.get("outcome") == "nothing")

    assert status.failures == 0
    assert b'homeroom_sync_lease_held_by_another_total{realm="test"} 1.0' in served.daemon.metrics.text()
    assert somebody.posted == []


def test_a_restart_repeats_no_alert(serving: Callable[..., Serving], somebody: Told, folder: Path) -> None:
    first = serving("refused")
    first.after(0, lambda status: status.alerts != ())
    wait_for("the alert", lambda: somebody.kinds() == ["refused"])
    first.end()

    second = serving("refused", "done")
    second.after(0, lambda _: second.runs == 1)
    second.after(3600 * 24 - 60, lambda _: second.runs == 2)
    wait_for("the recovery", lambda: somebody.kinds() == ["refused", "recovered"])

    left = DaemonStatus.read(folder / "state")
    assert left is not None
    assert replace(left, written=second.clock.now()).last_run["outcome"] == "done"
