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
@district_option
def daemon_command(folder: DistrictFolder) -> None:
    """Sync by a schedule and whenever the source changes, until told to stop.

    SIGTERM ends it after the batch that is being written, SIGHUP reads the district folder anew. See the how-to "Run
    the sync as a service" for systemd.
    """
    daemon = Daemon(folder, SystemClock())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: daemon.stop())
    signal.signal(signal.SIGHUP, lambda *_: daemon.reload())
    with _pages(folder, daemon):
        daemon.serve()


@contextmanager
def _pages(folder: DistrictFolder, daemon: Daemon) -> Iterator[None]:
    """Serve health and metrics, if the district wants them served."""
    settings = folder.district.daemon
    if settings.health_port is None:
        yield
        return
    server = HealthServer(settings.health_host, settings.health_port, daemon.metrics.text, daemon.health)
    try:
        yield
    finally:
        server.close()
