"""A folder of an SFTP server as a destination."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from posixpath import join

import asyncssh
import stamina

from settings.sftp import SftpAccess
from sync.outbound.destination import DestinationError, is_part_of, part_name

_ATTEMPTS = 3
_SECONDS = 30
_LOST = (OSError, asyncssh.ConnectionLost, asyncssh.DisconnectError)


@dataclass(frozen=True)
class SftpFolder:
    """A folder of a server whose key is known. Not to be used within an event loop: it has its own.

    Attributes:
        access: the account.
        path: the folder, as the server has it.
    """

    access: SftpAccess
    path: str

    def fetch(self, names: Collection[str], into: Path) -> frozenset[str]:
        """See `sync.outbound.destination.Destination`."""
        return asyncio.run(self._fetch(names, into))

    def replace(self, folder: Path, names: Sequence[str], obsolete: Collection[str]) -> None:
        """See `sync.outbound.destination.Destination`."""
        asyncio.run(self._replace(folder, names, obsolete))

    async def _fetch(self, names: Collection[str], into: Path) -> frozenset[str]:
        async with self._connected() as sftp:
            present = set()
            for name in names:
                try:
                    await sftp.get(join(self.path, name), into / name)
                except asyncssh.SFTPNoSuchFile:
                    continue
                present.add(name)
            return frozenset(present)

    async def _replace(self, folder: Path, names: Sequence[str], obsolete: Collection[str]) -> None:
        parts = {name: join(self.path, part_name(folder / name)) for name in names}
        async with self._connected() as sftp:
            for found in await sftp.listdir(self.path):
                if is_part_of(str(found), names) and join(self.path, str(found)) not in parts.values():
                    await sftp.remove(join(self.path, str(found)))
            for name, part in parts.items():
                await sftp.put(folder / name, part)
            for name in names[:-1]:
                await _rename(sftp, parts[name], join(self.path, name))
            for name in obsolete:
                await _remove(sftp, join(self.path, name))
            await _rename(sftp, parts[names[-1]], join(self.path, names[-1]))

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[asyncssh.SFTPClient]:
        where = f"sftp://{self.access.username}@{self.access.host}:{self.access.port}"
        try:
            async with await self._connection() as connection, connection.start_sftp_client() as sftp:
                yield sftp
        except asyncssh.HostKeyNotVerifiable:
            raise DestinationError(
                f"{where}: the server has another key than host_key in district.yaml, and nothing was sent to it. Ask "
                "whoever runs it whether its key was changed"
            ) from None
        except asyncssh.PermissionDenied:
            raise DestinationError(
                f"{where}: the server does not accept the account; check its key or password"
            ) from None
        except asyncssh.SFTPError as failure:
            raise DestinationError(f"{where}: {self.path}: {failure.reason}") from None
        except (OSError, asyncssh.Error) as failure:
            raise DestinationError(f"{where}: {failure}") from None

    async def _connection(self) -> asyncssh.SSHClientConnection:
        access = self.access
        async for attempt in stamina.retry_context(on=_worth_repeating, attempts=_ATTEMPTS):
            with attempt:
                return await asyncssh.connect(
                    access.host,
                    access.port,
                    username=access.username,
                    password=access.password,
                    client_keys=[asyncssh.import_private_key(access.private_key)] if access.private_key else None,
                    known_hosts=([asyncssh.import_public_key(access.host_key)], [], []),
                    # Nothing of the account under which this runs: neither its settings nor its keys.
                    config=None,
                    agent_path=None,
                    connect_timeout=_SECONDS,
                    login_timeout=_SECONDS,
                    keepalive_interval=_SECONDS,
                )
        raise AssertionError  # the last attempt returns or raises


def _worth_repeating(failure: Exception) -> bool:
    return isinstance(failure, _LOST) and not isinstance(
        failure, asyncssh.HostKeyNotVerifiable | asyncssh.PermissionDenied
    )


async def _rename(sftp: asyncssh.SFTPClient, part: str, path: str) -> None:
    """Give a file its name in one step; servers without the OpenSSH extension need the old one out of the way first."""
    try:
        await sftp.posix_rename(part, path)
    except asyncssh.SFTPOpUnsupported:
        await _remove(sftp, path)
        await sftp.rename(part, path)


async def _remove(sftp: asyncssh.SFTPClient, path: str) -> None:
    try:
        await sftp.remove(path)
    except asyncssh.SFTPNoSuchFile:
        return
