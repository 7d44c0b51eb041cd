from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm, client_attribute, client_breach
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule

_LONGEST = 600


class AccessTokensLiveForMinutes(Rule):
    """Access tokens live ten minutes at most."""

    severity = Severity.MEDIUM
    rationale = "A token that has got out works until it expires, whatever is disabled or signed out in the meantime."
    fix = "Lower accessTokenLifespan of the realm, or access.token.lifespan of the client, to 600 seconds or less."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The realm, and clients that have a time of their own."""
        seconds = realm.setting("accessTokenLifespan") or 0
        if seconds > _LONGEST:
            yield realm.breach(f"access tokens live {seconds} seconds", "accessTokenLifespan")
        for client_id, client in realm.clients.items():
            own = client_attribute(client, "access.token.lifespan")
            if own.lstrip("-").isdecimal() and not 0 <= int(own) <= _LONGEST:
                yield client_breach(
                    client_id, f"its access tokens live {own} seconds", "attributes", "access.token.lifespan"
                )
