from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule


class IdentityProvidersAreNotTrustedForAddresses(Rule):
    """An e-mail address from another identity provider counts as unverified."""

    severity = Severity.HIGH
    rationale = (
        "Who can set an address at the other provider gets the account here that has the same one; the roster, not the "
        "other provider, says whose address it is."
    )
    fix = "trustEmail: false."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """Providers that are enabled."""
        for alias, provider in realm.named("identityProviders", "alias").items():
            if provider.get("enabled", True) and provider.get("trustEmail"):
                path = ("identityProviders", alias, "trustEmail")
                yield Breach("identity provider", alias, path, "its e-mail addresses are taken as verified")
