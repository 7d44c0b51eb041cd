"""Sends an e-mail by the district's server."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from settings.mail import MailServer
from sync.errors import SyncError

_TIMEOUT = 30.0


class MailError(SyncError):
    """An e-mail could not be handed to the server."""


def send_mail(
    server: MailServer,
    to: Sequence[str],
    subject: str,
    text: str,
    attachments: Mapping[str, tuple[str, bytes]] | None = None,
) -> None:
    """Send an e-mail.

    Args:
        server: which takes it.
        to: addresses.
        subject: one line.
        text: plain text.
        attachments: by file name, the type, such as `text/html`, and the content.

    Raises:
        MailError: the server does not answer, or did not take it for any of the addresses.
    """
    message = EmailMessage()
    message["From"] = server.sender
    message["To"] = ", ".join(to)
    message["Subject"] = " ".join(subject.split())
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    for name, (kind, content) in (attachments or {}).items():
        main, _, sub = kind.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    try:
        with _connected(server) as connection:
            if server.username and server.password:
                connection.login(server.username, server.password)
            connection.send_message(message)
    except (OSError, smtplib.SMTPException) as failure:
        raise MailError(
            f"{server.host}:{server.port} did not take an e-mail: {failure}; look at `mail` in district.yaml"
        ) from None


def _connected(server: MailServer) -> smtplib.SMTP:
    trust = ssl.create_default_context()
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT, context=trust)
    connection = smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT)
    if server.security == "starttls":
        connection.starttls(context=trust)
    return connection
