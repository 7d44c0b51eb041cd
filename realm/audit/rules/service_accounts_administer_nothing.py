from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm, client_breach
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule


class ServiceAccountsAdministerNothing(Rule):
    """No client of the realm has a service account that administers it."""

    severity = Severity.HIGH
    rationale = (
        "The secret of such a client is a password of an administrator, without a second factor, in another system's "
        "files."
    )
    fix = (
        "Take the roles of realm-management away from the service account; give it a permission for just what it does."
    )

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """Service accounts and everything that their roles contain."""
        for account in realm.named("users", "username").values():
            client_id = account.get("serviceAccountClientId")
            roles = realm.roles_within(account.get("realmRoles") or [], account.get("clientRoles") or {})
            power = sorted(
                role for owner, role in roles if owner == "realm-management" or (owner, role) == ("", "admin")
            )
            if client_id and power:
                problem = f"its service account has {', '.join(power)}"
                yield client_breach(client_id, problem, "serviceAccountsEnabled")
