"""Fields that Keycloak works out from others of the same resource when nobody says them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from realm.difference import same
from realm.resources.component_tree import FEDERATION
from realm.resources.default_scopes import DEFAULT_SCOPES
from realm.resources.protocol_mappers import without_followers

_ATTRIBUTES = {
    "realmReusableOtpCode": "otpPolicyCodeReusable",
    "webAuthnPolicyExtraOriginsPasswordless": "webAuthnPolicyPasswordlessExtraOrigins",
}
"""Attributes in which Keycloak keeps fields of the realm that have other names."""
_SCOPES = dict(zip(("defaultClientScopes", "optionalClientScopes"), DEFAULT_SCOPES, strict=True))
_SETTINGS = {
    "allowRemoteResourceManagement": True,
    "decisionStrategy": "UNANIMOUS",
    "policyEnforcementMode": "ENFORCING",
}
"""Authorization settings of a client of which nobody says any."""
_ISSUERS = {"google": "https://accounts.google.com"}
"""Issuers that Keycloak knows, by provider."""
_PRINCIPALS = (["krb5PrincipalName"], ["krbPrincipalName"], ["userPrincipalName"])
"""Attribute that holds somebody's Kerberos principal, as Keycloak chooses one by the vendor of a new directory."""
_SERVICE_ACCOUNT = "service_account"
"""Client scope that Keycloak gives to every client with a service account."""


def without_derived(realm: Mapping[str, Any]) -> dict[str, Any]:
    """A live realm in keyed form without the values that follow from others."""
    content = dict(realm)
    if same(content.get("actionTokenGeneratedByUserLifespan"), content.get("accessCodeLifespanUserAction")):
        content.pop("actionTokenGeneratedByUserLifespan", None)
    if isinstance(realm.get("attributes"), Mapping):
        content["attributes"] = {
            key: value
            for key, value in realm["attributes"].items()
            if value != _as_text(realm.get(_ATTRIBUTES.get(key, key)))
        }
    content["clients"] = {name: _client(client) for name, client in realm.get("clients", {}).items()}
    content["clientScopes"] = {name: _with_mappers(scope) for name, scope in realm.get("clientScopes", {}).items()}
    content["identityProviders"] = _identity_providers(realm)
    if FEDERATION in (realm.get("components") or {}):
        federations = [_federation(federation) for federation in realm["components"][FEDERATION]]
        content["components"] = {**realm["components"], FEDERATION: federations}
    return content


def without_given_scopes(realm: Mapping[str, Any], default: Mapping[str, Any]) -> dict[str, Any]:
    """A live realm in keyed form without the client scopes that its clients got because nobody said others.

    Args:
        realm: the live one; its lists for new clients may be others than when a client was made.
        default: a new realm, with Keycloak's own lists.
    """
    return {
        **realm,
        "clients": {name: _unscoped(client, (realm, default)) for name, client in realm["clients"].items()},
    }


def _unscoped(client: Mapping[str, Any], realms: tuple[Mapping[str, Any], ...]) -> Mapping[str, Any]:
    protocol = client.get("protocol")
    given: set[str] = {_SERVICE_ACCOUNT} if client.get("serviceAccountsEnabled") else set()
    said = dict(client)
    for key, of_realm in _SCOPES.items():
        lists = [
            {
                name
                for name in realm.get(of_realm) or ()
                if realm["clientScopes"].get(name, {}).get("protocol") == protocol
            }
            for realm in realms
        ]
        if any(set(client.get(key) or ()) - given == names - given for names in lists):
            said.pop(key, None)
    return said


def _as_text(value: Any) -> str | None:
    """The value of a field as Keycloak keeps it in an attribute."""
    if isinstance(value, list):
        return ",".join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


def _client(client: Mapping[str, Any]) -> Mapping[str, Any]:
    addresses = [urlsplit(address) for address in client.get("redirectUris", ()) if address.startswith("http")]
    origins = list(dict.fromkeys(f"{address.scheme}://{address.netloc}" for address in addresses))
    said = _with_mappers(client)
    if isinstance(client.get("authorizationSettings"), Mapping):
        settings = client["authorizationSettings"]
        said["authorizationSettings"] = {key: value for key, value in settings.items() if value != _SETTINGS.get(key)}
    if origins and same(client.get("webOrigins"), origins):
        said.pop("webOrigins", None)
    return said


def _identity_providers(realm: Mapping[str, Any]) -> dict[str, Any]:
    found = {alias: dict(provider) for alias, provider in (realm.get("identityProviders") or {}).items()}
    for provider in found.values():
        config = provider.get("config") or {}
        if "issuer" in config and config["issuer"] == _ISSUERS.get(provider.get("providerId", "")):
            provider["config"] = {key: value for key, value in config.items() if key != "issuer"}
    for organization in (realm.get("organizations") or {}).values():
        for alias in organization.get("identityProviders") or {} if not organization.get("enabled") else ():
            found.get(alias, {}).pop("enabled", None)  # it is off with its organization
    return found


def _federation(federation: Mapping[str, Any]) -> Mapping[str, Any]:
    config = federation.get("config") or {}
    if config.get("krbPrincipalAttribute") not in _PRINCIPALS:
        return federation
    return {**federation, "config": {key: value for key, value in config.items() if key != "krbPrincipalAttribute"}}


def _with_mappers(owner: Mapping[str, Any]) -> dict[str, Any]:
    mappers = owner.get("protocolMappers")
    if not isinstance(mappers, Mapping):
        return dict(owner)
    return {**owner, "protocolMappers": {name: _mapper(mapper) for name, mapper in mappers.items()}}


def _mapper(mapper: Mapping[str, Any]) -> Mapping[str, Any]:
    if not mapper.get("consentRequired"):
        mapper = {key: value for key, value in mapper.items() if key != "consentRequired"}
    return {**mapper, "config": without_followers(mapper["config"])} if mapper.get("config") else mapper
