"""A server that takes mail, greeted and left."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass

import httpx

from doctor.probes import PATIENCE, Unreachable


@dataclass(frozen=True)
class Greeting:
    """The server answered.

    Attributes:
        offers_encryption: whether it offers STARTTLS, where the connection is not encrypted yet.
    """

    offers_encryption: bool


def greeting(host: str, port: int, security: str) -> Greeting | Unreachable:
    """Say EHLO to a server, encrypted as `security` (`starttls`, `tls`, `none`) has it, and leave. Sends no mail."""
    trust = httpx.create_ssl_context()
    try:
        with (
            smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=trust)
            if security == "tls"
            else smtplib.SMTP(host, port, timeout=PATIENCE) as server
        ):
            server.ehlo()
            offers = server.has_extn("starttls")
            if security == "starttls":
                server.starttls(context=trust)
                server.ehlo()
            return Greeting(offers)
    except (OSError, smtplib.SMTPException) as failure:
        return Unreachable(str(failure))
