"""kcwarden's rules over the live realm. The one module that touches kcwarden, which is typed in part."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import Any

import kcwarden.auditors
from kcwarden.api import Auditor
from kcwarden.custom_types import config_keys
from kcwarden.custom_types.result import Result
from kcwarden.database.importer import load_realm_dump
from kcwarden.database.in_memory_db import InMemoryDatabase
from kcwarden.utils.auditor_importing import get_auditors_from_package

from realm.audit.finding import Breach, Severity
from realm.representation import as_representation
from settings.yaml_file import KeyPath

NOT_ASKED: Mapping[str, str] = {
    "AccessTokenLifespanTooLong": "access-tokens-live-for-minutes",
    "ClientAccessTokenLifespanTooLong": "access-tokens-live-for-minutes",
    "ClientHasErroneouslyConfiguredWildcardURI": "redirect-addresses-name-one-host",
    "ClientMustNotUseGlobalWildcardURI": "redirect-addresses-name-one-host",
    "ClientMustNotUseUnencryptedNonlocalRedirectUri": "redirect-addresses-are-encrypted",
    "ClientWebOriginsMustNotUseWildcard": "web-origins-are-named",
    "ClientWithFullScopeAllowed": "clients-have-full-scope-off",
    "KeycloakVersionShouldBeUpToDate": "it asks github.com; the version is pinned in contracts/versions.json",
    "OfflineSessionMaxLifespanDisabled": "offline-tokens-end",
    "PasswordPolicyMissing": "passwords-are-long-and-free-in-form",
    "PublicClientsMustEnforcePKCE": "public-clients-use-pkce",
    "RealmBruteForceProtectionDisabled": "brute-force-protection-is-on",
    "RealmSelfRegistrationEnabled": "registration-is-a-claim",
}
"""kcwarden's rules that are left out: the rule of ours that says the same, or another reason."""

_KINDS = {
    "Client": "client",
    "ClientScope": "client scope",
    "Group": "group",
    "IdentityProvider": "identity provider",
    "Realm": "realm",
    "RealmRole": "realm role",
}
_SECTIONS = {"Client": "clients", "ClientScope": "clientScopes", "IdentityProvider": "identityProviders"}
_KEYS: Mapping[str, KeyPath] = {
    "ClientShouldDisableImplicitGrantFlow": ("implicitFlowEnabled",),
    "ClientUsesCustomRedirectUriScheme": ("redirectUris",),
    "ClientShouldNotUseWildcardRedirectURI": ("redirectUris",),
    "ClientWebOriginsMustBeValid": ("webOrigins",),
    "ClientWithDefaultOfflineAccessScope": ("defaultClientScopes",),
    "ClientWithOptionalOfflineAccessScope": ("optionalClientScopes",),
    "ConfidentialClientShouldDisableDirectAccessGrants": ("directAccessGrantsEnabled",),
    "ConfidentialClientShouldEnforcePKCE": ("attributes", "pkce.code.challenge.method"),
    "PasswordHashingIterationsTooLow": ("passwordPolicy",),
    "PublicClientShouldDisableDirectAccessGrants": ("directAccessGrantsEnabled",),
    "RealmEmailVerificationDisabled": ("verifyEmail",),
    "RefreshTokenReuseCountShouldBeZero": ("refreshTokenMaxReuse",),
    "RefreshTokensShouldBeRevokedAfterUse": ("revokeRefreshToken",),
    "SamlClientShouldNotUseWildcardRedirectURI": ("redirectUris",),
    "SamlClientWithAssertionSignatureDisabled": ("attributes", "saml.assertion.signature"),
    "SamlClientWithClientSignatureDisabled": ("attributes", "saml.client.signature"),
    "SamlClientWithEncryptionDisabled": ("attributes", "saml.encrypt"),
    "SamlClientWithWeakSignatureAlgorithm": ("attributes", "saml.signature.algorithm"),
    "SamlClientWithoutOneTimeUseCondition": ("attributes", "saml.onetimeuse.condition"),
}
"""Below its resource, the key that a rule of kcwarden's is about."""


@dataclass(frozen=True)
class KcwardenResult:
    """What kcwarden found.

    Attributes:
        rule: the rule's name, with `kcwarden/` before it.
        severity: how much it matters, as kcwarden judges it.
        breach: where.
        rationale: kcwarden's explanation.
        fix: what it refers to; may be empty.
    """

    rule: str
    severity: Severity
    breach: Breach
    rationale: str
    fix: str


def kcwarden_results(content: Mapping[str, Any]) -> Iterator[KcwardenResult]:
    """Ask kcwarden's rules about a live realm in keyed form."""
    database = InMemoryDatabase()  # type: ignore[no-untyped-call]
    needed = {"clients": [], "identityProviderMappers": [], "roles": {"realm": [], "client": {}}}
    load_realm_dump(StringIO(json.dumps(needed | as_representation(content), default=str)), database)
    config: dict[str, Any] = {config_keys.AUDITOR_CONFIG: {}, config_keys.IGNORE_DISABLED_CLIENTS: True}
    for auditor in _auditors():
        for result in auditor(database, config).audit():
            yield _result(result)


def kcwarden_rule_names() -> tuple[str, ...]:
    """Names of the rules that are asked."""
    return tuple(f"kcwarden/{auditor.get_classname()}" for auditor in _auditors())


@cache
def _auditors() -> tuple[type[Auditor], ...]:
    found = get_auditors_from_package(kcwarden.auditors)
    asked = {auditor.get_classname(): auditor for auditor in found if auditor.get_classname() not in NOT_ASKED}
    return tuple(asked[name] for name in sorted(asked))


def _result(result: Result) -> KcwardenResult:
    rule = result.get_reporting_auditor()
    resource = result.offending_object
    kind, name = resource.get_type(), str(resource.get_name())
    below = _KEYS.get(rule, ())
    path = (_SECTIONS[kind], name, *below) if kind in _SECTIONS else below
    problem = result.short_description
    address = result.additional_details.get("redirect_uri")
    if address:
        problem += f": {address}"
    return KcwardenResult(
        rule=f"kcwarden/{rule}",
        severity=Severity(result.severity.name.lower()),
        breach=Breach(_KINDS.get(kind, kind.lower()), name, path, problem),
        rationale=result.long_description,
        fix=f"See {result.reference}" if result.reference else "",
    )
