"""`homeroom sync daemon` as a process of its own, with a systemd that listens and people who are told."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
from aiosmtpd.controller import Controller

from tests.support.waiting import wait_for


class Systemd:
    """The socket on which a service says how it is."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.said: list[str] = []
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            self.said.append(self._socket.recv(4096).decode())

    def heard(self, text: str, since: int = 0) -> bool:
        return any(text in said for said in self.said[since:])


@dataclass
class RunningDaemon:
    """A daemon, and what it says."""

    process: subprocess.Popen[bytes]
    systemd: Systemd
    log: Path
    health_port: int

    def logged(self, event: str) -> list[dict[str, Any]]:
        lines = [line for line in self.log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
        return [record for record in map(json.loads, lines) if record["event"] == event]

    def ended_runs(self) -> list[str]:
        return [str(record["outcome"]) for record in self.logged("run ended")]

    def wait_for_runs(self, count: int) -> list[str]:
        def enough() -> bool:
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            return len(self.ended_runs()) >= count

        wait_for(f"{count} runs: {self.log}", enough)
        return self.ended_runs()

    def get(self, page: str) -> httpx.Response:
        return httpx.get(f"http://127.0.0.1:{self.health_port}/{page}")

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def end(self) -> int:
        self.send(signal.SIGTERM)
        return self.process.wait(60)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_daemon(folder: Path, scratch: Path, health_port: int) -> Iterator[RunningDaemon]:
    """Start one, and make sure that it does not outlive the test."""
    scratch.mkdir(exist_ok=True)
    systemd = Systemd(scratch / "notify")
    log = scratch / "log"
    environment = os.environ | {"NOTIFY_SOCKET": str(systemd.path), "WATCHDOG_USEC": "3000000"}
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "homeroom", "sync", "daemon", "--district", str(folder)],
            stderr=stream,
            env=environment,
        )
    try:
        yield RunningDaemon(process, systemd, log, health_port)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


@dataclass
class Told:
    """A web server and a mail server of somebody who looks after the sync."""

    webhook: str
    smtp_port: int
    posted: list[dict[str, Any]] = field(default_factory=list)
    mailed: list[EmailMessage] = field(default_factory=list)

    def kinds(self) -> list[str]:
        return [post["kind"] for post in self.posted]


@contextmanager
def somebody_to_tell() -> Iterator[Told]:
    told = Told("", 0)

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.posted.append({**json.loads(body), "authorization": self.headers["Authorization"]})
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: Any, **__: Any) -> None:
            pass

    class Mailbox:
        async def handle_DATA(  # noqa: N802 aiosmtpd looks for this name
            self, _server: object, _session: object, envelope: Any
        ) -> str:
            mail = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(mail, EmailMessage)
            told.mailed.append(mail)
            return "250 OK"

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told.webhook = f"http://127.0.0.1:{server.server_address[1]}/hook"
    told.smtp_port = free_port()
    mail = Controller(Mailbox(), hostname="127.0.0.1", port=told.smtp_port)
    mail.start()
    try:
        yield told
    finally:
        mail.stop()
        server.shutdown()
        server.server_close()
