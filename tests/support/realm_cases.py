"""For every kind of resource a file that says all there is to say of one, and other values that its fields may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "realm_cases"


@dataclass(frozen=True)
class RoundTrip:
    """How resources of one kind are made, changed field by field, and removed.

    Attributes:
        kind: as in a plan.
        needs: name of a file with what the resources refer to; empty for none.
        others: another valid value by the end of a field's path, where its type alone does not tell one.
        fixed: ends of paths of what says which resource is meant, and of what cannot change.
        representation: whose fields the resources have all of; empty where the kind has no representation of its own.
        unsaid: fields of it that are no part of the resource: made up by Keycloak, of old versions, other resources.
        at_once: how many fields are changed by one apply.
        goes: names of the resources that are gone under `full` when no file mentions them.
    """

    kind: str
    needs: str = ""
    others: Mapping[str, Any] = field(default_factory=dict)
    fixed: tuple[str, ...] = ()
    representation: str = ""
    unsaid: frozenset[str] = frozenset()
    at_once: int = 1
    goes: tuple[str, ...] = ()

    @property
    def file(self) -> Path:
        """The resources."""
        return _FOLDER / f"{self.kind.replace(' ', '-')}.yaml"

    @property
    def needed(self) -> Path | None:
        """What they refer to."""
        return _FOLDER / f"{self.needs}.yaml" if self.needs else None


OWN_TESTS = {
    "flow": "test_realm_apply.py",
    "service account of": "test_realm_authorization.py",
    "authorization of client": "test_realm_authorization.py",
    "admin policy": "test_realm_authorization.py",
    "admin permission": "test_realm_authorization.py",
}
"""Kinds that have live tests of their own, by the file of these."""
_MAPPER = ("protocolMappers.0.name", "protocolMappers.0.protocol", "protocolMapper")
ROUND_TRIPS = (
    RoundTrip(
        "realm",
        representation="RealmRepresentation",
        # Without `auth` Keycloak forgets user and password; the last two it takes only with features that are off.
        fixed=("enabled", "smtpServer.auth", "scimApiEnabled", "verifiableCredentialsEnabled"),
        unsaid=frozenset({"realm"}),
        at_once=8,
        others={
            "bruteForceStrategy": "LINEAR",
            "defaultLocale": "es",
            "defaultSignatureAlgorithm": "ES256",
            "enabledEventTypes": ["LOGOUT"],
            "eventsListeners": ["email"],
            **dict.fromkeys(("accountTheme", "adminTheme", "emailTheme"), "base"),
            "loginTheme": "keycloak",
            "otpPolicyAlgorithm": "HmacSHA512",
            "otpPolicyDigits": 6,
            "otpPolicyType": "totp",
            "passwordPolicy": "length(9)",
            "sslRequired": "all",
            "supportedLocales": ["en", "es"],
            **{
                f"webAuthnPolicy{passwordless}{key}": value
                for passwordless in ("", "Passwordless")
                for key, value in {
                    "AcceptableAaguids": ["00000000-0000-0000-0000-000000000002"],
                    "AttestationConveyancePreference": "direct",
                    "AuthenticatorAttachment": "cross-platform",
                    "ExtraOrigins": ["https://b.example"],
                    "Mediation": "optional",
                    "RequireResidentKey": "No",
                    "ResidentKey": "discouraged",
                    "SignatureAlgorithms": ["RS256"],
                    "UserVerificationRequirement": "discouraged",
                }.items()
            },
        },
    ),
    RoundTrip("text", goes=("loginTitle in en", "loginTitle in es", "doLogIn in en")),
    RoundTrip(
        "user profile",
        representation="UPConfig",
        fixed=("attributes.0.name", "groups.0.name", "group"),
        others={
            "unmanagedAttributePolicy": "ADMIN_EDIT",
            **{key: ["user"] for key in ("edit", "view", "required.roles")},
            **{key: ["phone"] for key in ("selector.scopes", "required.scopes")},
        },
    ),
    RoundTrip("required action", representation="RequiredActionProviderRepresentation", fixed=("alias", "providerId")),
    RoundTrip(
        "realm role",
        representation="RoleRepresentation",
        fixed=("name",),
        unsaid=frozenset({"name", "clientRole", "composite", "composites", "containerId", "id", "scopeParamRequired"}),
        goes=("reader",),
    ),
    RoundTrip(
        "client scope",
        representation="ClientScopeRepresentation",
        fixed=("0.name", "0.protocol", *_MAPPER),
        unsaid=frozenset({"id"}),
        goes=("records",),
    ),
    RoundTrip(
        "default client scopes",
        others={"defaultDefaultClientScopes": ["basic", "email"], "defaultOptionalClientScopes": ["phone"]},
    ),
    RoundTrip(
        "flow bindings",
        needs="needed-flow",
        others={
            **dict.fromkeys(("browserFlow", "directGrantFlow", "registrationFlow"), "needed"),
            **dict.fromkeys(("firstBrokerLoginFlow", "resetCredentialsFlow"), "needed"),
            **dict.fromkeys(("clientAuthenticationFlow", "dockerAuthenticationFlow"), "needed by clients"),
        },
    ),
    RoundTrip(
        "identity provider",
        needs="needed-flow",
        representation="IdentityProviderRepresentation",
        fixed=("alias", "providerId"),
        unsaid=frozenset({"alias", "internalId", "organizationId", "types", "updateProfileFirstLoginMode"}),
        others={
            **dict.fromkeys(("firstBrokerLoginFlowAlias", "postBrokerLoginFlowAlias"), "needed too"),
            "clientAuthMethod": "client_secret_basic",
            "nameIDPolicyFormat": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
            "pkceMethod": "plain",
            "principalType": "FRIENDLY_ATTRIBUTE",
            "prompt": "login",
            "syncMode": "FORCE",
        },
        goes=("elsewhere", "by-saml", "google"),
    ),
    RoundTrip(
        "client",
        needs="needed-flow",
        representation="ClientRepresentation",
        fixed=("clientId", "protocol", "0.publicClient", *_MAPPER),
        unsaid=frozenset(
            {
                *("access", "authorizationSettings", "id", "origin", "registrationAccessToken", "type"),
                *("clientTemplate", "directGrantsOnly", "useTemplateConfig", "useTemplateMappers", "useTemplateScope"),
            }
        ),
        others={
            **dict.fromkeys(("browser", "direct_grant"), "needed too"),
            "clientAuthenticatorType": "client-jwt",
            "defaultClientScopes": ["basic"],
            "optionalClientScopes": ["phone", "address"],
            "saml_name_id_format": "email",
        },
        goes=("shop", "by saml", "kiosk"),
    ),
    RoundTrip(
        "client role",
        needs="needed-client",
        representation="RoleRepresentation",
        fixed=("name",),
        unsaid=frozenset({"name", "clientRole", "composite", "composites", "containerId", "id", "scopeParamRequired"}),
        goes=("launch of client needed",),
    ),
    RoundTrip(
        "composite role",
        needs="needed-roles",
        fixed=("name",),
        others={"composites.realm": ["needed too"], "needed": ["two"]},
    ),
    RoundTrip(
        "client profile",
        representation="ClientProfileRepresentation",
        fixed=("0.name", "executor"),
        goes=("strict",),
    ),
    RoundTrip(
        "client policy",
        needs="needed-profiles",
        representation="ClientPolicyRepresentation",
        fixed=("0.name", "condition"),
        others={
            "profiles": ["needed too"],
            "mode": "STRICT",
            "0.configuration.type": ["public"],
            "1.configuration.type": "Default",
            "scopes": ["address"],
        },
        unsaid=frozenset(),
        goes=("for all",),
    ),
    RoundTrip(
        "scope mappings of",
        needs="needed-roles",
        fixed=("client", "clientScope"),
        others={"scopeMappings.0.roles": ["needed too"], "needed.0.roles": ["two"]},
    ),
    RoundTrip(
        "group",
        needs="needed-roles",
        representation="GroupRepresentation",
        fixed=("name",),
        unsaid=frozenset({"access", "id", "name", "parentId", "path", "subGroupCount", "subGroups"}),
        others={"realmRoles": ["needed too"], "needed": ["two"]},
        goes=("/clubs", "/clubs/chess"),
    ),
    RoundTrip("default groups", needs="needed-groups", others={"defaultGroups": ["/needed/below"]}),
    RoundTrip(
        "identity provider mapper",
        needs="needed-providers",
        representation="IdentityProviderMapperRepresentation",
        fixed=("name", "identityProviderAlias"),
        unsaid=frozenset({"id"}),
        others={"identityProviderMapper": "oidc-username-idp-mapper", "syncMode": "IMPORT"},
        goes=("grade of needed",),
    ),
    RoundTrip(
        "organization",
        needs="needed-organizations",
        representation="OrganizationRepresentation",
        fixed=("organizationsEnabled", "alias", "domains.0.name"),
        unsaid=frozenset({"alias", "groups", "id", "members"}),
        others={"identityProviders.0.alias": "needed-too"},
        goes=("north",),
    ),
    RoundTrip(
        "component",
        needs="needed-federation",
        representation="ComponentExportRepresentation",
        fixed=("name", "providerId", "subType"),
        unsaid=frozenset({"id", "subComponents"}),
        others={
            "authType": ["none"],
            "cachePolicy": ["NO_CACHE"],
            "editMode": ["WRITABLE"],
            "searchScope": ["2"],
            "customUserSearchFilter": ["(grade=2)"],
            "ecdsaEllipticCurveKey": ["P-384"],
            "vendor": ["ad"],
        },
        goes=("Trusted Hosts again (ClientRegistrationPolicy anonymous)", "grade of directory (UserStorageProvider)"),
    ),
    RoundTrip(
        "workflow",
        representation="WorkflowRepresentation",
        fixed=("name",),
        unsaid=frozenset({"id", "state", "supports"}),
        others={
            "after": "2d",
            "concurrency.restart-in-progress": "user-authenticated",
            "if": "!has-role(uma_authorization)",
            "on": "user-authenticated",
            "uses": "delete-user",
        },
        goes=("leavers",),
    ),
)
