"""Connections to SFTP servers whose key is known."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncssh
import stamina

from settings.sftp import SftpAccess
from sync.errors import SyncError

_ATTEMPTS = 3
_SECONDS = 30
_LOST = (OSError, asyncssh.ConnectionLost, asyncssh.DisconnectError)


class SftpError(SyncError):
    """A server could not be reached, is not the right one, or did not do what it was asked for."""


@asynccontextmanager
async def sftp_session(access: SftpAccess) -> AsyncIterator[asyncssh.SFTPClient]:
    """A session of an account.

    Raises:
        SftpError: whatever went wrong, while connecting or within.
    """
    where = f"sftp://{access.username}@{access.host}:{access.port}"
    try:
        async with await _connection(access) as connection, connection.start_sftp_client() as sftp:
            yield sftp
    except asyncssh.HostKeyNotVerifiable:
        raise SftpError(
            f"{where}: the server has another key than host_key in district.yaml, and nothing was sent to it. Ask "
            "whoever runs it whether its key was changed"
        ) from None
    except asyncssh.PermissionDenied:
        raise SftpError(f"{where}: the server does not accept the account; check its key or password") from None
    except asyncssh.SFTPError as failure:
        raise SftpError(f"{where}: {failure.reason}") from None
    except asyncssh.KeyImportError as failure:
        raise SftpError(f"{where}: host_key or private_key in district.yaml cannot be used: {failure}") from None
    except (OSError, asyncssh.Error) as failure:
        raise SftpError(f"{where}: {failure}") from None


async def _connection(access: SftpAccess) -> asyncssh.SSHClientConnection:
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
