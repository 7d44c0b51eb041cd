"""Rosters come by HTTPS as whole files only, and leave nothing behind."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import stamina
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from settings import SettingsError
from sync.errors import SourceError, SyncError
from sync.sources import open_source
from tests.support.remote_roster import district, zipped
from tests.support.roster_set import small_tables, write_set
from tests.support.sftp_server import PASSWORD
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
