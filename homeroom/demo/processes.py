"""The servers of a demo: started, recognised later, ended. Nothing is ended that the demo did not start."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from settings.model import Settings

MARK = "HOMEROOM_DEMO"
"""Environment variable of all our servers: the state folder of their demo."""

# Waits for a line before it becomes the server: if we are killed before we noted its number, it ends by itself.
_GATE = ("/bin/sh", "-c", 'read -r _ && exec "$@" </dev/null', "gate")

# psutil derives the start time from the clock, which may have been set since.
_SAME_START = 2.0


class ServerProcess(Settings):
    """A process that we started.

    Attributes:
        name: what it is: `keycloak`, `desk`, ...
        pid: its number, and that of its process group.
        started: seconds since 1970.
    """

    name: str
    pid: int
    started: float

    def leader(self) -> psutil.Process | None:
        """The process itself; None if it has ended, even if another got its number."""
        try:
            process = psutil.Process(self.pid)
            if abs(process.create_time() - self.started) > _SAME_START or process.status() == psutil.STATUS_ZOMBIE:
                return None
        except psutil.NoSuchProcess:
            return None
        return process


@dataclass(frozen=True)
class Server:
    """A server that is to be started.

    Attributes:
        name: what it is.
        command: the program and its arguments.
        environment: variables besides ours.
        log: where its output goes, in place of what was there.
        account: it runs as this account; None for ours. Only root can name one.
        keep_open: file descriptors it inherits.
    """

    name: str
    command: Sequence[str | Path]
    environment: Mapping[str, str]
    log: Path
    account: str | None = None
    keep_open: Sequence[int] = ()


def start_server(server: Server, state: Path, recorded: Callable[[ServerProcess], None]) -> ServerProcess:
    """Start a server that goes on when we end.

    Args:
        server: what to start.
        state: the demo's state folder.
        recorded: is called with the process before it becomes the server, and has to write it down.
    """
    server.log.parent.mkdir(parents=True, exist_ok=True)
    gate_end, our_end = os.pipe()
    try:
        with server.log.open("wb") as output:
            gate = subprocess.Popen(
                [*_GATE, *server.command],
                cwd="/",
                stdin=gate_end,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **server.environment, MARK: str(state)},
                start_new_session=True,
                user=server.account,
                group=server.account,
                extra_groups=None if server.account is None else [],
                pass_fds=server.keep_open,
            )
        process = ServerProcess(name=server.name, pid=gate.pid, started=psutil.Process(gate.pid).create_time())
        recorded(process)
        os.write(our_end, b"go\n")
    finally:
        os.close(gate_end)
        os.close(our_end)
    return process


def stop_servers(processes: Sequence[ServerProcess], state: Path, *, patience: float = 20.0) -> None:
    """End servers, the last one first, and whatever is left of their process groups.

    Args:
        processes: in the order in which they were started.
        state: the demo's state folder.
        patience: seconds that each gets to end by itself before it is killed.
    """
    for server in reversed(processes):
        leader = server.leader()
        if leader is not None:
            leader.terminate()
            psutil.wait_procs([leader], timeout=patience)
        left = _group(server, state)
        for process in left:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(left, timeout=patience)


def _group(server: ServerProcess, state: Path) -> list[psutil.Process]:
    """What still runs of a server: the number of a group may have been given to others, so the mark decides."""
    found = []
    for process in psutil.process_iter():
        try:
            same_group = os.getpgid(process.pid) == server.pid
            if same_group and (process == server.leader() or process.environ().get(MARK) == str(state)):
                found.append(process)
        except (psutil.Error, ProcessLookupError, PermissionError):
            continue
    return found
