from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule


class IdentityProvidersAreHidden(Rule):
    """The sign-in page shows no buttons of other identity providers."""

    severity = Severity.LOW
    rationale = "Pupils press every button; the page stays one that a five-year-old can use."
    fix = "hideOnLogin: true for the provider; who needs it gets there by kc_idp_hint or by e-mail domain."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """Providers that are enabled and shown."""
        for alias, provider in realm.named("identityProviders", "alias").items():
            hidden = provider.get("hideOnLogin") or (provider.get("config") or {}).get("hideOnLoginPage") == "true"
            if provider.get("enabled", True) and not provider.get("linkOnly") and not hidden:
                path = ("identityProviders", alias, "hideOnLogin")
                yield Breach("identity provider", alias, path, "its button is on the sign-in page")
