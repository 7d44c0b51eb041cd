from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm, client_breach
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule

_FACTORS = frozenset(
    {"auth-otp-form", "auth-recovery-authn-code-form", "homeroom-one-time-code", "webauthn-authenticator"}
)


class EmployeesHaveASecondFactor(Rule):
    """Flows in a browser ask for a second factor."""

    severity = Severity.HIGH
    rationale = "A teacher's password, seen over the shoulder, opens grades and the records of pupils."
    fix = "Keep the subflows `homeroom second factor` and `homeroom second factor of employees`, and bind that flow."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The browser flow, and the flows that clients have in its place."""
        bound = str(realm.setting("browserFlow") or "")
        if bound and not self._asks(realm, bound):
            yield Breach("flow", bound, ("browserFlow",), "it never asks for a second factor")
        for client_id, client in realm.clients.items():
            own = realm.flow_of(client, "browser", "browserFlow")
            if own != bound and not self._asks(realm, own):
                yield client_breach(
                    client_id,
                    f"its own flow {own!r} never asks for a second factor",
                    *("authenticationFlowBindingOverrides", "browser"),
                )

    def _asks(self, realm: AuditedRealm, alias: str) -> bool:
        return not _FACTORS.isdisjoint(realm.authenticators(alias))
