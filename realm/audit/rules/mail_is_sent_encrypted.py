from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class MailIsSentEncrypted(Rule):
    """Keycloak speaks TLS with the mail server."""

    severity = Severity.MEDIUM
    rationale = "Mails hold links that sign somebody in; the server's password goes the same way."
    fix = "smtpServer: {starttls: true}, or {ssl: true} with port 465."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The mail server, unless it is on the same machine."""
        server = realm.setting("smtpServer") or {}
        if not server.get("host") or server["host"] in _LOOPBACK:
            return
        if "true" not in (str(server.get("ssl")).lower(), str(server.get("starttls")).lower()):
            yield realm.breach(f"mail goes to {server['host']} unencrypted", "smtpServer")
