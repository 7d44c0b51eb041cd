"""The pages `/health` and `/metrics` of the daemon."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST

from sync.errors import SyncError

Health = Callable[[], tuple[bool, dict[str, Any]]]
"""Whether all is well, and what to say of it."""


class HealthServer:
    """Serves both pages in a thread of its own; a context manager."""

    def __init__(self, host: str, port: int, metrics: Callable[[], bytes], health: Health) -> None:
        """Begin to serve.

        Args:
            host: address of this machine.
            port: 0 for one that is free.
            metrics: the text of `/metrics`.
            health: what `/health` says: 200 if all is well, else 503.

        Raises:
            SyncError: the address is taken, or is not this machine's.
        """

        class Handler(BaseHTTPRequestHandler):
            timeout = 10

            def do_GET(self) -> None:
                if self.path == "/metrics":
                    self._answer(HTTPStatus.OK, CONTENT_TYPE_LATEST, metrics())
                elif self.path == "/health":
                    well, said = health()
                    status = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
                    self._answer(status, "application/json", json.dumps(said).encode())
                else:
                    self._answer(HTTPStatus.NOT_FOUND, "text/plain", b"/health and /metrics are here\n")

            def log_message(self, *_: Any, **__: Any) -> None:
                pass

            def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        try:
            self._server = ThreadingHTTPServer((host, port), Handler)
        except OSError as failure:
            raise SyncError(
                f"{host}:{port} cannot be served: {failure.strerror}; look at daemon.health_host and "
                "daemon.health_port in district.yaml, or at --health-host and --health-port"
            ) from None
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, name="health", daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """On which port."""
        return int(self._server.server_address[1])

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
