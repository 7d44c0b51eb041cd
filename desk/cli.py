"""`homeroom desk`: serve the staff web application."""

from __future__ import annotations

import socket

import click
import structlog
import uvicorn

from desk.app import create_app
from desk.errors import AddressTakenError
from desk.site import Site
from settings import DistrictFolder
from settings.command import district_option

_log = structlog.get_logger("desk")


@click.group()
def desk() -> None:
    """The staff web application."""


@desk.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=None,
    show_default="the one in desk.url of deployment.yaml",
    help="Port to listen on; 0 takes any that is free.",
)
@district_option
def serve(folder: DistrictFolder, host: str, port: int | None) -> None:
    """Serve the desk until it is told to stop.

    Behind a proxy that does https, desk.url of deployment.yaml is the proxy's address and --port the one that the
    proxy sends requests to.
    """
    site = Site.of(folder)
    listener = _listen(host, site.port if port is None else port)
    _log.info("desk is up", url=site.url, host=host, port=listener.getsockname()[1])
    config = uvicorn.Config(create_app(site), log_config=None, access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as failure:
        raise AddressTakenError(
            f"the desk cannot listen on {host} port {port}: {failure.strerror}; choose another with --port"
        ) from None
    return listener
