"""The demo's own PostgreSQL, from the programs that the system has installed."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from homeroom.demo.errors import DemoError
from homeroom.demo.places import StateFolder
from homeroom.demo.processes import Server
from homeroom.demo.tool import run_tool
from settings.whole_file import write_whole

_DEBIAN = Path("/usr/lib/postgresql")
_USER = "keycloak"
_DATABASE = "postgres"


@dataclass(frozen=True)
class PostgresPrograms:
    """Which PostgreSQL is used, and as whom.

    Attributes:
        folder: where `initdb` and `postgres` are.
        account: the account it runs as; None for ours. PostgreSQL refuses to run as root.
    """

    folder: Path
    account: str | None


def postgres_programs() -> PostgresPrograms:
    """The newest PostgreSQL that is installed.

    Raises:
        DemoError: there is none, or nobody it could run as.
    """
    folders = [path.parent for path in _DEBIAN.glob("*/bin/initdb")]
    newest = max(folders, key=lambda folder: int(re.sub(r"\D", "", folder.parent.name) or 0), default=None)
    on_path = shutil.which("initdb")
    folder = newest or (Path(on_path).resolve().parent if on_path else None)
    if folder is None:
        raise DemoError(
            "PostgreSQL is not installed: run script/bootstrap --postgres, or leave out --database postgres"
        )
    if os.geteuid() != 0:
        return PostgresPrograms(folder, None)
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        raise DemoError(
            "PostgreSQL does not run as root, and there is no account `postgres` that it could use instead"
        ) from None
    return PostgresPrograms(folder, "postgres")


@contextmanager
def reachable(folder: Path, account: str | None) -> Iterator[tuple[str, list[int]]]:
    """A path under which an account reaches a folder, even below one that it may not enter, such as root's home.

    Yields:
        The path, and the file descriptors that a process has to inherit for it to hold.
    """
    if account is None:
        yield str(folder), []
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{descriptor}", [descriptor]
    finally:
        os.close(descriptor)


def make_cluster(programs: PostgresPrograms, state: StateFolder, password: str) -> None:
    """Make an empty database whose only user is Keycloak's. What was in the folder is gone.

    Raises:
        DemoError: initdb failed.
    """
    shutil.rmtree(state.postgres, ignore_errors=True)
    state.postgres.mkdir(parents=True, mode=0o700)
    secret = state.postgres / "password"
    write_whole(secret, password.encode())
    if programs.account is not None:
        for path in (state.postgres, secret):
            shutil.chown(path, programs.account, programs.account)
    with reachable(state.postgres, programs.account) as (place, descriptors):
        run_tool(
            [
                programs.folder / "initdb",
                f"--pgdata={place}/data",
                f"--username={_USER}",
                f"--pwfile={place}/password",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                *(
                    ["--lc-ctype=C.UTF-8"] if sys.platform == "linux" else []
                ),  # so that small letters of all scripts are known
                "--no-sync",
            ],
            folder=Path("/"),
            log=state.logs / "initdb.log",
            account=programs.account,
            keep_open=descriptors,
        )
    secret.unlink()


@contextmanager
def postgres_server(programs: PostgresPrograms, state: StateFolder, port: int) -> Iterator[Server]:
    """What to start while the context lasts; it listens on loopback only, and has no socket file."""
    with reachable(state.postgres, programs.account) as (place, descriptors):
        yield Server(
            name="postgres",
            command=[
                programs.folder / "postgres",
                "-D",
                f"{place}/data",
                "-p",
                str(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
            ],
            environment={},
            log=state.logs / "postgres.log",
            account=programs.account,
            keep_open=descriptors,
        )


def keycloak_settings(port: int, password: str) -> dict[str, str]:
    """How Keycloak reaches it, as environment variables."""
    return {
        "KC_DB_URL": f"jdbc:postgresql://127.0.0.1:{port}/{_DATABASE}?reWriteBatchedInserts=true",
        "KC_DB_USERNAME": _USER,
        "KC_DB_PASSWORD": password,
    }
