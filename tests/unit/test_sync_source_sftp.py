"""Rosters come by SFTP from the right server only, and leave nothing behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncssh
import pytest

from settings import SettingsError
from sync.errors import SourceError
from sync.sftp import SftpError
from sync.sources import open_source
from sync.sources.transport import sftp
from sync.sources.transport.settling import SourceNotReadyError
from tests.support.remote_roster import district, zipped
from tests.support.roster_set import small_tables, write_set
from tests.support.sftp_server import PASSWORD, USERNAME, SftpServer, running_sftp_server


@pytest.fixture(autouse=True)
def _scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Copies of rosters are made in a folder of the test's own, which has to be empty at the end."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setenv("ROSTER_SECRET", PASSWORD)
    yield
    assert not list(scratch.iterdir())


class TestSftp:
    @pytest.fixture
    def server(self, tmp_path: Path) -> Iterator[SftpServer]:
        root = tmp_path / "server"
        write_set(root / "out", small_tables())
        with running_sftp_server(root) as server:
            yield server

    def account(self, server: SftpServer, **values: object) -> str:
        account = {
            "host": "127.0.0.1",
            "port": server.port,
            "username": USERNAME,
            "host_key": server.host_key,
            "password": "'${env:ROSTER_SECRET}'",
        }
        return "{" + ", ".join(f"{name}: {value}" for name, value in (account | values).items()) + "}"

    def test_a_folder_is_read(self, tmp_path: Path, server: SftpServer) -> None:
        roster = open_source(district(tmp_path / "d", path="/out", sftp=self.account(server)))

        assert roster.users.height == 5
        assert roster.origin.path == f"sftp://{USERNAME}@127.0.0.1/out"
        assert not server.operations

    def test_a_zip_file_is_read(self, tmp_path: Path, server: SftpServer) -> None:
        zipped(server.root / "out", server.root / "set.zip")

        assert (
            open_source(
                district(tmp_path / "d", path="set.zip", sftp=self.account(server), settle_seconds=0)
            ).users.height
            == 5
        )

    def test_sets_in_folders_are_read(self, tmp_path: Path, server: SftpServer) -> None:
        write_set(server.root / "sets" / "2026-11-24", small_tables())

        roster = open_source(district(tmp_path / "d", path="/sets", sftp=self.account(server)))

        assert str(roster.place("users", 3)) == "2026-11-24/users.csv, row 3"

    def test_a_server_with_another_key_is_not_talked_to(self, tmp_path: Path, server: SftpServer) -> None:
        other = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode().strip()

        with pytest.raises(SftpError, match="the server has another key than host_key"):
            open_source(district(tmp_path / "d", path="/out", sftp=self.account(server, host_key=other)))

    def test_a_server_whose_key_is_not_named_is_not_talked_to(self, tmp_path: Path, server: SftpServer) -> None:
        account = self.account(server).replace(f"host_key: {server.host_key}, ", "")

        with pytest.raises(SettingsError, match=r"roster\.sftp\.host_key: this key is missing"):
            open_source(district(tmp_path / "d", path="/out", sftp=account))

    def test_a_wrong_password_is_said(
        self, tmp_path: Path, server: SftpServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ROSTER_SECRET", "wrong")

        with pytest.raises(SftpError, match="does not accept the account"):
            open_source(district(tmp_path / "d", path="/out", sftp=self.account(server)))

    def test_a_folder_that_is_not_there_is_named(self, tmp_path: Path, server: SftpServer) -> None:
        with pytest.raises(SourceError, match="/elsewhere: the server has no such folder or zip file"):
            open_source(district(tmp_path / "d", path="/elsewhere", sftp=self.account(server)))

    def test_a_link_is_not_followed(self, tmp_path: Path, server: SftpServer) -> None:
        (server.root / "out" / "orgs.csv").unlink()
        (server.root / "out" / "orgs.csv").symlink_to("courses.csv")

        with pytest.raises(SourceError, match=r"orgs\.csv: this is a link"):
            open_source(district(tmp_path / "d", path="/out", sftp=self.account(server)))

    def test_more_than_is_allowed_is_not_copied(self, tmp_path: Path, server: SftpServer) -> None:
        (server.root / "out" / "users.csv").write_bytes(b"x" * 2**21)

        with pytest.raises(SourceError, match="max_megabytes"):
            open_source(
                district(tmp_path / "d", path="/out", sftp=self.account(server), max_megabytes=1, settle_seconds=0)
            )

    def test_an_upload_that_goes_on_is_not_read(self, tmp_path: Path, server: SftpServer) -> None:
        (server.root / "out" / "users.csv.filepart").write_bytes(b"sourcedId")

        with pytest.raises(SourceNotReadyError, match=r"users\.csv\.filepart is an upload"):
            open_source(district(tmp_path / "d", path="/out", sftp=self.account(server), settle_seconds=0))

    def test_files_that_change_while_they_are_copied_are_copied_again(
        self, tmp_path: Path, server: SftpServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        copy, copies = sftp._copy, []

        async def changing(client: asyncssh.SFTPClient, remote: str, target: Path, most_bytes: int) -> int:
            size = await copy(client, remote, target, most_bytes)
            copies.append(remote)
            if copies == ["/out/academicSessions.csv"]:
                write_set(server.root / "out", {**small_tables(), "users": small_tables()["users"][:2]})
            return size

        monkeypatch.setattr(sftp, "_copy", changing)

        roster = open_source(district(tmp_path / "d", path="/out", sftp=self.account(server)))

        assert roster.users.height == 2
        assert copies.count("/out/academicSessions.csv") == 2

    def test_a_connection_that_is_lost_meanwhile_is_said(
        self, tmp_path: Path, server: SftpServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def lose(client: asyncssh.SFTPClient, *_: object) -> int:
            client.exit()
            await client.wait_closed()
            await client.stat("/out")
            raise AssertionError

        monkeypatch.setattr(sftp, "_copy", lose)

        with pytest.raises(SftpError, match=r"sftp://district@127\.0\.0\.1:\d+: "):
            open_source(district(tmp_path / "d", path="/out", sftp=self.account(server)))

    def test_what_a_run_that_was_killed_left_behind_is_removed(self, tmp_path: Path, server: SftpServer) -> None:
        with subprocess.Popen([sys.executable, "-c", ""]) as killed:
            killed.wait()
        left, running = (tmp_path / "scratch" / f"homeroom-roster-{pid}-abc" for pid in (killed.pid, os.getpid()))
        for folder in (left, running):
            folder.mkdir()
            (folder / "users.csv").touch()
            os.utime(folder, (0, 0))

        open_source(district(tmp_path / "d", path="/out", sftp=self.account(server)))

        assert not left.exists()
        assert running.exists()
        shutil.rmtree(running)

    def test_another_path_is_read_with_the_account(self, tmp_path: Path, server: SftpServer) -> None:
        folder = district(tmp_path / "d", path="/nowhere", sftp=self.account(server))

        assert open_source(folder, f"sftp://127.0.0.1:{server.port}/out").users.height == 5

    def test_an_account_is_not_used_on_another_server(self, tmp_path: Path, server: SftpServer) -> None:
        folder = district(tmp_path / "d", path="/out", sftp=self.account(server))

        with pytest.raises(SourceError, match="its key and account are not known"):
            open_source(folder, "sftp://other.example.org/out")

    def test_a_folder_here_is_read_in_place_of_the_server(self, tmp_path: Path, server: SftpServer) -> None:
        folder = district(tmp_path / "d", path="/nowhere", sftp=self.account(server))

        assert open_source(folder, str(server.root / "out")).users.height == 5
