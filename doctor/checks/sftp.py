"""SFTP servers of rosters are there, and are the right ones."""

from __future__ import annotations

from collections.abc import Iterator

from doctor.finding import Finding
from doctor.probes import Unreachable


def check_host_key(setting: str, where: str, wanted: str, seen: str | Unreachable) -> Iterator[Finding]:
    """Judge the key that a server showed.

    Args:
        setting: the key of district.yaml that names the server.
        where: host and port.
        wanted: `host_key` there.
        seen: the server's, if it showed one.
    """
    if isinstance(seen, Unreachable):
        yield Finding(
            "sftp-unreachable",
            "error",
            where,
            f"the SFTP server under `{setting}` does not answer: {seen.reason}",
            "look at host and port in district.yaml, and whether the firewall lets this host out to it",
        )
    elif seen.split()[:2] != wanted.split()[:2]:
        yield Finding(
            "sftp-other-key",
            "error",
            where,
            f"the SFTP server has another key than `{setting}.host_key`: the sync does not talk to it",
            "ask whoever runs it whether the key was changed, by telephone, and write the new one into district.yaml",
        )
