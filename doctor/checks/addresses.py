"""Keycloak answers where the district says, and calls itself by that address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

from doctor.finding import Finding
from doctor.probes import Unreachable
from doctor.probes.web import Page

_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


def check_address(url: str) -> Iterator[Finding]:
    """Judge an address by itself."""
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in _THIS_MACHINE:
        yield Finding(
            "not-https",
            "error",
            url,
            "passwords and badges go over the network unencrypted, and browsers open no camera",
            "put the TLS proxy in front and write the https address into deployment.yaml",
        )


def check_discovery(url: str, realm: str, seen: Page | Unreachable) -> Iterator[Finding]:
    """Judge the realm's discovery document.

    Args:
        url: Keycloak's address as the deployment has it.
        realm: the realm's name.
        seen: the answer of `<url>/realms/<realm>/.well-known/openid-configuration`.
    """
    match seen:
        case Unreachable(reason):
            yield Finding(
                "keycloak-unreachable",
                "error",
                url,
                f"Keycloak does not answer: {reason}",
                "look at the proxy and at `systemctl status keycloak` on its nodes, and whether the name leads there",
            )
        case Page(status=404):
            yield Finding(
                "realm-missing",
                "error",
                url,
                f"there is no realm {realm}, or it is disabled",
                "`homeroom realm apply` makes it",
            )
        case Page(status=status) if status != 200:
            yield Finding(
                "keycloak-unreachable",
                "error",
                url,
                f"Keycloak, or the proxy before it, answers with HTTP {status}",
                "look at the proxy's log, and at `systemctl status keycloak` on its nodes",
            )
        case Page(text=text):
            yield from _check_issuer(f"{url}/realms/{realm}", text)


def _check_issuer(wanted: str, document: str) -> Iterator[Finding]:
    try:
        issuer = json.loads(document)["issuer"]
    except (ValueError, KeyError, TypeError):
        issuer = ""
    if issuer != wanted:
        yield Finding(
            "issuer-differs",
            "error",
            wanted,
            f"Keycloak calls itself {issuer or 'nothing'}: applications refuse its tokens",
            "set Keycloak's `hostname` to the address that browsers use, have the proxy send X-Forwarded-Proto and "
            "X-Forwarded-Host, and look whether the realm has a frontend URL of its own",
        )
