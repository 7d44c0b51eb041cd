from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from realm.audit.audited import APP_ACCESS, RECOVERY_END, AuditedRealm, client_attribute, client_breach
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule

_BINDINGS = {"registrationFlow": "registrationAllowed", "resetCredentialsFlow": "resetPasswordAllowed"}
_OVERRIDES = "authenticationFlowBindingOverrides"


class EverySignInEndsWithAppAccess(Rule):
    """Every flow that ends in a session has `homeroom-app-access` as its last step."""

    severity = Severity.HIGH
    rationale = "Whoever signs in by a flow without that step opens any application, the rules of apps.yaml or not."
    fix = (
        "Add `{authenticator: homeroom-app-access, requirement: REQUIRED}` as the flow's last step; for an identity "
        "provider, in the flow that postBrokerLoginFlowAlias names; or switch that way to sign in off."
    )

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """Each way to a session that is open in this realm."""
        yield from self._bindings(realm)
        for client_id, client in realm.clients.items():
            yield from self._client(realm, client_id, client)
        for alias, provider in realm.named("identityProviders", "alias").items():
            flow = str(provider.get("postBrokerLoginFlowAlias") or "")
            is_open = provider.get("enabled", True) and not provider.get("linkOnly")
            if is_open and not realm.ends_with(flow, APP_ACCESS):
                problem = f"its flow after a sign-in, {flow!r}, does not end with {APP_ACCESS}"
                path = ("identityProviders", alias, "postBrokerLoginFlowAlias")
                yield Breach("identity provider", alias, path, problem)

    def _bindings(self, realm: AuditedRealm) -> Iterator[Breach]:
        used = ["browserFlow", *(key for key, switch in _BINDINGS.items() if realm.setting(switch))]
        for key in used:
            flow = str(realm.setting(key) or "")
            signs_in = key != "resetCredentialsFlow" or not realm.ends_with(flow, RECOVERY_END)
            if signs_in and not realm.ends_with(flow, APP_ACCESS):
                yield Breach("flow", flow, (key,), f"it is the {key} and does not end with {APP_ACCESS}")

    def _client(self, realm: AuditedRealm, client_id: str, client: Mapping[str, Any]) -> Iterator[Breach]:
        browser = realm.flow_of(client, "browser", "browserFlow")
        if browser != realm.setting("browserFlow") and not realm.ends_with(browser, APP_ACCESS):
            problem = f"its own flow {browser!r} does not end with {APP_ACCESS}"
            yield client_breach(client_id, problem, _OVERRIDES, "browser")
        direct = realm.flow_of(client, "direct_grant", "directGrantFlow")
        if client.get("directAccessGrantsEnabled") and not realm.ends_with(direct, APP_ACCESS):
            problem = f"it takes passwords itself, and the flow {direct!r} does not end with {APP_ACCESS}"
            yield client_breach(client_id, problem, "directAccessGrantsEnabled")
        ecp = str(realm.setting("samlEcpFlow") or "saml ecp")
        if client_attribute(client, "saml.allow.ecp.flow") == "true" and not realm.ends_with(ecp, APP_ACCESS):
            problem = f"it allows SAML ECP, and the flow {ecp!r} does not end with {APP_ACCESS}"
            yield client_breach(client_id, problem, "attributes", "saml.allow.ecp.flow")
