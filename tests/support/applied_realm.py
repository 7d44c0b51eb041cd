"""A realm that a test applies, and files that say much of what can be said of one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from admin_api import AdminConnection, NotFoundError
from realm.engine import apply, plan
from realm.merge import RealmModel
from realm.plan import Plan

FLOW = """
browserFlow: sign in
authenticationFlows:
  - alias: sign in
    description: as it was
    topLevel: true
    authenticationExecutions:
      - {authenticator: auth-cookie, requirement: ALTERNATIVE}
      - {flowAlias: sign in forms, authenticatorFlow: true, requirement: ALTERNATIVE}
  - alias: sign in forms
    topLevel: false
    authenticationExecutions:
      - {authenticator: auth-username-password-form, requirement: REQUIRED}
      - {flowAlias: sign in code, authenticatorFlow: true, requirement: CONDITIONAL}
  - alias: sign in code
    topLevel: false
    authenticationExecutions:
      - {authenticator: conditional-user-role, authenticatorConfig: who, requirement: REQUIRED}
      - {authenticator: auth-otp-form, requirement: REQUIRED}
authenticatorConfig:
  - alias: who
    config: {condUserRole: offline_access, negate: false}
"""
CHANGED_FLOW = FLOW.replace("offline_access", "uma_authorization").replace("as it was", "as it is")
PARTNER = """
identityProviders:
  - alias: partner
    providerId: oidc
    postBrokerLoginFlowAlias: sign in
    config: {clientId: us, clientSecret: ours, authorizationUrl: "https://p.example/a", tokenUrl: "https://p.example/t"}
"""
EVERYTHING = (
    FLOW
    + """
displayName: Example
attributes: {homeroom.help-contact: the front office}
internationalizationEnabled: true
supportedLocales: [en, es]
passwordPolicy: length(8)
eventsListeners: []
browserSecurityHeaders: {xFrameOptions: DENY}
requiredActions: [{alias: VERIFY_PROFILE, enabled: false}]
defaultOptionalClientScopes: [phone]
roles:
  realm:
    - {name: reader, description: Reads, attributes: {a: [b]}}
    - name: everything
      composites: {realm: [reader], client: {shop: [launch]}}
  client:
    shop: [{name: launch, description: May open it}]
clientScopes:
  - name: staff
    protocol: openid-connect
    protocolMappers:
      - name: audience
        protocol: openid-connect
        protocolMapper: oidc-audience-mapper
        config: {included.custom.audience: a, access.token.claim: true}
scopeMappings: [{clientScope: staff, roles: [reader]}]
clientScopeMappings: {shop: [{client: shop, roles: [launch]}]}
clients:
  - clientId: shop
    secret: first
    redirectUris: ["https://shop.example/*"]
    webOrigins: []
    fullScopeAllowed: false
    attributes: {homeroom.order: 1, homeroom.icon: a.svg}
    authenticationFlowBindingOverrides: {browser: sign in}
    defaultClientScopes: [basic, staff]
    optionalClientScopes: []
    protocolMappers:
      - name: name
        protocol: openid-connect
        protocolMapper: oidc-full-name-mapper
        config: {id.token.claim: true}
groups:
  - name: clubs
    attributes: {a: [b]}
    subGroups: [{name: chess, realmRoles: [reader], clientRoles: {shop: [launch]}}]
userProfile:
  attributes:
    - {name: grade, displayName: Grade, permissions: {view: [admin], edit: [admin]}}
    - {name: email, displayName: E-mail, permissions: {view: [admin], edit: [admin]}}
"""
)


@contextmanager
def absent_realm(realm: str, connection: AdminConnection) -> Iterator[str]:
    """The name of a realm that is not there; what a test makes of it is gone afterwards."""
    name = f"{realm}-new"
    yield name
    try:
        connection.delete(f"/admin/realms/{name}")
    except NotFoundError:
        return


def applied(wanted: RealmModel, connection: AdminConnection, managed: Any = None, *, deletes: int = 0) -> None:
    """Plan and apply."""
    owners = managed or {}
    apply(plan(wanted, connection, owners), wanted, connection, owners, allowed_deletes=deletes)


def left_of(wanted: RealmModel, connection: AdminConnection, managed: Any = None, *, deletes: int = 0) -> Plan:
    """Apply, and give what is left to do."""
    owners = managed or {}
    applied(wanted, connection, owners, deletes=deletes)
    return plan(wanted, connection, owners)
