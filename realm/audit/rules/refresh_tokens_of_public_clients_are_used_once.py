from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm, client_attribute, client_breach, is_oidc, signs_people_in
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule


class RefreshTokensOfPublicClientsAreUsedOnce(Rule):
    """A client without a secret has no refresh token that can be used twice."""

    severity = Severity.MEDIUM
    rationale = (
        "Nothing binds a public client's refresh token to its owner; a stolen one works beside the real one unless "
        "each "
        "is good for one use (RFC 9700, 2.2.2)."
    )
    fix = "attributes: {use.refresh.tokens: false} for the client, or revokeRefreshToken: true for the realm."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """Public clients of the district, while the realm does not revoke."""
        if realm.setting("revokeRefreshToken"):
            return
        for client_id, client in realm.district_clients.items():
            key = "use.refresh.tokens"
            is_public = is_oidc(client) and client.get("publicClient") and signs_people_in(client)
            if is_public and client_attribute(client, key) != "false":
                yield client_breach(client_id, "its refresh tokens can be used again and again", "attributes", key)
