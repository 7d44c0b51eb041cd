"""What everybody sees of a deployment: addresses, certificates, pages. Needs no account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from doctor.checks.addresses import check_address, check_discovery
from doctor.checks.certificates import check_certificate
from doctor.checks.headers import check_camera, check_page
from doctor.checks.outside import check_console, check_metrics, check_port
from doctor.examination import Examination
from doctor.probes.port import is_open
from doctor.probes.tls import tls
from doctor.probes.web import page

_ADMINISTRATION = ("/admin/master/console/", "/admin/realms")
_METRICS = ("/metrics", "/health")
_OWN_PORTS = (8080, 9000, 7800, 5432)
"""Keycloak, its management, the nodes among themselves, PostgreSQL."""


@dataclass(frozen=True)
class Addresses:
    """Where a deployment is.

    Attributes:
        keycloak: its address.
        realm: the district's realm.
        desk: the desk's address; empty if it is not known here.
    """

    keycloak: str
    realm: str
    desk: str = ""


def examine_pages(addresses: Addresses, examination: Examination) -> None:
    """Look as a browser would, from wherever this is."""
    base = addresses.keycloak.rstrip("/")
    for url in filter(None, (base, addresses.desk)):
        _examine_address(url, examination)
    realm_url = f"{base}/realms/{addresses.realm}"
    discovery = page(f"{realm_url}/.well-known/openid-configuration")
    examination.judged("Keycloak's address", check_discovery(base, addresses.realm, discovery))
    portal = f"{realm_url}/portal"
    sign_in = page(portal)
    examination.judged("sign-in page", check_page("the sign-in page", portal, sign_in))
    examination.judged("camera", check_camera(portal, sign_in))
    if addresses.desk:
        examination.judged("desk", check_page("the desk", addresses.desk, page(addresses.desk)))


def examine_outside(addresses: Addresses, examination: Examination) -> None:
    """Look for what must not be reachable from here, which has to be outside of the administrators' networks."""
    base = addresses.keycloak.rstrip("/")
    for path in _ADMINISTRATION:
        examination.judged("administration from outside", check_console(base + path, page(base + path, follow=False)))
    for path in _METRICS:
        examination.judged("metrics from outside", check_metrics(base + path, page(base + path, follow=False)))
    parts = urlsplit(base)
    host = parts.hostname or ""
    for port in _OWN_PORTS:
        if port != (parts.port or 443):
            examination.judged("ports from outside", check_port(host, port, is_open=is_open(host, port)))


def _examine_address(url: str, examination: Examination) -> None:
    examination.judged(f"encryption of {url}", check_address(url))
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        seen = tls(parts.hostname, parts.port or 443)
        examination.judged(
            f"certificate of {parts.hostname}", check_certificate(parts.hostname, seen, datetime.now(UTC))
        )
