"""Clients, and what they share."""

from __future__ import annotations

from tests.support.realm_cases.round_trip import RoundTrip

_MAPPER = ("protocolMappers.0.name", "protocolMappers.0.protocol", "protocolMapper")
APPLICATIONS = (
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
)
