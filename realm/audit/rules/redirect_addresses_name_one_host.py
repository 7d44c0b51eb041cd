from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from realm.audit.audited import AuditedRealm, client_attribute, client_breach, uses_redirects
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule


class RedirectAddressesNameOneHost(Rule):
    """Redirect addresses name a host, and a wildcard only in the path."""

    severity = Severity.CRITICAL
    rationale = (
        "With a wildcard in the host, an attacker's site gets the code of a sign-in: https://school.example* is "
        "school.example.evil, too."
    )
    fix = "Name each address in redirectUris; put a wildcard, if any, after the host's slash."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """Redirect addresses of clients, and those after signing out."""
        for client_id, client in realm.clients.items():
            if not uses_redirects(client):
                continue
            for index, address in enumerate(client.get("redirectUris") or ()):
                if self._is_open(address):
                    yield client_breach(client_id, f"answers may go to {address}", "redirectUris", index)
            key = "post.logout.redirect.uris"
            for address in client_attribute(client, key).split("##"):
                if self._is_open(address):
                    yield client_breach(client_id, f"signing out may lead to {address}", "attributes", key)

    def _is_open(self, address: str) -> bool:
        if not address.endswith("*") or address.startswith("/"):
            return False
        host = urlsplit(address).netloc
        return "*" in host or (not host and "/" not in address)
