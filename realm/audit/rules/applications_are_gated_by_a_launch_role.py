from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import PORTAL, AuditedRealm, client_breach, signs_people_in
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule


class ApplicationsAreGatedByALaunchRole(Rule):
    """Every client that people sign in to has a client role `launch`."""

    severity = Severity.HIGH
    rationale = (
        "The step at the end of a sign-in refuses whoever lacks the role launch of a client. A client without that "
        "role "
        "is open to everybody who has an account, pupils and bus drivers included."
    )
    fix = "Declare it in apps.yaml, which makes the role and says who has it, or add the role launch to the client."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """Clients that are neither Keycloak's own nor the portal."""
        for client_id, client in realm.district_clients.items():
            if client_id != PORTAL and signs_people_in(client) and not realm.is_gated(client_id):
                yield client_breach(client_id, "it has no role launch: anybody with an account may open it")
