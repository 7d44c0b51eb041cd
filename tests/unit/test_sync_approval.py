"""Who gave an approval."""

from __future__ import annotations

import socket

import pytest

from sync.approval import approved_here


def test_who_called_sudo_gave_the_approval(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "root")
    monkeypatch.setenv("SUDO_USER", "registrar")

    assert approved_here("AB12", "closed", "homeroom").by == f"registrar as root at {socket.gethostname()}, as homeroom"


def test_an_account_without_a_name_is_told_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 1000")

    monkeypatch.setattr("getpass.getuser", nameless)
    monkeypatch.setattr("os.getuid", lambda: 1000)
    monkeypatch.delenv("SUDO_USER", raising=False)

    assert approved_here("ab12", "closed", "homeroom").by.startswith("uid 1000 at ")
