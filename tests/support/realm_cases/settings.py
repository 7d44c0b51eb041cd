"""The realm itself, its texts, its people's profile, and what is no part of a sign-in."""

from __future__ import annotations

from tests.support.realm_cases.round_trip import RoundTrip

SETTINGS = (
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
        "organization",
        needs="needed-organizations",
        representation="OrganizationRepresentation",
        fixed=("organizationsEnabled", "organizations.0.alias", "domains.0.name"),
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
