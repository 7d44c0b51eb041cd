"""`homeroom sync daemon`."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import click

from settings import DistrictFolder
from settings.command import district_option
from sync.daemon.clock import SystemClock
from sync.daemon.daemon import Daemon
from sync.daemon.health import HealthServer


@click.command("daemon")
@click.option("--health-host", metavar="ADDRESS", help="In place of daemon.health_host in district.yaml.")
@click.option(
    "--health-port",
    type=click.IntRange(1, 65535),
    metavar="PORT",
    help="In place of daemon.health_port in district.yaml: where /health and /metrics are served.",
)
@district_option
def daemon_command(folder: DistrictFolder, health_host: str | None, health_port: int | None) -> None:
    """Sync by a schedule and whenever the source changes, until told to stop.

    SIGTERM ends it after the batch that is being written, SIGHUP reads the district folder anew. See the how-to "Run
    the sync as a service" for systemd.
    """
    daemon = Daemon(folder, SystemClock())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: daemon.stop())
    signal.signal(signal.SIGHUP, lambda *_: daemon.reload())
    settings = folder.district.daemon
    with _pages(daemon, health_host or settings.health_host, health_port or settings.health_port):
        daemon.serve()


@contextmanager
def _pages(daemon: Daemon, host: str, port: int | None) -> Iterator[None]:
    """Serve health and metrics, if there is a port for them."""
    if port is None:
        yield
        return
    server = HealthServer(host, port, daemon.metrics.text, daemon.health)
    try:
        yield
    finally:
        server.close()
