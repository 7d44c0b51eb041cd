from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import DESK, AuditedRealm, client_breach
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule


class DeskHasNoPowerOfItsOwn(Rule):
    """The desk acts only with the token of the person who is signed in."""

    severity = Severity.HIGH
    rationale = (
        "Keycloak decides by the person's own token who may help whom. With an account of its own the desk could do "
        "more than the person, and a fault in it would widen everybody's power."
    )
    fix = "serviceAccountsEnabled: false and directAccessGrantsEnabled: false for the client desk."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The client of the desk."""
        desk = realm.clients.get(DESK, {})
        if desk.get("serviceAccountsEnabled"):
            yield client_breach(DESK, "it has a service account", "serviceAccountsEnabled")
        if desk.get("directAccessGrantsEnabled"):
            yield client_breach(DESK, "it may sign people in with their passwords", "directAccessGrantsEnabled")
