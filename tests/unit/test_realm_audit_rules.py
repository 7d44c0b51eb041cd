"""Our own rules of `realm audit`: a realm as it should be breaks none, and each is broken by what it is about."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from realm.audit.audited import RECOVERY_END, AuditedRealm
from realm.audit.rules import all_rules

APP_ACCESS = {"authenticator": "homeroom-app-access", "requirement": "REQUIRED", "priority": 1}
KEYS = "org.keycloak.keys.KeyProvider"
REALM: dict[str, Any] = {
    "realm": "r",
    "accessTokenLifespan": 300,
    "adminEventsEnabled": True,
    "attributes": {"adminEventsExpiration": "86400", "homeroom.badge.grades": "PK,05", "homeroom.badge.staff": "false"},
    "authenticationFlows": {
        "ours": {
            "id": "id-of-ours",
            "authenticationExecutions": [APP_ACCESS, {"flowAlias": "forms", "requirement": "REQUIRED", "priority": 0}],
        },
        "forms": {"authenticationExecutions": [{"authenticator": "auth-otp-form", "requirement": "ALTERNATIVE"}]},
        "stock": {"id": "id-of-stock", "authenticationExecutions": [{"authenticator": "x", "requirement": "REQUIRED"}]},
        "off": {
            "authenticationExecutions": [
                {"authenticator": "auth-otp-form", "requirement": "REQUIRED", "priority": 0},
                {**APP_ACCESS, "requirement": "DISABLED"},
            ]
        },
    },
    "browserFlow": "ours",
    "browserSecurityHeaders": {
        "contentSecurityPolicy": "frame-ancestors 'self'",
        "strictTransportSecurity": "max-age=31536000",
        "xContentTypeOptions": "nosniff",
        "xFrameOptions": "SAMEORIGIN",
    },
    "bruteForceProtected": True,
    "clients": {
        "shop": {
            "standardFlowEnabled": True,
            "secret": "a-secret-that-is-long-enough",
            "redirectUris": ["https://shop.example/*", "http://localhost:8080/*", "/relative/*"],
        },
        "portal": {
            "publicClient": True,
            "standardFlowEnabled": True,
            "attributes": {"pkce.code.challenge.method": "S256", "use.refresh.tokens": "false"},
        },
        "desk": {"standardFlowEnabled": True, "secret": "**********"},
        "link": {"publicClient": True, "standardFlowEnabled": False},
        "gone": {"enabled": False, "publicClient": True, "standardFlowEnabled": True, "fullScopeAllowed": True},
    },
    "components": {KEYS: [{"name": "rsa", "providerId": "rsa-generated", "config": {"keySize": ["2048"]}}]},
    "defaultRole": {"name": "default-roles-r"},
    "directGrantFlow": "stock",
    "eventsEnabled": True,
    "eventsExpiration": 86400,
    "failureFactor": 10,
    "identityProviders": [{"alias": "google", "hideOnLogin": True, "postBrokerLoginFlowAlias": "ours"}],
    "loginTheme": "homeroom",
    "loginWithEmailAllowed": True,
    "maxFailureWaitSeconds": 900,
    "offlineSessionMaxLifespanEnabled": True,
    "passwordPolicy": "length(8) and notUsername(undefined)",
    "registrationFlow": "stock",
    "resetCredentialsFlow": "stock",
    "roles": {
        "realm": {"default-roles-r": {"composites": {"realm": ["everybody"], "client": {"account": ["view-profile"]}}}},
        "client": {"shop": {"launch": {}}, "desk": {"launch": {}}},
    },
    "smtpServer": {"host": "mail.example", "starttls": "true"},
    "sslRequired": "external",
    "ssoSessionIdleTimeout": 3600,
    "ssoSessionMaxLifespan": 32400,
    "userProfile": {
        "attributes": {
            "email": {"permissions": {"view": ["admin", "user"], "edit": ["admin"]}},
            "grade": {"permissions": {"view": ["admin", "user"], "edit": ["admin"]}},
            "specialEd": {"permissions": {"view": ["admin"], "edit": ["admin"]}},
        }
    },
}
ADMIN = {"client": {"realm-management": ["realm-admin"]}}
MARK = {"m": {"config": {"user.attribute": "specialEd"}}}
BOTH = ["admin", "user"]

CASES: list[tuple[str, dict[str, Any], str]] = [
    ("access-tokens-live-for-minutes", {"accessTokenLifespan": 601}, "realm r"),
    ("access-tokens-live-for-minutes", {"clients.shop.attributes": {"access.token.lifespan": "3600"}}, "client shop"),
    ("access-tokens-live-for-minutes", {"clients.shop.attributes": {"access.token.lifespan": "-1"}}, "client shop"),
    ("account-names-are-not-changed-by-their-owners", {"editUsernameAllowed": True}, "realm r"),
    (
        "account-names-are-not-changed-by-their-owners",
        {"userProfile.attributes.email.permissions.edit": BOTH},
        "user profile r",
    ),
    ("admin-events-hold-no-personal-details", {"adminEventsDetailsEnabled": True}, "realm r"),
    ("applications-are-gated-by-a-launch-role", {"roles.client.shop": {}}, "client shop"),
    ("badges-are-for-the-young-and-special-ed", {"attributes.homeroom.badge.grades": "05,06"}, "realm r"),
    ("badges-are-for-the-young-and-special-ed", {"attributes.homeroom.badge.staff": "true"}, "realm r"),
    ("brute-force-protection-is-on", {"bruteForceProtected": False}, "realm r"),
    ("brute-force-protection-is-on", {"failureFactor": 1000}, "realm r"),
    ("client-secrets-are-long", {"clients.shop.secret": "shop"}, "client shop"),
    ("clients-have-full-scope-off", {"clients.shop.fullScopeAllowed": True}, "client shop"),
    (
        "default-role-grants-no-power",
        {"roles.realm.everybody": {"composites": ADMIN}},
        "composite role default-roles-r",
    ),
    (
        "default-role-grants-no-power",
        {"roles.realm.everybody": {"composites": {"client": {"shop": ["launch"]}}}},
        "composite role default-roles-r",
    ),
    ("desk-has-no-power-of-its-own", {"clients.desk.serviceAccountsEnabled": True}, "client desk"),
    ("employees-have-a-second-factor", {"authenticationFlows.forms.authenticationExecutions": []}, "flow ours"),
    (
        "employees-have-a-second-factor",
        {"clients.shop.authenticationFlowBindingOverrides": {"browser": "id-of-stock"}},
        "client shop",
    ),
    ("events-are-kept-and-expire", {"eventsEnabled": False}, "realm r"),
    ("events-are-kept-and-expire", {"eventsExpiration": 0}, "realm r"),
    ("events-are-kept-and-expire", {"attributes.adminEventsExpiration": ""}, "realm r"),
    ("every-sign-in-ends-with-app-access", {"browserFlow": "stock"}, "flow stock"),
    ("every-sign-in-ends-with-app-access", {"browserFlow": "off"}, "flow off"),
    ("every-sign-in-ends-with-app-access", {"resetPasswordAllowed": True}, "flow stock"),
    ("every-sign-in-ends-with-app-access", {"registrationAllowed": True}, "flow stock"),
    ("every-sign-in-ends-with-app-access", {"clients.shop.directAccessGrantsEnabled": True}, "client shop"),
    (
        "every-sign-in-ends-with-app-access",
        {"clients.shop.authenticationFlowBindingOverrides": {"browser": "id-of-stock"}},
        "client shop",
    ),
    ("every-sign-in-ends-with-app-access", {"clients.shop.attributes": {"saml.allow.ecp.flow": "true"}}, "client shop"),
    ("every-sign-in-ends-with-app-access", {"identityProviders": [{"alias": "x"}]}, "identity provider x"),
    ("identity-providers-are-hidden", {"identityProviders": [{"alias": "x"}]}, "identity provider x"),
    (
        "identity-providers-are-not-trusted-for-addresses",
        {"identityProviders": [{"alias": "x", "trustEmail": True}]},
        "identity provider x",
    ),
    ("lockouts-end-by-themselves", {"permanentLockout": True}, "realm r"),
    ("lockouts-end-by-themselves", {"maxFailureWaitSeconds": 86400}, "realm r"),
    ("lockouts-end-by-themselves", {"failureFactor": 3}, "realm r"),
    ("login-pages-are-homerooms", {"loginTheme": None}, "realm r"),
    ("login-pages-are-homerooms", {"clients.shop.attributes": {"login_theme": "shop"}}, "client shop"),
    ("mail-is-sent-encrypted", {"smtpServer": {"host": "mail.example", "starttls": "false"}}, "realm r"),
    ("nobody-stays-signed-in-on-shared-devices", {"rememberMe": True}, "realm r"),
    ("offline-tokens-end", {"offlineSessionMaxLifespanEnabled": False}, "realm r"),
    ("pages-send-security-headers", {"browserSecurityHeaders.xFrameOptions": ""}, "realm r"),
    ("pages-send-security-headers", {"browserSecurityHeaders.contentSecurityPolicy": "object-src 'none'"}, "realm r"),
    ("password-recovery-is-homerooms", {"resetPasswordAllowed": True}, "realm r"),
    (
        "passkeys-know-their-owner",
        {
            "webAuthnPolicyPasswordlessPasskeysEnabled": True,
            "webAuthnPolicyPasswordlessUserVerificationRequirement": "preferred",
        },
        "realm r",
    ),
    (
        "security-questions-are-of-the-list",
        {"attributes.homeroom.questions.enabled": "true", "attributes.homeroom.questions.own": "true"},
        "realm r",
    ),
    ("passwords-are-long-and-free-in-form", {"passwordPolicy": None}, "realm r"),
    ("passwords-are-long-and-free-in-form", {"passwordPolicy": "length(7)"}, "realm r"),
    ("passwords-are-long-and-free-in-form", {"passwordPolicy": "length(12) and digits(1)"}, "realm r"),
    ("passwords-are-long-and-free-in-form", {"passwordPolicy": "homeroom-password and upperCase(1)"}, "realm r"),
    (
        "passwords-are-long-and-free-in-form",
        {"passwordPolicy": "length(9) and forceExpiredPasswordChange(90)"},
        "realm r",
    ),
    (
        "people-do-not-edit-what-the-roster-says",
        {"userProfile.attributes.grade.permissions.edit": BOTH},
        "user profile r",
    ),
    (
        "private-marks-are-hidden-from-people",
        {"userProfile.attributes.specialEd.permissions.view": BOTH},
        "user profile r",
    ),
    ("public-clients-use-pkce", {"clients.portal.attributes": {"use.refresh.tokens": "false"}}, "client portal"),
    (
        "realm-keys-are-strong",
        {"components": {KEYS: {"old": {"name": "old", "providerId": "rsa", "config": {"keySize": ["1024"]}}}}},
        "component old",
    ),
    ("redirect-addresses-are-encrypted", {"clients.shop.redirectUris": ["http://shop.example/"]}, "client shop"),
    ("redirect-addresses-name-one-host", {"clients.shop.redirectUris": ["https://shop.example*"]}, "client shop"),
    ("redirect-addresses-name-one-host", {"clients.shop.redirectUris": ["*"]}, "client shop"),
    (
        "redirect-addresses-name-one-host",
        {"clients.shop.attributes": {"post.logout.redirect.uris": "https://shop.example/##https://*"}},
        "client shop",
    ),
    (
        "refresh-tokens-of-public-clients-are-used-once",
        {"clients.portal.attributes": {"pkce.code.challenge.method": "S256"}},
        "client portal",
    ),
    ("registration-is-a-claim", {"registrationAllowed": True}, "realm r"),
    (
        "service-accounts-administer-nothing",
        {"users": [{"username": "s", "serviceAccountClientId": "shop", "clientRoles": ADMIN["client"]}]},
        "client shop",
    ),
    ("sessions-end-soon-after-the-last-click", {"ssoSessionIdleTimeout": 14401}, "realm r"),
    ("special-ed-is-in-no-token", {"clients.shop.protocolMappers": MARK}, "client shop"),
    ("special-ed-is-in-no-token", {"clientScopes": {"s": {"protocolMappers": MARK}}}, "client scope s"),
    ("tls-is-required", {"sslRequired": "none"}, "realm r"),
    ("unmanaged-attributes-are-refused", {"userProfile.unmanagedAttributePolicy": "ENABLED"}, "user profile r"),
    ("web-origins-are-named", {"clients.shop.webOrigins": ["*"]}, "client shop"),
]


def test_a_realm_as_it_should_be_breaks_no_rule() -> None:
    realm = AuditedRealm(REALM)

    assert [breach for rule in all_rules() for breach in rule.breaches(realm)] == []


@pytest.mark.parametrize(("rule_name", "changes", "resource"), CASES, ids=[f"{c[0]}-{next(iter(c[1]))}" for c in CASES])
def test_a_rule_is_broken_by_what_it_is_about(rule_name: str, changes: dict[str, Any], resource: str) -> None:
    rule = next(rule for rule in all_rules() if rule.name == rule_name)

    breaches = list(rule.breaches(AuditedRealm(changed(changes))))

    assert [f"{breach.kind} {breach.name}" for breach in breaches] == [resource]


def test_every_rule_is_tested() -> None:
    assert {rule.name for rule in all_rules()} == {case[0] for case in CASES}


def test_homerooms_own_steps_make_registration_and_recovery_fit() -> None:
    flow = {"authenticationExecutions": [{"authenticator": "homeroom-claim", "requirement": "REQUIRED"}, APP_ACCESS]}
    realm = AuditedRealm(
        changed(
            {
                "authenticationFlows.stock": flow,
                "registrationAllowed": True,
                "resetPasswordAllowed": True,
            }
        )
    )

    assert [breach for rule in all_rules() for breach in rule.breaches(realm)] == []


def test_a_recovery_that_signs_nobody_in_need_not_end_with_app_access() -> None:
    steps = [{"authenticator": name, "requirement": "REQUIRED"} for name in ("homeroom-recovery-person", RECOVERY_END)]
    flow = {"authenticationFlows.stock": {"authenticationExecutions": steps}, "resetPasswordAllowed": True}

    assert [breach for rule in all_rules() for breach in rule.breaches(AuditedRealm(changed(flow)))] == []


def changed(changes: dict[str, Any]) -> dict[str, Any]:
    """The realm as it should be, with other values at some paths."""
    realm = deepcopy(REALM)
    for path, value in changes.items():
        head, *below = path.split(".")
        place, keys = realm, [head, ".".join(below)] if head == "attributes" else [head, *below]
        for key in keys[:-1]:
            place = place[key]
        place[keys[-1]] = value
    return realm
