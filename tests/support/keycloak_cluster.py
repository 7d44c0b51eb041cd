"""Two Keycloaks on one PostgreSQL that share their caches, on loopback, for what has to hold on every node."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from homeroom.demo.build import build
from homeroom.demo.document import Administrator
from homeroom.demo.keycloak_server import (
    ADMIN_CLIENT,
    keycloak_server,
    keycloak_url,
    lay_out,
    management_url,
    ready_url,
    start_failure,
)
from homeroom.demo.places import StateFolder
from homeroom.demo.ports import choose_ports, is_free
from homeroom.demo.postgres import keycloak_settings, make_cluster, postgres_programs, postgres_server
from homeroom.demo.processes import Server, ServerProcess, start_server, stop_servers
from homeroom.demo.progress import Progress
from homeroom.demo.state import DemoRecord, Ports
from homeroom.demo.waiting import answers, listens
from tests.support.keycloak_server import service_account_token

_PATIENCE = 300.0
# Servers watch one another at their own port plus 50,000, so it must be small.
_CLUSTER_PORTS = range(7800, 8000, 10)


@dataclass(frozen=True)
class ClusterNode:
    """One of the Keycloaks.

    Attributes:
        url: its address; tokens name it as their issuer.
        client_secret: of a service account that may administer every realm.
        management_url: where its health and metrics are.
    """

    url: str
    client_secret: str
    management_url: str

    def admin_token(self) -> str:
        """A fresh access token of the service account."""
        return service_account_token(self.url, ADMIN_CLIENT, self.client_secret)


@contextmanager
def running_cluster(folder: Path) -> Iterator[tuple[ClusterNode, ClusterNode]]:
    """The two nodes for as long as the context lasts.

    Args:
        folder: an empty folder for their files.
    """
    processes: list[ServerProcess] = []

    def start(server: Server) -> ServerProcess:
        return start_server(server, folder, processes.append)

    built = build("postgres", Progress())
    secret = secrets.token_urlsafe(12)
    admin = Administrator(username="admin", password=secret)
    try:
        database = _start_postgres(StateFolder(folder / "database"), secret, start)
        nodes = []
        for name in ("first", "second"):
            state = StateFolder(folder / name)
            lay_out(state, built.keycloak, built.themes)
            record = _record(admin)
            server = keycloak_server(state, record, secret, database)
            process = start(dataclasses.replace(server, environment={**server.environment, **_clustered()}))
            if not answers(ready_url(record), process, patience=_PATIENCE):
                raise start_failure(server.log)
            nodes.append(ClusterNode(keycloak_url(record), secret, management_url(record)))
        yield nodes[0], nodes[1]
    finally:
        stop_servers(processes, folder)


def _start_postgres(state: StateFolder, password: str, start: Callable[[Server], ServerProcess]) -> dict[str, str]:
    programs = postgres_programs()
    state.logs.mkdir(parents=True)
    make_cluster(programs, state, password)
    port = choose_ports({"postgres": 0})["postgres"]
    with postgres_server(programs, state, port) as server:
        process = start(server)
    assert listens(port, process, patience=_PATIENCE), server.log.read_text(errors="replace")
    return keycloak_settings(port, password)


def _record(admin: Administrator) -> DemoRecord:
    ports = Ports(**choose_ports({"keycloak": 0, "management": 0}), desk=0, library=0, postgres=0)
    return DemoRecord(database="postgres", population=0, ports=ports, app_urls={}, admin=admin)


def _clustered() -> dict[str, str]:
    """What a node needs to find the others, which it does by a table of the database."""
    port = next(port for port in _CLUSTER_PORTS if is_free(port))
    return {
        "KC_CACHE": "ispn",
        "KC_CACHE_EMBEDDED_NETWORK_BIND_ADDRESS": "127.0.0.1",
        "KC_CACHE_EMBEDDED_NETWORK_BIND_PORT": str(port),
    }
