"""Rosters come by SFTP from the right server only, by HTTPS as whole files only, and leave nothing behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import asyncssh
import pytest
import stamina
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from settings import DistrictFolder, SettingsError
from sync.errors import SourceError, SyncError
from sync.sftp import SftpError
from sync.sources import open_source
from sync.sources.transport import sftp
from sync.sources.transport.settling import SourceNotReadyError
from tests.support.roster_set import small_tables, write_set
from tests.support.sftp_server import PASSWORD, USERNAME, SftpServer, running_sftp_server
from tests.support.web_server import running_web_server


@pytest.fixture(autouse=True)
def _scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Copies of rosters are made in a folder of the test's own, which has to be empty at the end."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setenv("ROSTER_SECRET", PASSWORD)
    yield
    assert not list(scratch.iterdir())


def district(folder: Path, **roster: object) -> DistrictFolder:
    lines = ["name: Test", "realm: test", "help_contact: us", "roster:", "  type: oneroster-csv"]
    lines += [f"  {name}: {value}" for name, value in roster.items()]
    folder.mkdir(exist_ok=True)
    (folder / "district.yaml").write_text("\n".join(lines), encoding="utf-8")
    return DistrictFolder.at(folder)


def zipped(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(folder.iterdir()):
            file.write(path, path.name)
    return target


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


class Site:
    """A web site with a roster, which can be made to misbehave."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.failures: list[Response] = []
        self.age: timedelta | None = None
        self.asked: list[str | None] = []

    def application(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/set.zip", self.file),
                Route("/moved.zip", lambda _: RedirectResponse("/set.zip")),
                Route("/plain.zip", lambda _: RedirectResponse("http://other.example.org/set.zip")),
            ]
        )

    def file(self, request: Request) -> Response:
        self.asked.append(request.headers.get("authorization"))
        if self.failures:
            return self.failures.pop(0)
        changed = datetime.now(UTC) - (self.age or timedelta(days=1))
        return Response(self.content, headers={"Last-Modified": format_datetime(changed, usegmt=True)})


class TestHttps:
    @pytest.fixture
    def site(self, tmp_path: Path) -> Site:
        return Site(zipped(write_set(tmp_path / "set", small_tables()), tmp_path / "set.zip").read_bytes())

    @pytest.fixture
    def address(self, site: Site) -> Iterator[str]:
        with running_web_server(site.application()) as base:
            yield base

    def test_a_zip_file_is_read(self, tmp_path: Path, address: str) -> None:
        roster = open_source(district(tmp_path / "d", path=f"{address}/set.zip?key=secret"))

        assert roster.users.height == 5
        assert roster.origin.path == f"{address}/set.zip"

    @pytest.mark.parametrize(
        ("access", "sent"),
        [
            ("{token: '${env:ROSTER_SECRET}'}", f"Bearer {PASSWORD}"),
            ("{username: us, password: '${env:ROSTER_SECRET}'}", "Basic dXM6Y29ycmVjdCBob3JzZSBiYXR0ZXJ5"),
        ],
    )
    def test_the_server_is_told_who_we_are(
        self, tmp_path: Path, site: Site, address: str, access: str, sent: str
    ) -> None:
        open_source(district(tmp_path / "d", path=f"{address}/moved.zip", https=access))

        assert site.asked == [sent]

    def test_a_secret_in_the_file_itself_is_refused(self, tmp_path: Path, address: str) -> None:
        with pytest.raises(SettingsError, match=r"roster\.https\.token: a secret is not written here"):
            open_source(district(tmp_path / "d", path=f"{address}/set.zip", https="{token: abc}"))

    def test_another_server_is_not_told_our_token(self, tmp_path: Path, site: Site, address: str) -> None:
        access = "{token: '${env:ROSTER_SECRET}'}"
        folder = district(tmp_path / "d", path="https://sis.example.org/set.zip", https=access)

        open_source(folder, f"{address}/set.zip")

        assert site.asked == [None]

    def test_a_server_that_is_busy_is_asked_again_when_it_says(self, tmp_path: Path, site: Site, address: str) -> None:
        site.failures = [Response(status_code=503, headers={"Retry-After": "0"}), Response(status_code=429)]

        with stamina.set_testing(True, attempts=3):
            assert open_source(district(tmp_path / "d", path=f"{address}/set.zip")).users.height == 5

    def test_a_connection_that_breaks_off_is_made_again(self, tmp_path: Path, site: Site, address: str) -> None:
        site.failures = [Response(site.content[:100], headers={"Content-Length": str(len(site.content))})]

        with stamina.set_testing(True, attempts=2):
            assert open_source(district(tmp_path / "d", path=f"{address}/set.zip")).users.height == 5

    def test_a_refusal_is_said_at_once(self, tmp_path: Path, site: Site, address: str) -> None:
        site.failures = [Response(status_code=403)]

        with pytest.raises(SyncError, match=r"set\.zip: the server answers 403; check the account"):
            open_source(district(tmp_path / "d", path=f"{address}/set.zip?key=secret"))

    def test_a_file_that_is_still_written_is_fetched_again(
        self, tmp_path: Path, site: Site, address: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        site.age = timedelta(seconds=3)

        def wait(seconds: float) -> None:
            assert 0 < seconds <= 10
            site.age = timedelta(seconds=60)

        monkeypatch.setattr("sync.sources.transport.https.time.sleep", wait)
        open_source(district(tmp_path / "d", path=f"{address}/set.zip"))

        assert len(site.asked) == 2

    def test_half_a_file_is_refused(self, tmp_path: Path, site: Site, address: str) -> None:
        site.content = site.content[: len(site.content) // 2]

        with pytest.raises(SourceError, match="this is not a sound zip file"):
            open_source(district(tmp_path / "d", path=f"{address}/set.zip"))

    def test_more_than_is_allowed_is_not_kept(self, tmp_path: Path, site: Site, address: str) -> None:
        site.content = b"x" * 2**21

        with pytest.raises(SourceError, match="max_megabytes"):
            open_source(district(tmp_path / "d", path=f"{address}/set.zip", max_megabytes=1))

    def test_a_plain_address_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsError, match="has to begin with https://"):
            open_source(district(tmp_path / "d", path="http://sis.example.org/set.zip"))

    def test_a_server_that_leads_to_a_plain_address_is_not_followed(self, tmp_path: Path, address: str) -> None:
        with pytest.raises(SyncError, match="leads to an address that is not used"):
            open_source(district(tmp_path / "d", path=f"{address}/plain.zip"))

    def test_a_server_that_is_not_there_is_said(self, tmp_path: Path) -> None:
        with stamina.set_testing(True, attempts=2), pytest.raises(SyncError, match=r"127\.0\.0\.1:1/set\.zip: "):
            open_source(district(tmp_path / "d", path="http://127.0.0.1:1/set.zip"))
