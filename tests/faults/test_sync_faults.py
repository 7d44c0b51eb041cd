"""Loads of the roster that are killed, cut off and starved: the next run ends where an undisturbed one does."""

from __future__ import annotations

import random
import shutil
import subprocess
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from example_district import generate
from settings.exit_code import ExitCode
from tests.support.cut_off import cut_off
from tests.support.fault_district import FaultyDemo, Load, another_day, at_rest, load
from tests.support.small_disk import full_disk, on_a_small_disk
from tests.support.sync_district import sync_district

pytestmark = pytest.mark.faults
KILLS = {"sync": 10, "keycloak": 5, "postgres": 5}
PEOPLE = 2500
SETTINGS = {
    "guard": {
        "at_least": 100_000,
        "campus_at_least": 100_000,
        "in_term": {"district": {"enrollments_removed": 100}},
    },
    "daemon": {"lease_seconds": 5},
}


@dataclass
class Case:
    """A district that is loaded with one of two days' exports, in turn.

    Attributes:
        days: the exports; each changes everybody whom the other left.
        undisturbed: what the database has after an undisturbed load of each.
        seconds: how long such a load takes; less once one was over sooner.
    """

    demo: FaultyDemo
    realm: str
    district: Path
    days: tuple[Path, Path]
    undisturbed: Mapping[Path, str]
    seconds: float
    turn: int = 0

    def next_day(self) -> Path:
        """The export of the other day."""
        self.turn += 1
        return self.days[self.turn % 2]

    def disturbed(self, disturb: Callable[[subprocess.Popen[str]], None]) -> tuple[Path, Load]:
        """Load the other day's export, and disturb the load at some moment of it."""
        day = self.next_day()
        moment = random.Random(self.turn).uniform(0.3, 0.95) * self.seconds  # noqa: S311

        def later(process: subprocess.Popen[str]) -> None:
            if not _ends_within(process, moment):
                disturb(process)

        ended = load(self.district, day, later)
        if ended.seconds < moment:
            self.seconds = ended.seconds
        return day, ended

    def assert_ends_well(self, day: Path) -> None:
        """One more run, and all is as if nothing had happened."""
        ended = load(self.district, day)
        assert ended.code == ExitCode.DONE, ended.message
        assert self.demo.belongings(self.realm) == self.undisturbed[day]


def _ends_within(process: subprocess.Popen[str], seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    demo = FaultyDemo(tmp_path_factory.mktemp("faulty"))
    first, folder = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("district")
    generate(people=PEOPLE, seed=5, folder=first)
    days = at_rest(first), at_rest(another_day(first, tmp_path_factory.mktemp("other") / "set"))
    realm = f"faults-{uuid.uuid4().hex[:8]}"
    try:
        demo.start()
        with demo.keycloak.connection() as connection:
            connection.post("/admin/realms", {"realm": realm, "enabled": True})
        with sync_district(demo.keycloak, realm, folder, SETTINGS):
            undisturbed, seconds = {}, 0.0
            for day in days:
                ended = load(folder, day)
                assert ended.code == ExitCode.DONE, ended.message
                undisturbed[day], seconds = demo.belongings(realm), ended.seconds
            assert undisturbed[days[0]] != undisturbed[days[1]]
            yield Case(demo, realm, folder, days, undisturbed, seconds, turn=1)
    finally:
        demo.stop()


def test_a_sync_that_is_killed_leaves_the_rest_to_the_next_run(case: Case) -> None:
    loads: list[Load] = []
    for _ in range(KILLS["sync"]):
        day, ended = case.disturbed(lambda process: process.kill())
        # After the first kill the next run waits until the lease runs out; to wait ten times shows no more.
        if loads:
            case.demo.end_leases(case.realm)
        loads.append(ended)
        case.assert_ends_well(day)
    assert sum(ended.code < 0 for ended in loads) >= KILLS["sync"] // 2


@pytest.mark.parametrize("server", ["keycloak", "postgres"])
def test_a_server_that_is_killed_ends_the_run_with_a_sentence_and_the_next_one_finishes(
    case: Case, server: str
) -> None:
    loads: list[Load] = []
    for _ in range(KILLS[server]):
        day, ended = case.disturbed(lambda _: case.demo.kill(server))
        loads.append(ended)
        case.demo.start()
        case.assert_ends_well(day)
    assert {ended.code for ended in loads} <= {ExitCode.DONE, ExitCode.FAILED}
    assert sum(ended.code == ExitCode.FAILED for ended in loads) >= KILLS[server] // 2
    assert not any("Traceback" in ended.message for ended in loads)


def test_a_network_that_drops_leaves_the_rest_to_the_next_run(case: Case, tmp_path: Path) -> None:
    dropping = tmp_path / "district"
    loads: list[Load] = []
    for after in (2_000, 60_000, 400_000):
        day = case.next_day()
        with cut_off(case.demo.keycloak.url, after) as url:
            shutil.copytree(case.district, dropping, dirs_exist_ok=True)
            _point_at(dropping, case.demo.keycloak.url, url)
            loads.append(load(dropping, day))
        case.assert_ends_well(day)
    assert any(ended.code == ExitCode.FAILED for ended in loads)
    assert not any("Traceback" in ended.message for ended in loads)


def test_tokens_that_expire_in_the_middle_are_renewed(case: Case) -> None:
    with _tokens_that_live(case, seconds=1):
        for _ in case.days:
            day, ended = case.disturbed(lambda _: None)
            assert ended.code == ExitCode.DONE, ended.message
            assert case.demo.belongings(case.realm) == case.undisturbed[day]


def test_a_full_disk_below_the_database_ends_the_run_with_a_sentence_and_the_next_one_finishes(case: Case) -> None:
    with on_a_small_disk(case.demo) as disk:
        with full_disk(disk):
            day, ended = case.disturbed(lambda _: None)
        assert ended.code == ExitCode.FAILED
        assert "Traceback" not in ended.message
        assert "No space left on device" in (case.demo.state / "logs" / "postgres.log").read_text(encoding="utf-8")
        case.demo.start()
        case.assert_ends_well(day)


def _point_at(district: Path, before: str, after: str) -> None:
    path = district / "deployment.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


@contextmanager
def _tokens_that_live(case: Case, seconds: int) -> Iterator[None]:
    with case.demo.keycloak.connection() as connection:
        (client,) = connection.get("/admin/realms/master/clients", {"clientId": case.demo.keycloak.client_id})
        path = f"/admin/realms/master/clients/{client['id']}"
        connection.put(path, client | {"attributes": {**client["attributes"], "access.token.lifespan": f"{seconds}"}})
    try:
        yield
    finally:
        with case.demo.keycloak.connection() as connection:
            connection.put(path, client | {"attributes": {**client["attributes"], "access.token.lifespan": ""}})
