from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule

_WANTED = {
    "contentSecurityPolicy": "frame-ancestors",
    "strictTransportSecurity": "max-age=",
    "xContentTypeOptions": "nosniff",
    "xFrameOptions": "",
}


class PagesSendSecurityHeaders(Rule):
    """Pages forbid framing and guessed types, and ask for https."""

    severity = Severity.MEDIUM
    rationale = "A sign-in page in somebody else's frame, or over plain http, gives passwords away."
    fix = "Take the headers back to those of realm/base/security.yaml (browserSecurityHeaders)."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """Headers that are absent, or lack what they are for."""
        headers = realm.setting("browserSecurityHeaders") or {}
        for header, part in _WANTED.items():
            value = str(headers.get(header) or "")
            if not value or part not in value:
                problem = f"the header {header} {f'has no {part}' if value else 'is not sent'}"
                yield realm.breach(problem, "browserSecurityHeaders", header)
