"""A demo of its own on PostgreSQL whose servers are killed and come back, and loads of a roster meanwhile."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from homeroom.demo.places import StateFolder
from homeroom.demo.postgres import postgres_programs
from homeroom.demo.processes import MARK
from homeroom.demo.state import DemoRecord, read_record
from settings import DistrictFolder
from tests.support.keycloak_server import KeycloakServer

_BELONGINGS = """
select u.username, u.email, u.first_name, u.last_name, u.enabled,
  (select string_agg(a.name || '=' || a.value, ';' order by a.name, a.value)
     from user_attribute a where a.user_id = u.id and a.name <> 'disabledAt'),
  (select string_agg(p.name || '/' || g.name, ';' order by p.name, g.name)
     from user_group_membership m join keycloak_group g on g.id = m.group_id
     join keycloak_group p on p.id = g.parent_group where m.user_id = u.id),
  (select string_agg(r.name, ';' order by r.name)
     from user_role_mapping m join keycloak_role r on r.id = m.role_id where m.user_id = u.id)
from user_entity u join realm on realm.id = u.realm_id where realm.name = :'realm' order by u.username;
select c.sourced_id, c.title, c.school, c.term, c.roster_hash
from homeroom_class c join realm on realm.id = c.realm_id where realm.name = :'realm' order by 1;
select e.sourced_id, c.sourced_id, u.username, e.role, e.is_primary, e.roster_hash
from homeroom_enrollment e join homeroom_class c on c.id = e.class_id join user_entity u on u.id = e.user_id
join realm on realm.id = e.realm_id where realm.name = :'realm' order by 1;
"""
_NO_LEASES = "delete from homeroom_lease where realm_id = (select id from realm where name = :'realm');"


@dataclass(frozen=True)
class FaultyDemo:
    """A demo on PostgreSQL."""

    state: Path

    def start(self) -> None:
        """Start it, or what of it does not run."""
        self._demo("--detach", "--database", "postgres", "--people", "800")

    def stop(self) -> None:
        """End it."""
        self._demo("--stop")

    def kill(self, name: str) -> None:
        """Kill a server and all that it started, at once."""
        leader = next(process.pid for process in self.record.processes if process.name == name)
        killed = []
        for process in psutil.process_iter():
            try:
                if process.environ().get(MARK) == str(self.state) and os.getpgid(process.pid) == leader:
                    process.kill()
                    killed.append(process)
            except (psutil.Error, ProcessLookupError):
                continue
        psutil.wait_procs(killed, timeout=20)

    @property
    def record(self) -> DemoRecord:
        """What the demo knows about itself."""
        record = read_record(StateFolder(self.state))
        assert record
        return record

    @property
    def keycloak(self) -> KeycloakServer:
        """Its Keycloak."""
        folder = DistrictFolder.at(self.state / "district")
        access = folder.deployment.keycloak
        return KeycloakServer({}, folder.path, access.url, access.client_id, str(access.client_secret), "")

    def belongings(self, realm: str) -> str:
        """Everybody, every class and every enrollment of a realm, as the database has them, without ids."""
        return self._asked(_BELONGINGS, realm)

    def end_leases(self, realm: str) -> None:
        """Do as if the time of a lease that nobody gives back had passed."""
        self._asked(_NO_LEASES, realm)

    def compact(self) -> None:
        """Write every table anew, without the room of rows that are gone."""
        self._asked("vacuum full;")

    def _asked(self, statements: str, realm: str = "") -> str:
        ended = subprocess.run(
            [postgres_programs().folder / "psql", "-X", "-qAt", "-v", "ON_ERROR_STOP=1", "-v", f"realm={realm}"],
            env={
                **os.environ,
                "PGHOST": "127.0.0.1",
                "PGPORT": str(self.record.ports.postgres),
                "PGUSER": "keycloak",
                "PGDATABASE": "postgres",
                "PGPASSWORD": (self.state / "district" / "secrets" / "database").read_text(encoding="utf-8"),
            },
            input=statements,
            capture_output=True,
            text=True,
            check=True,
        )
        return ended.stdout

    def _demo(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "homeroom", "demo", "--state", str(self.state), *arguments]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr


@dataclass(frozen=True)
class Load:
    """A run of the sync as a process of its own.

    Attributes:
        code: exit code; negative if it was killed.
        message: what it said on standard error.
        seconds: how long it took.
    """

    code: int
    message: str
    seconds: float


def load(district: Path, source: Path, disturb: Callable[[subprocess.Popen[str]], None] = lambda _: None) -> Load:
    """Run the sync, and disturb it meanwhile; it waits for the lease of one that was killed."""
    command = [sys.executable, "-m", "homeroom", "sync", "run", "--wait", "60", "--json"]
    began = time.monotonic()
    with subprocess.Popen(
        [*command, "--district", str(district), "--source", str(source)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        disturb(process)
        _, message = process.communicate(timeout=300)
    return Load(process.returncode, message, time.monotonic() - began)


def another_day(source: Path, folder: Path) -> Path:
    """The export of another day: every third student has left, all others have another family name."""
    folder.mkdir()
    left: set[str] = set()
    for path in source.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as old:
            reader = csv.DictReader(old)
            rows, columns = list(reader), list(reader.fieldnames or ())
        if path.stem == "users":
            students = [row["sourcedId"] for row in rows if row["role"] == "student"]
            left = set(students[::3])
            for row in rows:
                row["familyName"] += "-Cruz"
        with (folder / path.name).open("w", encoding="utf-8", newline="") as new:
            writer = csv.DictWriter(new, columns)
            writer.writeheader()
            writer.writerows(rows)
    for name, column in (("users", "sourcedId"), ("demographics", "sourcedId"), ("enrollments", "userSourcedId")):
        _without(folder / f"{name}.csv", column, left)
    return folder


def at_rest(folder: Path) -> Path:
    """Date a set an hour back, so that it is not taken for one that is being uploaded."""
    hour_ago = time.time() - 3600
    for path in folder.iterdir():
        os.utime(path, (hour_ago, hour_ago))
    return folder


def _without(path: Path, column: str, values: set[str]) -> None:
    with path.open(encoding="utf-8", newline="") as old:
        reader = csv.DictReader(old)
        rows, columns = list(reader), list(reader.fieldnames or ())
    with path.open("w", encoding="utf-8", newline="") as new:
        writer = csv.DictWriter(new, columns)
        writer.writeheader()
        writer.writerows(row for row in rows if row[column] not in values)
