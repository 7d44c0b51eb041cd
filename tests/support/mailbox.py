"""A mail server of a test, which keeps what it is sent."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

_PATIENCE = 20
"""Seconds."""


@dataclass
class Mailbox:
    """Takes mails, but none for `refused@`.

    Attributes:
        port: of the server, at 127.0.0.1.
        mails: by recipient.
    """

    port: int
    mails: dict[str, EmailMessage] = field(default_factory=dict)

    async def handle_RCPT(  # noqa: N802 aiosmtpd looks for this name
        self, _server: object, _session: object, envelope: Any, address: str, _options: object
    ) -> str:
        """Take a recipient."""
        if address.startswith("refused@"):
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 aiosmtpd looks for this name
        self, _server: object, _session: object, envelope: Any
    ) -> str:
        """Take a mail."""
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails[str(mail["To"])] = mail
        return "250 OK"

    def text_for(self, address: str) -> str:
        """The plain text of the mail to somebody."""
        body = self.mails[address].get_body(("plain",))
        assert body
        return str(body.get_content())

    def wait_for(self, address: str, subject: str) -> str:
        """The plain text of the last mail to somebody, as soon as it has this in its subject."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if address in self.mails and subject in str(self.mails[address]["Subject"]):
                return self.text_for(address)
            time.sleep(0.05)
        raise AssertionError(f"no mail to {address} about {subject!r} within {_PATIENCE} s")


@contextmanager
def running_mailbox() -> Iterator[Mailbox]:
    """The server for as long as the context lasts."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        mailbox = Mailbox(int(free.getsockname()[1]))
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
