"""The servers of the demo that is measured: what they use, and the client of PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.realm.tools import ToolError
from homeroom.demo.places import StateFolder
from homeroom.demo.postgres import postgres_programs
from homeroom.demo.state import read_record

_LOOK_SECONDS = 0.2
_MIB = 1 << 20


@dataclass
class Usage:
    """What servers used while something went on.

    Attributes:
        memory: most that Keycloak had at once, MiB.
        keycloak: seconds of processors.
        postgres: seconds of processors.
    """

    memory: float = 0.0
    keycloak: float = 0.0
    postgres: float = 0.0


@dataclass(frozen=True)
class Servers:
    """Servers of a demo on PostgreSQL.

    Attributes:
        keycloak: the process that is Java.
        postgres: the process that starts one for each connection.
        psql: the program.
        environment: how it reaches the database.
    """

    keycloak: psutil.Process
    postgres: psutil.Process
    psql: Path
    environment: dict[str, str]

    def sql(self, *commands: str) -> str:
        """Run commands of psql, all in one transaction if they begin one; what they print. Raises ToolError."""
        script = "\n".join(commands)
        ended = subprocess.run(
            [self.psql, "-X", "-qAt", "-v", "ON_ERROR_STOP=1"],
            env={**os.environ, **self.environment},
            input=script,
            capture_output=True,
            text=True,
            check=False,
        )
        if ended.returncode:
            raise ToolError(f"psql ended with {ended.returncode}: {ended.stderr[-2000:]}")
        return ended.stdout.strip()

    @contextmanager
    def watched(self) -> Iterator[Usage]:
        """What the servers use as long as the context lasts."""
        usage, over = Usage(), threading.Event()

        def look() -> None:
            while not over.wait(_LOOK_SECONDS):
                usage.memory = max(usage.memory, self.keycloak.memory_info().rss / _MIB)

        thread = threading.Thread(target=look, daemon=True)
        thread.start()
        keycloak, postgres = _processor_seconds(self.keycloak), _processor_seconds(self.postgres)
        try:
            yield usage
        finally:
            usage.keycloak = _processor_seconds(self.keycloak) - keycloak
            usage.postgres = _processor_seconds(self.postgres) - postgres
            over.set()
            thread.join()


def _processor_seconds(process: psutil.Process) -> float:
    """Of a process, its children, and those of its children that have ended."""
    seconds = process.cpu_times().children_user + process.cpu_times().children_system
    for one in (process, *process.children()):
        with suppress(psutil.NoSuchProcess):
            seconds += one.cpu_times().user + one.cpu_times().system
    return float(seconds)


def servers_of(district: Path) -> Servers:
    """The servers of the demo that a district folder belongs to. Raises ToolError if it is none on PostgreSQL."""
    state = StateFolder(district.parent)
    record = read_record(state)
    if record is None or record.database != "postgres":
        raise ToolError("this is measured on PostgreSQL: name the district of `homeroom demo --database postgres`")
    leaders = {process.name: process.leader() for process in record.processes}
    leader, postgres = leaders.get("keycloak"), leaders.get("postgres")
    if leader is None or postgres is None:
        raise ToolError(f"the demo of {state.path} does not run")
    family = [leader, *leader.children(recursive=True)]  # kc.sh starts Java
    return Servers(
        keycloak=max(family, key=lambda process: process.memory_info().rss),
        postgres=postgres,
        psql=postgres_programs().folder / "psql",
        environment={
            "PGHOST": "127.0.0.1",
            "PGPORT": str(record.ports.postgres),
            "PGUSER": "keycloak",
            "PGDATABASE": "postgres",
            "PGPASSWORD": (district / "secrets" / "database").read_text(encoding="utf-8"),
        },
    )
