"""How a server is reached by SFTP."""

from __future__ import annotations

from pydantic import Field, model_validator

from settings.model import Settings
from settings.secret import Secret


class SftpAccess(Settings):
    """An account of an SFTP server, and how the server proves that it is the right one."""

    host: str = Field(min_length=1)
    port: int = Field(default=22, ge=1, le=65535)
    username: str = Field(min_length=1)
    host_key: str = Field(pattern=r"^(ssh|ecdsa|sk)-\S+ \S+")
    """The server's public key, as `ssh-keyscan` prints it after the name: `ssh-ed25519 AAAA...`. A server with another
    one is not talked to."""
    password: Secret | None = None
    """By reference: `${file:secrets/clever-sftp}`."""
    private_key: Secret | None = None
    """In place of a password: the key's text, by reference: `${file:secrets/clever-sftp-key}`."""

    @model_validator(mode="after")
    def _one_way_to_sign_in(self) -> SftpAccess:
        if bool(self.password) == bool(self.private_key):
            raise ValueError("either password or private_key is needed")
        return self
