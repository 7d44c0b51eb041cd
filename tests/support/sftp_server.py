"""A real SFTP server on this machine, in a thread of its own, that can be told to fail."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncssh

from settings.outbound import SftpDestination
from settings.render import Referenced

USERNAME = "district"
PASSWORD = "correct horse battery"


@dataclass
class SftpServer:
    """A server that is running.

    Attributes:
        root: what its account sees as `/`.
        host_key: its public key, as `host_key` in district.yaml has it.
        operations: names of what it was asked to change, in order: `write`, `rename`, `remove`.
        before: called with each of these before it is done; may raise an asyncssh.SFTPError, or kill the client.
        renames_over: whether it has OpenSSH's rename that replaces a file.
    """

    root: Path
    host_key: str
    port: int = 0
    operations: list[str] = field(default_factory=list)
    before: Callable[[str], None] = lambda _: None
    renames_over: bool = True

    def destination(self, **settings: Any) -> SftpDestination:
        """The settings that lead to it."""
        return SftpDestination.model_validate(
            {
                "type": "sftp",
                "host": "127.0.0.1",
                "port": self.port,
                "username": USERNAME,
                "host_key": self.host_key,
                "password": Referenced(PASSWORD, "${file:secrets/sftp}"),
                **settings,
            }
        )

    def asked(self, operation: str) -> None:
        """Note that something is to be changed."""
        self.operations.append(operation)
        self.before(operation)


@contextmanager
def running_sftp_server(root: Path) -> Iterator[SftpServer]:
    """Run a server for as long as the block takes."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    server = SftpServer(root, key.export_public_key().decode().strip())
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    listening = asyncio.run_coroutine_threadsafe(_listen(server, key), loop).result(30)
    server.port = listening.get_port()
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(_close(listening), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(30)
        loop.close()


async def _listen(server: SftpServer, key: asyncssh.SSHKey) -> asyncssh.SSHAcceptor:
    return await asyncssh.listen(
        "127.0.0.1",
        0,
        server_factory=_Login,
        server_host_keys=[key],
        sftp_factory=lambda channel: _Files(channel, server),
    )


async def _close(listening: asyncssh.SSHAcceptor) -> None:
    listening.close()
    await listening.wait_closed()


class _Login(asyncssh.SSHServer):
    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == (USERNAME, PASSWORD)


class _Files(asyncssh.SFTPServer):
    def __init__(self, channel: asyncssh.SSHServerChannel[bytes], server: SftpServer) -> None:
        super().__init__(channel, chroot=str(server.root).encode())
        self._server = server

    def write(self, file_obj: object, offset: int, data: bytes) -> int:
        self._server.asked("write")
        return super().write(file_obj, offset, data)  # type: ignore[return-value]

    def rename(self, oldpath: bytes, newpath: bytes) -> None:
        self._server.asked("rename")
        if Path(self.map_path(newpath).decode()).exists():
            raise asyncssh.SFTPFailure("there is such a file")  # as OpenSSH has it
        super().rename(oldpath, newpath)

    def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
        if not self._server.renames_over:
            raise asyncssh.SFTPOpUnsupported("there is no such operation")
        self._server.asked("rename")
        super().posix_rename(oldpath, newpath)

    def remove(self, path: bytes) -> None:
        self._server.asked("remove")
        super().remove(path)
