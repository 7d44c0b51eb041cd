"""How people sign in."""

from __future__ import annotations

from tests.support.realm_cases.round_trip import RoundTrip

SIGN_IN = (
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
        "identity provider mapper",
        needs="needed-providers",
        representation="IdentityProviderMapperRepresentation",
        fixed=("name", "identityProviderAlias"),
        unsaid=frozenset({"id"}),
        others={"identityProviderMapper": "oidc-username-idp-mapper", "syncMode": "IMPORT"},
        goes=("grade of needed",),
    ),
    RoundTrip(
        "flow",
        needs="flow-bindings",  # of Keycloak's own flows, so that nothing binds ours
        representation="AuthenticationFlowRepresentation",
        fixed=(
            "alias",
            "topLevel",
            "authenticatorFlow",
            "flowAlias",
            "authenticator",
            "authenticatorConfig",
            "providerId",
        ),
        # Executions are the steps of the flow, subflows steps of theirs.
        unsaid=frozenset({"alias", "authenticationExecutions", "builtIn", "id", "topLevel"}),
        others={"requirement": "DISABLED", "0.priority": 25, "1.priority": 35, "2.priority": 5},
        goes=("sign in here",),
    ),
)
