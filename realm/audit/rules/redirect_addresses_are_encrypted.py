from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from realm.audit.audited import AuditedRealm, client_breach, uses_redirects
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class RedirectAddressesAreEncrypted(Rule):
    """Answers of a sign-in go over https, except on the machine itself."""

    severity = Severity.HIGH
    rationale = (
        "Codes and assertions over plain http are read by anybody in the same network, and a school's network is large."
    )
    fix = "Name https:// addresses in redirectUris."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """Redirect addresses of clients."""
        for client_id, client in realm.clients.items():
            for index, address in enumerate(client.get("redirectUris") or () if uses_redirects(client) else ()):
                parts = urlsplit(address.replace("*", ""))
                if parts.scheme == "http" and (parts.hostname or "") not in _LOOPBACK:
                    yield client_breach(client_id, f"answers may go to {address}", "redirectUris", index)
