"""`homeroom sync daemon` against a real Keycloak: it runs, tells, stops, gives way, and a kill harms nobody."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from admin_api import LeaseApi, RosterApi, RunsApi
from homeroom.cli import main
from settings import DistrictFolder
from sync.lease import HeldLease
from sync.run import Request, run
from tests.support.keycloak_server import KeycloakServer
from tests.support.roster_set import Tables, enrollment, person, school_class, write_set
from tests.support.running_daemon import RunningDaemon, Told, free_port, running_daemon, somebody_to_tell
from tests.support.sync_district import District, sync_district, this_year
from tests.support.waiting import wait_for

pytestmark = pytest.mark.integration

_PORT = free_port()


@pytest.fixture(scope="module")
def told() -> Iterator[Told]:
    with somebody_to_tell() as somebody:
        yield somebody


@pytest.fixture(scope="module")
def district(
    keycloak: KeycloakServer, realm: str, told: Told, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[District]:
    settings = {
        "roster": {"type": "oneroster-csv", "settle_seconds": 1},
        "daemon": {
            "lease_seconds": 5,
            "health_port": _PORT,
            "retry_seconds": 1,
            "alerts": {
                "webhooks": [{"url": told.webhook, "token": "${env:HOOK_TOKEN}"}],
                "mail_to": ["it@example.org"],
            },
        },
        "mail": {"host": "127.0.0.1", "port": told.smtp_port, "security": "none", "sender": "sync@example.org"},
    }
    with (
        pytest.MonkeyPatch.context() as patch,
        sync_district(keycloak, realm, tmp_path_factory.mktemp("district"), settings) as made,
    ):
        patch.setenv("HOOK_TOKEN", "token-of-the-hook")
        yield made


def renamed(name: str) -> Tables:
    tables = this_year()
    tables["users"][1]["familyName"] = name
    return tables


def large() -> Tables:
    """A set that takes several batches to write."""
    tables = this_year()
    tables["users"].append(person("new"))
    tables["classes"] += [school_class(f"k{number}") for number in range(4000)]
    tables["enrollments"] += [enrollment("new", f"k{number}") for number in range(4000)]
    return tables


@pytest.fixture(scope="module")
def daemon(district: District, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDaemon]:
    """A daemon after its run at the start; the test that stops it comes after those that need it."""
    write_set(district.folder / "roster", this_year())
    with running_daemon(district.folder, tmp_path_factory.mktemp("daemon"), _PORT) as started:
        assert started.wait_for_runs(1)[0] == "done"
        yield started


def test_it_runs_at_the_start_and_when_the_source_changes_and_tells_systemd_and_prometheus(
    district: District, daemon: RunningDaemon
) -> None:
    wait_for("readiness", lambda: daemon.systemd.heard("READY=1"))
    write_set(district.folder / "roster", renamed("Núñez"))
    daemon.wait_for_runs(2)

    assert district.user("pupil")["lastName"] == "Núñez"
    assert [record["trigger"] for record in daemon.logged("run begins")] == ["start", "watch"]
    wait_for("a sign of life", lambda: daemon.systemd.heard("WATCHDOG=1\nSTATUS=waiting"))
    runs_done = f'homeroom_sync_runs_total{{outcome="done",realm="{district.realm}"}} 2.0'
    wait_for("the second run's metrics", lambda: runs_done in daemon.get("metrics").text)
    assert f'homeroom_sync_last_run_rows{{realm="{district.realm}",status="updated",type="person"}} 1.0' in (
        daemon.get("metrics").text
    )
    assert daemon.get("health").status_code == 200
    assert daemon.get("health").json()["lastRun"] == "done"

    status = CliRunner().invoke(main, ["sync", "status", "--district", str(district.folder), "--json"])
    assert status.exit_code == 0
    assert json.loads(status.stdout)["daemon"]["alive"]
    assert json.loads(status.stdout)["runs"][0]["trigger"] == "watch"


def test_it_reads_the_district_folder_anew_when_told_to(district: District, daemon: RunningDaemon) -> None:
    file = district.folder / "district.yaml"
    before = file.read_text(encoding="utf-8")
    heard = len(daemon.systemd.said)
    try:
        settings = json.loads(before)
        settings["daemon"]["schedule"] = ["30 4 29 2 *"]
        file.write_text(json.dumps(settings), encoding="utf-8")
        daemon.send(signal.SIGHUP)

        wait_for("the reload", lambda: daemon.systemd.heard("READY=1", heard))
        assert daemon.systemd.heard("RELOADING=1\nMONOTONIC_USEC=", heard)
        assert daemon.get("health").json()["nextTime"].startswith("2028-02-29T04:30")

        file.write_text("{", encoding="utf-8")
        daemon.send(signal.SIGHUP)
        wait_for("the error", lambda: daemon.logged("the district folder cannot be read"))
        assert daemon.get("health").status_code == 503
        assert daemon.get("health").json()["wrongSettings"].startswith("district.yaml, line 1")
    finally:
        file.write_text(before, encoding="utf-8")
        daemon.send(signal.SIGHUP)
    wait_for("settings that can be read", lambda: daemon.get("health").status_code == 200)


def test_a_refused_run_is_told_once_and_so_is_the_recovery(
    district: District, daemon: RunningDaemon, told: Told
) -> None:
    few = this_year()
    few["users"] = few["users"][:1]
    few["enrollments"] = few["enrollments"][:1]
    runs = len(daemon.ended_runs())
    for more in (1, 2):
        few["users"][0]["familyName"] = f"Name {more}"
        write_set(district.folder / "roster", few)
        assert daemon.wait_for_runs(runs + more)[-1] == "refused"
    wait_for("both alerts", lambda: told.posted and told.mailed)
    assert daemon.get("health").status_code == 503
    status = CliRunner().invoke(main, ["sync", "status", "--district", str(district.folder)])
    assert status.exit_code == 3

    write_set(district.folder / "roster", this_year())
    assert daemon.wait_for_runs(runs + 3)[-1] in {"done", "nothing"}
    wait_for("both recoveries", lambda: len(told.posted) == 2 and len(told.mailed) == 2)

    assert told.kinds() == ["refused", "recovered"]
    assert told.posted[0]["text"].startswith("Test Schools: a roster run was refused, and nothing was changed\n")
    assert told.posted[0]["authorization"] == "Bearer token-of-the-hook"
    assert [mail["subject"] for mail in told.mailed] == [
        "Test Schools: a roster run was refused, and nothing was changed",
        "Test Schools: the roster sync is well again",
    ]
    assert "people would be disabled" in str(told.mailed[0].get_content())
    assert "token-of-the-hook" not in daemon.log.read_text(encoding="utf-8")


def test_it_stops_between_two_batches_and_the_next_run_finishes(district: District, daemon: RunningDaemon) -> None:
    api = RosterApi(district.connection, district.realm)
    write_set(district.folder / "roster", large())
    wait_for("the first rows", lambda: sum(1 for _ in api.state("classes")) > 4000)

    assert daemon.end() == 0

    assert daemon.systemd.heard("STOPPING=1")
    outcome = daemon.ended_runs()[-1]
    assert outcome in {"interrupted", "done"}
    assert LeaseApi(district.connection, district.realm).current() is None
    assert RunsApi(district.connection, district.realm).latest(1)[0]["outcome"] == outcome
    assert district.sync("run", large()).code == 0
    assert sum(1 for _ in api.state("enrollments")) == 4000 + len(this_year()["enrollments"])


def test_another_daemon_finishes_what_a_killed_one_began(district: District, tmp_path: Path) -> None:
    assert district.sync("run", this_year()).code == 0
    api = RosterApi(district.connection, district.realm)
    write_set(district.folder / "roster", large())
    with running_daemon(district.folder, tmp_path / "first", _PORT) as first:
        wait_for("the first rows", lambda: sum(1 for _ in api.state("classes")) > 4000)
        first.process.kill()
        first.process.wait()

    with running_daemon(district.folder, tmp_path / "second", _PORT) as second:
        assert second.wait_for_runs(1)[0] in {"done", "nothing"}

    assert sum(1 for _ in api.state("enrollments")) == 4000 + len(this_year()["enrollments"])
    assert district.sync("plan", large()).document["plan"]["rows"] == 0


def test_two_daemons_at_once_take_turns(district: District, tmp_path: Path) -> None:
    write_set(district.folder / "roster", this_year())
    other_folder = tmp_path / "other"
    other_folder.mkdir()
    for name in ("district", "apps", "deployment"):
        text = (district.folder / f"{name}.yaml").read_text(encoding="utf-8")
        settings = json.loads(text)
        if name == "district":
            settings["daemon"] = {"lease_seconds": 5}
            settings["roster"]["path"] = str(district.folder / "roster")
        (other_folder / f"{name}.yaml").write_text(json.dumps(settings), encoding="utf-8")
    with (
        running_daemon(district.folder, tmp_path / "first", _PORT) as first,
        running_daemon(other_folder, tmp_path / "second", _PORT) as second,
    ):
        for daemon in (first, second):
            daemon.wait_for_runs(1)
        write_set(district.folder / "roster", renamed("Turns"))
        for daemon in (first, second):
            daemon.wait_for_runs(2)

    runs = RunsApi(district.connection, district.realm).latest(2)
    assert {run["outcome"] for run in runs} <= {"done", "nothing"}
    assert len({run["host"] for run in runs}) == 2
    assert sum(run["counts"].get("person", {}).get("updated", 0) for run in runs) == 1
    assert district.user("pupil")["lastName"] == "Turns"


def test_a_run_that_lost_its_lease_writes_nothing_more(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine that stood still: the lease is not renewed, and another run takes it."""
    assert district.sync("run", this_year(), "--wait", "30").code == 0
    monkeypatch.setattr(HeldLease, "renew", lambda _: None)
    write_set(district.folder / "roster", renamed("Late"))
    taken: list[int] = []

    def stand_still(step: str, done: int, rows: int) -> None:
        if (step, done) == ("writing", 0) and rows and not taken:
            taken.append(rows)
            assert district.sync("run", renamed("Quick"), "--wait", "30").code == 0

    lost = run(DistrictFolder.at(district.folder), district.connection, replace(Request(), step=stand_still))

    assert lost.record.outcome == "failed"
    assert "taken the lease" in lost.record.message
    assert district.user("pupil")["lastName"] == "Quick"


def test_a_second_run_says_who_is_at_it(district: District) -> None:
    lease = LeaseApi(district.connection, district.realm)
    lease.take("0000-somebody-else-0000", "sync01 (4711)", 60)
    try:
        refused = district.sync("run", this_year())
    finally:
        lease.release("0000-somebody-else-0000")

    assert refused.code == 1
    assert "sync01 (4711) is syncing this realm" in refused.message
