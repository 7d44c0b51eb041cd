"""What only administrators need cannot be reached from the open network."""

from __future__ import annotations

from collections.abc import Iterator

from doctor.finding import Finding
from doctor.probes import Unreachable
from doctor.probes.web import Page


def check_console(url: str, seen: Page | Unreachable) -> Iterator[Finding]:
    """Judge an address of the admin console or API, asked from outside."""
    if isinstance(seen, Page) and seen.status not in (403, 404, 410):
        yield Finding(
            "outside-admin",
            "error",
            url,
            f"the administration answers from here (HTTP {seen.status}), where it should not",
            "let the proxy pass /admin only for the networks in `homeroom_admin_networks`",
        )


def check_metrics(url: str, seen: Page | Unreachable) -> Iterator[Finding]:
    """Judge the address at which metrics or health would be, asked from outside."""
    if isinstance(seen, Page) and seen.status == 200 and ("# TYPE" in seen.text or '"status"' in seen.text):
        yield Finding(
            "outside-metrics",
            "error",
            url,
            "metrics or health of the server are open to everybody",
            "have the proxy send nothing to Keycloak's management port",
        )


def check_port(host: str, port: int, *, is_open: bool) -> Iterator[Finding]:
    """Judge a port that is for this deployment's own hosts."""
    if is_open:
        yield Finding(
            "outside-port",
            "error",
            f"{host}:{port}",
            "a port of Keycloak itself, past the proxy, is open from here",
            "close it in the firewall for all but the proxies and the monitoring",
        )
