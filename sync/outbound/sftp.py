"""A folder of an SFTP server as a destination."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from posixpath import join

import asyncssh

from settings.sftp import SftpAccess
from sync.outbound.destination import is_part_of, part_name
from sync.sftp import sftp_session


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
        async with sftp_session(self.access) as sftp:
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
        async with sftp_session(self.access) as sftp:
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
