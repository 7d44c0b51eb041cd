"""containers/answers, with which health checks ask a service whether it is well."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from select import select
from threading import Thread

import pytest

from homeroom.demo.places import CLONE

_LEAVES_WITHIN = 1.0


class _Service(ThreadingHTTPServer):
    """Answers with 503 and takes its time; remembers whether it could not answer to the end."""

    daemon_threads = False
    broken = False

    def handle_error(self, *_: object) -> None:
        self.broken = True


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(503)
        self.end_headers()
        select([self.connection], [], [], _LEAVES_WITHIN)  # readable means that whoever asked has left
        for _ in range(3):
            self.wfile.write(b"a line of an answer\n")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[_Service]:
    with _Service(("127.0.0.1", 0), _Answer) as one:
        thread = Thread(target=one.serve_forever)
        thread.start()
        yield one
        one.shutdown()
        thread.join()


def _asked(service: _Service, *statuses: str) -> int:
    port = str(service.server_address[1])
    return subprocess.run(["bash", CLONE / "containers" / "answers", port, "/health", *statuses]).returncode


def test_a_status_that_is_not_wanted_is_a_failure(service: _Service) -> None:
    assert _asked(service) == 1


def test_a_status_that_is_wanted_is_none_and_the_service_is_heard_to_its_end(service: _Service) -> None:
    assert _asked(service, "200", "503") == 0
    service.server_close()  # waits for the answer
    assert not service.broken
