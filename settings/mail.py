"""The server by which e-mail is sent."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from settings.model import Settings
from settings.secret import Secret


class MailServer(Settings):
    """A server that takes e-mail by SMTP."""

    host: str = Field(min_length=1)
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    """`starttls`, mostly on port 587; `tls` from the first byte, mostly on port 465; `none` only for a server of this
    machine. The server's certificate has to be valid."""
    username: str | None = None
    """Empty: the server takes mail without."""
    password: Secret | None = None
    """By reference: `${file:secrets/mail}`."""
    sender: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")
    """The address that mails come from."""

    @model_validator(mode="after")
    def _password_is_not_shown(self) -> MailServer:
        if bool(self.username) != bool(self.password):
            raise ValueError("username and password go together")
        if self.username and self.security == "none" and self.host not in {"localhost", "127.0.0.1", "::1"}:
            raise ValueError("a password is never sent without starttls or tls, except to this machine")
        return self
