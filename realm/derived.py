"""Fields that Keycloak works out from others of the same resource when nobody says them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from realm.difference import same


def without_derived(realm: Mapping[str, Any]) -> dict[str, Any]:
    """A live realm in keyed form without the values that follow from others."""
    content = dict(realm)
    if same(content.get("actionTokenGeneratedByUserLifespan"), content.get("accessCodeLifespanUserAction")):
        content.pop("actionTokenGeneratedByUserLifespan", None)
    content["clients"] = {name: _client(client) for name, client in realm.get("clients", {}).items()}
    content["clientScopes"] = {name: _with_mappers(scope) for name, scope in realm.get("clientScopes", {}).items()}
    return content


def _client(client: Mapping[str, Any]) -> Mapping[str, Any]:
    addresses = [urlsplit(address) for address in client.get("redirectUris", ()) if address.startswith("http")]
    origins = list(dict.fromkeys(f"{address.scheme}://{address.netloc}" for address in addresses))
    said = _with_mappers(client)
    if origins and same(client.get("webOrigins"), origins):
        said.pop("webOrigins", None)
    return said


def _with_mappers(owner: Mapping[str, Any]) -> dict[str, Any]:
    mappers = owner.get("protocolMappers")
    if not isinstance(mappers, Mapping):
        return dict(owner)
    return {**owner, "protocolMappers": {name: _mapper(mapper) for name, mapper in mappers.items()}}


def _mapper(mapper: Mapping[str, Any]) -> Mapping[str, Any]:
    if not mapper.get("consentRequired"):
        mapper = {key: value for key, value in mapper.items() if key != "consentRequired"}
    config = mapper.get("config", {})
    if "userinfo.token.claim" in config and config["userinfo.token.claim"] == config.get("id.token.claim"):
        return {**mapper, "config": {key: value for key, value in config.items() if key != "userinfo.token.claim"}}
    return mapper
