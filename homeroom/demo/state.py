"""What a demo knows about itself: written before each thing it says is done."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from homeroom.demo.document import Administrator, DemoDocument, Examples
from homeroom.demo.errors import DemoError
from homeroom.demo.places import StateFolder
from homeroom.demo.processes import ServerProcess
from homeroom.demo.progress import Progress
from settings.model import Settings
from settings.whole_file import write_whole

Database = Literal["h2", "postgres"]


class Ports(Settings):
    """Ports on loopback; 0 for what the demo does not run."""

    keycloak: int
    management: int
    desk: int
    library: int
    postgres: int


class DemoRecord(Settings):
    """The content of `demo.json`.

    Attributes:
        database: what Keycloak stores in.
        population: how many people the roster was generated for.
        ports: where things listen.
        app_urls: applications that somebody else serves, by id.
        admin: of Keycloak.
        look_of: the district folder whose name and colours the demo has; None for the example's own.
        long_lived: Keycloak's Java compiles as thoroughly as in production.
        examples: the example people; None until realm, roster and they are complete in the database.
        processes: that were started, in that order.
        document: what was printed; None until all is up.
    """

    database: Database
    population: int
    ports: Ports
    app_urls: dict[str, str]
    admin: Administrator
    look_of: Path | None = None
    long_lived: bool = False
    examples: Examples | None = None
    processes: tuple[ServerProcess, ...] = ()
    document: DemoDocument | None = None

    def is_running(self) -> bool:
        """Whether it was ready, and every process still lives."""
        return self.document is not None and all(process.leader() is not None for process in self.processes)


def read_record(state: StateFolder) -> DemoRecord | None:
    """The record of a state folder; None if there is none.

    Raises:
        DemoError: it is not ours, or of a version that is not.
    """
    try:
        return DemoRecord.model_validate_json(state.record.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (ValidationError, OSError) as failure:
        raise DemoError(
            f"{state.record} cannot be read ({type(failure).__name__}): end what runs from it and delete {state.path}"
        ) from None


def write_record(state: StateFolder, record: DemoRecord) -> None:
    """Put a record in the place of the one before; a kill leaves the old one or the new one."""
    write_whole(state.record, record.model_dump_json(indent=2).encode())


@contextmanager
def locked(file: Path, progress: Progress, waiting_for: str) -> Iterator[int]:
    """Hold an advisory lock, which ends with the process whatever happens to it.

    Args:
        file: is made if it is missing.
        progress: is told if somebody else holds the lock.
        waiting_for: what that somebody does.

    Yields:
        The file descriptor: a process that inherits it holds the lock too.
    """
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with progress.step(waiting_for):
                fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)
