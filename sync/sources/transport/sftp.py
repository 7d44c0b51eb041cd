"""Files of an SFTP server, copied into a folder of our own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from posixpath import basename, dirname, join

import asyncssh

from settings.sftp import SftpAccess
from sync.errors import Problem, SourceError
from sync.sftp import sftp_session
from sync.sources.transport.settling import FileState, FileStates, Settling, SourceNotReadyError

CLOCK_SKEW = 900.0
"""A server's clock may be wrong by a quarter of an hour: files that are younger are looked at until they rest."""
_ATTEMPTS = 3


def fetch_by_sftp(access: SftpAccess, path: str, into: Path, settling: Callable[[], Settling], most_bytes: int) -> Path:
    """Copy a file, or the files of a folder and of its folders, when they are all there.

    Args:
        access: the account.
        path: the file or folder on the server.
        into: an empty folder of our own.
        settling: begins to wait.
        most_bytes: of more nothing is copied.

    Returns:
        The copy.

    Raises:
        SftpError: the server could not be reached or is not the right one.
        SourceError: there is nothing at `path`, something that is no file, or too much.
        SourceNotReadyError: files were changing for too long.
    """
    return asyncio.run(_fetch(access, path, into, settling, most_bytes))


async def _fetch(access: SftpAccess, path: str, into: Path, settling: Callable[[], Settling], most_bytes: int) -> Path:
    async with sftp_session(access) as sftp:
        try:
            is_folder = await sftp.isdir(path)
            root = path if is_folder else dirname(path)
            for attempt in range(_ATTEMPTS):
                target = into / str(attempt)
                before = await _settled(sftp, path, settling())
                _refuse_excess(path, before, most_bytes)
                sizes = {name: await _copy(sftp, join(root, name), target / name, most_bytes) for name in before}
                if all(sizes[name] == before[name].size for name in before) and await _states(sftp, path) == before:
                    return target if is_folder else target / basename(path)
        except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
            raise SourceError([Problem(path, "the server has no such folder or zip file")]) from None
    raise SourceNotReadyError(f"{path}: files changed each time while they were copied. Try again later")


async def _settled(sftp: asyncssh.SFTPClient, path: str, settling: Settling) -> FileStates:
    while True:
        states = await _states(sftp, path)
        pause = settling.pause(states, time.time(), time.monotonic())
        if not pause:
            return states
        await asyncio.sleep(pause)


async def _states(sftp: asyncssh.SFTPClient, path: str) -> FileStates:
    if await sftp.isdir(path):
        return {name: state async for name, state in _walk(sftp, path, "", depth=2)}
    return {basename(path): _state(path, await sftp.stat(path))}


async def _walk(sftp: asyncssh.SFTPClient, root: str, folder: str, depth: int) -> AsyncIterator[tuple[str, FileState]]:
    for entry in sorted(await sftp.readdir(join(root, folder)), key=lambda found: str(found.filename)):
        name = str(entry.filename)
        if name in (".", "..") or "/" in name or "\0" in name:
            continue
        if entry.attrs.type != asyncssh.FILEXFER_TYPE_DIRECTORY:
            yield join(folder, name), _state(name, entry.attrs)
        elif depth > 1:
            async for found in _walk(sftp, root, join(folder, name), depth - 1):
                yield found


def _state(name: str, attributes: asyncssh.SFTPAttrs) -> FileState:
    if attributes.type != asyncssh.FILEXFER_TYPE_REGULAR or attributes.size is None:
        raise SourceError([Problem(name, "this is a link or no file at all; put the file itself there")])
    return FileState(attributes.size, float(attributes.mtime or 0))


def _refuse_excess(path: str, states: FileStates, most_bytes: int) -> None:
    total = sum(state.size for state in states.values())
    if total > most_bytes:
        raise _excess(path, total, most_bytes)


def _excess(path: str, size: int, most_bytes: int) -> SourceError:
    message = f"there are {size:,} bytes, and roster.max_megabytes in district.yaml allows {most_bytes:,}"
    return SourceError([Problem(path, message)])


async def _copy(sftp: asyncssh.SFTPClient, remote: str, target: Path, most_bytes: int) -> int:
    """Copy a file; returns its size. A link, should it have become one, is copied as what it leads to on the server."""
    target.parent.mkdir(parents=True, exist_ok=True)

    def watch(_source: bytes, _target: bytes, copied: int, _size: int) -> None:
        if copied > most_bytes:
            raise _excess(remote, copied, most_bytes)

    await sftp.get(remote, target, follow_symlinks=True, sparse=False, progress_handler=watch)
    return target.stat().st_size
