"""Files are replaced whole: whoever looks, and whenever it stops, there is the old file or the new one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import asyncssh
import pytest

from settings.render import Referenced
from sync.outbound.destination import Destination, DestinationError, LocalFolder
from sync.outbound.sftp import SftpFolder
from sync.sftp import SftpError
from tests.support.sftp_server import SftpServer, running_sftp_server

NAMES = ("orgs.csv", "users.csv", "manifest.csv")
OLD = {name: f"old {name}\n".encode() for name in NAMES}
NEW = {name: f"new {name}\n".encode() * 20_000 for name in NAMES}
_SEND = """
import json
import sys
from pathlib import Path
from sync.outbound.sftp import SftpFolder
from settings.outbound import SftpDestination
server, folder, *names = sys.argv[1:]
SftpFolder(SftpDestination.model_construct(**json.loads(server)), "/").replace(Path(folder), names, ["roles.csv"])
"""


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SftpServer]:
    with running_sftp_server(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def server(serving: SftpServer) -> SftpServer:
    """The server, holding the old files and one that is obsolete."""
    for path in serving.root.iterdir():
        path.unlink()
    for name, content in (OLD | {"roles.csv": b"old"}).items():
        (serving.root / name).write_bytes(content)
    serving.operations.clear()
    serving.before = lambda _: None
    serving.renames_over = True
    return serving


@pytest.fixture
def new(tmp_path: Path) -> Path:
    for name, content in NEW.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def send(server: SftpServer, folder: Path) -> None:
    SftpFolder(server.destination(), "/").replace(folder, NAMES, ["roles.csv"])


def test_files_are_replaced_by_sftp_and_obsolete_ones_taken_away(server: SftpServer, new: Path) -> None:
    send(server, new)

    assert contents(server.root) == NEW
    assert server.operations[-4:] == ["rename", "rename", "remove", "rename"]


def test_what_is_there_is_fetched(server: SftpServer, tmp_path: Path) -> None:
    found = SftpFolder(server.destination(), "/").fetch(["orgs.csv", "users.csv", "courses.csv"], tmp_path)

    assert found == {"orgs.csv", "users.csv"}
    assert contents(tmp_path) == {name: OLD[name] for name in found}


def test_a_server_that_cannot_rename_over_a_file_gets_them_too(server: SftpServer, new: Path) -> None:
    server.renames_over = False

    send(server, new)

    assert contents(server.root) == NEW


def test_a_server_with_another_key_is_sent_nothing(server: SftpServer, new: Path) -> None:
    other = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode().strip()

    with pytest.raises(SftpError, match=r"another key than host_key in district\.yaml"):
        SftpFolder(server.destination(host_key=other), "/").replace(new, NAMES, [])

    assert server.operations == []


def test_a_wrong_password_is_told_from_a_wrong_server(server: SftpServer, new: Path) -> None:
    with pytest.raises(SftpError, match="does not accept the account"):
        SftpFolder(server.destination(password=Referenced("wrong", "${env:X}")), "/").replace(new, NAMES, [])


def test_what_the_server_refuses_is_said_with_its_address(server: SftpServer, new: Path) -> None:
    def full(_: str) -> None:
        raise asyncssh.SFTPNoSpaceOnFilesystem("the disk is full")

    server.before = full

    with pytest.raises(SftpError, match=rf"sftp://district@127.0.0.1:{server.port}: .*disk is full"):
        send(server, new)

    assert {name: content for name, content in contents(server.root).items() if name in NAMES} == OLD


@pytest.mark.parametrize(
    "moment", [("write", 1), ("write", 3), ("rename", 1), ("rename", 2), ("remove", 1), ("rename", 3)]
)
def test_a_send_that_is_killed_leaves_whole_files_and_the_next_finishes(
    server: SftpServer, new: Path, moment: tuple[str, int]
) -> None:
    settings = server.destination().model_dump_json()
    command = [sys.executable, "-c", _SEND, settings, str(new), *NAMES]

    with subprocess.Popen(command) as process:

        def kill(operation: str) -> None:
            if (operation, server.operations.count(operation)) == moment:
                os.kill(process.pid, signal.SIGKILL)
                raise asyncssh.SFTPConnectionLost("the client is gone")

        server.before = kill
        assert process.wait(60) == -signal.SIGKILL

    server.before = lambda _: None
    left = contents(server.root)
    for name in NAMES:
        assert left[name] in (OLD[name], NEW[name])
    if left["manifest.csv"] == NEW["manifest.csv"]:
        assert {name: left[name] for name in NAMES} == NEW
    send(server, new)
    assert contents(server.root) == NEW


@pytest.fixture
def local(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("local") / "for" / "clever"


def test_a_folder_is_made_and_its_files_are_not_for_everybody(local: Path, new: Path) -> None:
    place: Destination = LocalFolder(local)
    place.replace(new, NAMES, [])

    assert contents(local) == NEW
    assert {path.stat().st_mode & 0o007 for path in local.iterdir()} == {0}


def test_a_local_write_that_fails_leaves_the_old_files(local: Path, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    local.mkdir(parents=True)
    for name, content in OLD.items():
        (local / name).write_bytes(content)
    monkeypatch.setattr(os, "fsync", _disk_full)

    with pytest.raises(DestinationError, match="cannot be written: No space left"):
        LocalFolder(local).replace(new, NAMES, [])

    assert {name: (local / name).read_bytes() for name in NAMES} == OLD
    monkeypatch.undo()
    LocalFolder(local).replace(new, NAMES, [])
    assert contents(local) == NEW


def _disk_full(_: int) -> None:
    raise OSError(28, "No space left on device", "users.csv")
