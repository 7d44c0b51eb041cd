"""Starting, answering and stopping a demo."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from homeroom.demo.build import Built, build
from homeroom.demo.district_copy import copy_district
from homeroom.demo.document import Administrator, DemoDocument
from homeroom.demo.errors import DemoError
from homeroom.demo.keycloak_server import KeycloakStartError
from homeroom.demo.places import StateFolder
from homeroom.demo.ports import choose_ports, kept_ports, named_port
from homeroom.demo.postgres import postgres_programs
from homeroom.demo.processes import stop_servers
from homeroom.demo.progress import Progress
from homeroom.demo.start_up import StartUp
from homeroom.demo.state import Database, DemoRecord, Ports, locked, read_record, write_record

DEFAULT_POPULATION = 5000
_PREFERRED = Ports(keycloak=8080, management=9000, desk=8081, library=8082, postgres=0)


@dataclass(frozen=True)
class DemoOptions:
    """What somebody asks for. None stands for: whatever runs already, or else the default.

    Attributes:
        state: the state folder.
        database: `h2` (default) or `postgres`.
        population: people in the roster (5,000).
        port: Keycloak's port (8080, or another if that is taken).
        app_urls: addresses of applications that somebody else serves, by id.
        look_of: a district folder whose name, colours, logo and help contact the demo has (the example's own).
        long_lived: it is to run for long or to be measured, so that starting quickly is not what matters.
    """

    state: StateFolder
    database: Database | None = None
    population: int | None = None
    port: int | None = None
    app_urls: Mapping[str, str] = field(default_factory=dict)
    look_of: Path | None = None
    long_lived: bool = False


@dataclass(frozen=True)
class Demo:
    """A demo that is ready.

    Attributes:
        document: where it is and as whom to sign in.
        was_running: it had been started by an earlier call.
    """

    document: DemoDocument
    was_running: bool


def ensure_demo(options: DemoOptions, progress: Progress) -> Demo:
    """Answer from the demo that runs, or start it. May be called again after a kill at any moment.

    Raises:
        DemoError: it cannot be started, or runs with other options.
        SettingsError: a file of the example district is wrong.
        AdminApiError: Keycloak does not do as it is told.
    """
    state = options.state
    with locked(state.lock, progress, "Waiting for another call of homeroom demo"):
        record = read_record(state)
        if record and record.document and record.is_running():
            _refuse_other_options(options, record)
            return Demo(record.document, was_running=True)
        if record:
            stop_servers(record.processes, state.path)
        database = _database(options, record)
        _check_machine(options, database)
        built = build(database, progress)
        with kept_ports() as may_have:
            return Demo(_start(options, record, built, progress, may_have), was_running=False)


def stop_demo(state: StateFolder, progress: Progress) -> bool:
    """End what a demo started; whether there was anything. Raises DemoError."""
    if not state.record.exists():
        return False
    with locked(state.lock, progress, "Waiting for another call of homeroom demo"):
        record = read_record(state)
        if record is None or not record.processes:
            return False
        stop_servers(record.processes, state.path)
        write_record(state, record.model_copy(update={"processes": (), "document": None}))
        return True


def _check_machine(options: DemoOptions, database: Database) -> None:
    """Find out before anything is built what the machine has not got."""
    if options.port is not None:
        named_port(options.port)
    if database == "postgres":
        postgres_programs()


def _start(
    options: DemoOptions,
    record: DemoRecord | None,
    built: Built,
    progress: Progress,
    may_have: Callable[[int], bool],
) -> DemoDocument:
    ports = _ports(options, record, may_have)
    if record and _can_continue(options, record):
        again = record.model_copy(update={"ports": ports, "processes": (), "document": None})
        try:
            return StartUp(options.state, again, progress).run(built)
        except KeycloakStartError:
            progress.note("The database of the last time cannot be used: starting with an empty one")
    return StartUp(options.state, _fresh(options, record, ports), progress).run(built)


def _can_continue(options: DemoOptions, record: DemoRecord) -> bool:
    return (
        record.examples is not None
        and options.database in (None, record.database)
        and options.population in (None, record.population)
        and options.look_of in (None, record.look_of)
        and (options.state.district / "district.yaml").is_file()
    )


def _fresh(options: DemoOptions, record: DemoRecord | None, ports: Ports) -> DemoRecord:
    """Empty the state folder and begin a record."""
    state = options.state
    for old in (state.keycloak, state.postgres):
        shutil.rmtree(old, ignore_errors=True)
    population = options.population or (record.population if record else DEFAULT_POPULATION)
    fresh = DemoRecord(
        database=_database(options, record),
        population=population,
        ports=ports,
        app_urls=dict(options.app_urls),
        admin=Administrator(username="admin", password=secrets.token_urlsafe(12)),
        look_of=options.look_of or (record.look_of if record else None),
        long_lived=options.long_lived,
    )
    write_record(state, fresh)
    copy_district(state, population, fresh.look_of)
    return fresh


def _database(options: DemoOptions, record: DemoRecord | None) -> Database:
    return options.database or (record.database if record else "h2")


def _ports(options: DemoOptions, record: DemoRecord | None, may_have: Callable[[int], bool]) -> Ports:
    preferred = (record.ports if record else _PREFERRED).model_dump()
    if options.port is not None:
        preferred["keycloak"] = named_port(options.port, may_have)
    return Ports(**choose_ports(preferred, may_have))


def _refuse_other_options(options: DemoOptions, record: DemoRecord) -> None:
    asked = {
        "--database": (options.database, record.database),
        "--people": (options.population, record.population),
        "--port": (options.port, record.ports.keycloak),
        "--app-url": (dict(options.app_urls) or None, record.app_urls),
        "--look-of": (options.look_of, record.look_of),
    }
    for option, (wanted, running) in asked.items():
        if wanted not in (None, running):
            raise DemoError(f"a demo is running with another {option} ({running}): end it with --stop first")
