"""What the proxy lets through, from where, and how often."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.support.containers.installation import DESK_HOST, REALM, Installation

pytestmark = pytest.mark.compose

METADATA = f"/realms/{REALM}/.well-known/openid-configuration"


@contextmanager
def proxy_with(installation: Installation, **variables: str) -> Iterator[None]:
    """The proxy made anew with other settings, for as long as the context lasts."""
    installation.up("--no-deps", "proxy", **variables)
    yield
    installation.up("--no-deps", "proxy")


@pytest.fixture
def browse(installation: Installation) -> Iterator[httpx.Client]:
    with installation.browse() as client:
        yield client


def test_the_portals_name_leads_to_the_portal(browse: httpx.Client) -> None:
    assert browse.get("/").headers["location"] == f"/realms/{REALM}/portal"


def test_browsers_are_told_to_insist_on_https(browse: httpx.Client) -> None:
    assert browse.get(METADATA).headers["strict-transport-security"] == "max-age=31536000"


def test_plain_http_leads_to_https(installation: Installation) -> None:
    answer = httpx.get(f"http://127.0.0.1:{installation.port(8080)}/", headers={"Host": "portal.homeroom.test"})
    assert (answer.status_code, answer.headers["location"]) == (308, "https://portal.homeroom.test/")


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1")
def test_old_tls_is_refused(installation: Installation) -> None:
    old = ssl.create_default_context(cafile=str(installation.files / "secrets" / "tls"))
    old.minimum_version = ssl.TLSVersion.TLSv1
    old.maximum_version = ssl.TLSVersion.TLSv1_1
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.raises(httpx.ConnectError), httpx.Client(verify=old) as client:
        client.get(f"https://127.0.0.1:{installation.port()}/", extensions={"sni_hostname": "portal.homeroom.test"})


def test_browsers_are_sent_to_the_public_name_and_services_to_the_inner_one(browse: httpx.Client) -> None:
    said = browse.get(METADATA).json()
    assert said["issuer"] == f"https://portal.homeroom.test/realms/{REALM}"
    assert said["token_endpoint"].startswith("https://portal.homeroom.test/")


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        f"/admin/realms/{REALM}/roster/state",
        "/realms/master/.well-known/openid-configuration",
        f"/realms/{REALM}/%2e%2e/master/.well-known/openid-configuration",
        f"/realms/{REALM}/..;/master/.well-known/openid-configuration",
        "//admin/",
        "/health",
        "/metrics",
    ],
)
def test_what_is_for_administrators_is_closed_to_others(browse: httpx.Client, path: str) -> None:
    assert browse.get(f"{browse.base_url}".rstrip("/") + path).status_code == 403


def test_the_admin_console_opens_from_a_named_network(installation: Installation) -> None:
    with (
        proxy_with(installation, HOMEROOM_ADMIN_NETWORKS="172.16.0.0/12 192.168.0.0/16 10.0.0.0/8"),
        installation.browse() as client,
    ):
        assert client.get("/admin/master/console/").status_code == 200


def test_a_name_that_is_not_ours_is_refused(installation: Installation) -> None:
    with installation.browse() as client:
        assert client.get("/", headers={"Host": "elsewhere.example"}).status_code == 403


def test_one_address_cannot_try_without_end(installation: Installation) -> None:
    with proxy_with(installation, HOMEROOM_SIGN_INS_PER_MINUTE="5"), installation.browse() as client:
        tries = [client.post(f"/realms/{REALM}/login-actions/authenticate").status_code for _ in range(7)]
    assert tries[-1] == 429
    assert 429 not in tries[:5]


def test_the_desk_answers_at_a_name_of_its_own(installation: Installation) -> None:
    with installation.browse(DESK_HOST) as client:
        assert client.get("/").headers["location"] == "/sign-in"
