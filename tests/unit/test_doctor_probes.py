"""What the doctor's probes see of real servers on this machine."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from doctor.probes import Unreachable
from doctor.probes import tls as tls_probe
from doctor.probes.host_key import host_key
from doctor.probes.mail_server import Greeting, greeting
from doctor.probes.node import Node, node
from doctor.probes.port import is_open
from doctor.probes.tls import Tls, tls
from doctor.probes.web import Page, page
from tests.support.certificates import Authority, ServerCertificate
from tests.support.mailbox import running_mailbox
from tests.support.sftp_server import running_sftp_server
from tests.support.tls_server import running_tls_server
from tests.support.web_server import running_web_server

METRICS = """# TYPE vendor_cluster_size gauge
vendor_cluster_size{cache_manager="keycloak"} 2.0
# TYPE homeroom_extension_info gauge
homeroom_extension_info{version="0.1.0"} 1.0
"""


@pytest.fixture
def nobody() -> int:
    """A port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture
def authority() -> Authority:
    """An authority that nobody trusts yet."""
    tls_probe._trust.cache_clear()
    return Authority()


@pytest.fixture
def trusted(authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The same, and this machine trusts it."""
    file = tmp_path / "authority.pem"
    file.write_text(authority.certificate, encoding="ascii")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return authority


def seen_of(shown: ServerCertificate, folder: Path) -> Tls:
    with running_tls_server(shown, folder) as port:
        seen = tls("localhost", port)
    assert isinstance(seen, Tls)
    return seen


def test_a_certificate_that_is_trusted_is_seen_with_its_date(trusted: Authority, tmp_path: Path) -> None:
    seen = seen_of(trusted.server("localhost", days=90), tmp_path)
    assert timedelta(days=89) < seen.expires - datetime.now(UTC) < timedelta(days=91)
    assert (seen.distrust, seen.names_host, seen.old_version) == ("", True, False)


def test_a_certificate_that_nobody_vouches_for_is_seen_as_such(authority: Authority, tmp_path: Path) -> None:
    seen = seen_of(authority.server("localhost"), tmp_path)
    assert "unable to get local issuer" in seen.distrust


def test_a_certificate_for_another_name_is_seen_as_such(trusted: Authority, tmp_path: Path) -> None:
    seen = seen_of(trusted.server("other.example"), tmp_path)
    assert (seen.distrust, seen.names_host) == ("", False)


def test_a_certificate_that_ran_out_is_told_by_its_date_alone(trusted: Authority, tmp_path: Path) -> None:
    seen = seen_of(trusted.server("localhost", days=-2), tmp_path)
    assert seen.expires < datetime.now(UTC)
    assert seen.distrust == ""


def test_a_node_tells_health_cluster_and_version() -> None:
    checks = [
        {"name": "Keycloak database connections async health check", "status": "DOWN"},
        {"name": "Keycloak Initialized", "status": "UP"},
    ]

    async def ready(_: Request) -> Response:
        return JSONResponse({"status": "DOWN", "checks": checks}, status_code=503)

    async def metrics(_: Request) -> Response:
        return PlainTextResponse(METRICS)

    routes = [Route("/health/ready", ready), Route("/metrics", metrics)]
    with running_web_server(Starlette(routes=routes)) as url:
        seen = node(url)
    assert seen == Node(url, (checks[0]["name"],), True, 2, "0.1.0")


def test_a_node_without_metrics_tells_its_health() -> None:
    async def ready(_: Request) -> Response:
        return JSONResponse({"status": "UP", "checks": []})

    with running_web_server(Starlette(routes=[Route("/health/ready", ready)])) as url:
        seen = node(f"{url}/")
    assert seen == Node(url, (), False, None, None)


def test_a_page_comes_through_redirects_with_its_cookies() -> None:
    async def start(_: Request) -> Response:
        answer = RedirectResponse("/page")
        answer.set_cookie("begun", "yes")
        return answer

    async def shown(request: Request) -> Response:
        return PlainTextResponse(request.cookies.get("begun", "no"), headers={"X-Shown": "1"})

    with running_web_server(Starlette(routes=[Route("/", start), Route("/page", shown)])) as url:
        seen, not_followed = page(f"{url}/"), page(f"{url}/", follow=False)
    assert isinstance(seen, Page)
    assert (seen.url, seen.text, seen.headers["x-shown"]) == (f"{url}/page", "yes", "1")
    assert isinstance(not_followed, Page)
    assert not_followed.status == 307


def test_a_mail_server_is_greeted_and_gets_no_mail() -> None:
    with running_mailbox() as mailbox:
        seen = greeting("127.0.0.1", mailbox.port, "none")
        refused = greeting("127.0.0.1", mailbox.port, "starttls")
    assert seen == Greeting(offers_encryption=False)
    assert isinstance(refused, Unreachable)
    assert not mailbox.mails


def test_the_key_of_an_sftp_server_is_seen_without_signing_in(tmp_path: Path) -> None:
    with running_sftp_server(tmp_path) as server:
        seen = host_key("127.0.0.1", server.port, "ssh-ed25519")
        other = host_key("127.0.0.1", server.port, "ecdsa-sha2-nistp256")
    assert isinstance(seen, str)
    assert seen.split()[:2] == server.host_key.split()[:2]
    assert isinstance(other, Unreachable)


def test_whoever_does_not_answer_is_told_with_the_reason(nobody: int) -> None:
    address = f"http://127.0.0.1:{nobody}"
    for seen in (
        page(address),
        node(address),
        tls("127.0.0.1", nobody),
        greeting("127.0.0.1", nobody, "none"),
        host_key("127.0.0.1", nobody, "ssh-ed25519"),
    ):
        assert isinstance(seen, Unreachable)
        assert seen.reason
    assert not is_open("127.0.0.1", nobody)
