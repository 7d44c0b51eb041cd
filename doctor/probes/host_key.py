"""The key of an SFTP server, without signing in."""

from __future__ import annotations

import asyncio

import asyncssh

from doctor.probes import PATIENCE, Unreachable

_RSA = ("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa")
"""How a server proves that it has an RSA key."""


def host_key(host: str, port: int, kind: str) -> str | Unreachable:
    """The server's public key of a kind, such as `ssh-ed25519 AAAA...`."""
    try:
        return asyncio.run(_asked(host, port, kind))
    except (OSError, asyncssh.Error, ValueError, TimeoutError) as failure:
        return Unreachable(str(failure) or type(failure).__name__)


async def _asked(host: str, port: int, kind: str) -> str:
    key = await asyncio.wait_for(
        asyncssh.get_server_host_key(
            host, port, server_host_key_algs=_RSA if kind == "ssh-rsa" else [kind], config=None
        ),
        PATIENCE,
    )
    if key is None:
        raise ValueError(f"it has no key of the kind {kind}")
    return key.export_public_key().decode().strip()
