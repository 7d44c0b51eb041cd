"""What is in a live realm beyond what Keycloak puts there by itself.

`realm/defaults.json` was read from a new realm of the pinned Keycloak (`script/defaults`), in keyed form, together with
resources of which nothing was said.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Any

from realm.components_beyond import components_beyond, in_one_order
from realm.derived import without_derived, without_given_scopes
from realm.difference import MASKED_BY_KEYCLOAK, same
from realm.flows_beyond import flows_beyond, with_names_of_flows
from realm.meant_groups import with_meant_groups
from realm.representation import FREE_MAPS, SERVER_IDS
from realm.resources import matches
from realm.resources.groups import Groups
from realm.resources.roles import RealmRoles
from realm.secret_digest import SecretDigest

BARE = "bare"
"""Name, or beginning of the name, of the resources of which nothing was said."""
_REALM = "{realm}"
_SECRET_KEYS = frozenset({"secret", "saml.encryption.private.key", "saml.signing.private.key"})
_GENERATED = frozenset(
    {
        "client.secret.creation.time",
        "realm_client",
        "saml.artifact.binding.identifier",
        "saml.encryption.certificate",
        "saml.signing.certificate",
    }
)
"""Attributes that Keycloak makes up; no other server can have the same."""


@dataclass(frozen=True)
class Beyond:
    """What is beyond the defaults.

    Attributes:
        content: a realm in keyed form that says just that.
        secrets: paths of the secrets that are in the realm and not in `content`.
    """

    content: dict[str, Any]
    secrets: tuple[tuple[str, ...], ...]


@cache
def version_of_defaults() -> str:
    """The version of Keycloak that the defaults are of."""
    return str(_document()["keycloak"])


def defaults_of(realm: str) -> dict[str, Any]:
    """A new realm of a name, in keyed form."""
    content: dict[str, Any] = _renamed(_document()["realm"], _REALM, realm)
    return content


def general(content: Mapping[str, Any], realm: str) -> Any:
    """A new realm in the form of `realm/defaults.json`: without what another one would not have too."""
    found = _without_made_up(content)
    return _renamed(_in_one_order({**found, "components": in_one_order(found.get("components", {}))}), realm, _REALM)


def beyond_defaults(live: Mapping[str, Any]) -> Beyond:
    """What a live realm in keyed form has beyond its defaults, without secrets and without what rosters make."""
    walk = _Walk()
    default = defaults_of(live["realm"])
    said = without_given_scopes(without_derived(with_names_of_flows(live)), default)
    content = _realm_beyond(said, without_derived(default), walk)
    return Beyond(content, tuple(walk.secrets))


@cache
def _document() -> Any:
    return json.loads(files("realm").joinpath("defaults.json").read_text(encoding="utf-8"))


def _renamed(value: Any, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {_renamed(key, old, new): _renamed(item, old, new) for key, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, old, new) for item in value]
    return value.replace(old, new) if isinstance(value, str) else value


def _in_one_order(value: Any) -> Any:
    """Lists of texts are sets, and Keycloak tells them in any order."""
    if isinstance(value, dict):
        return {key: _in_one_order(item) for key, item in value.items()}
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return sorted(value)
    return [_in_one_order(item) for item in value] if isinstance(value, list) else value


def _without_made_up(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {
            key: _without_made_up(item)
            for key, item in value.items()
            if key not in SERVER_IDS | _SECRET_KEYS | _GENERATED and not _is_secret(item)
        }
    return [_without_made_up(item) for item in value] if isinstance(value, list) else value


def _is_secret(value: Any) -> bool:
    return (
        isinstance(value, SecretDigest)
        or value in (MASKED_BY_KEYCLOAK, [MASKED_BY_KEYCLOAK])
        or (isinstance(value, list) and any(isinstance(item, SecretDigest) for item in value))
    )


_NAMED = ("clientScopes", "clients", "identityProviders", "organizations", "requiredActions", "users", "workflows")
"""Keys of resources by name, which are kept when Keycloak does not make them, whatever they say."""
_WHOLE: tuple[tuple[str, ...], ...] = (
    *(("clients", "*", "authorizationSettings", key) for key in ("policies", "resources", "scopes")),
    ("clients", "*", "protocolMappers"),
    ("clientScopes", "*", "protocolMappers"),
    ("clientPolicies", "*", "*"),
    ("clientProfiles", "*", "*"),
    ("clientScopeMappings", "*", "*"),
    ("localizationTexts", "*"),
    ("roles", "realm", "*", "composites"),
    ("roles", "client", "*", "*", "composites"),
    ("scopeMappings", "*"),
    ("userProfile", "attributes", "*"),
    ("userProfile", "groups", "*"),
)
"""Where a file says everything or nothing."""
_UNSAID: Mapping[str, Mapping[str, Any]] = {
    key: {BARE: {"enabled": True}} for key in ("identityProviders", "organizations", "users", "workflows")
}
"""Resources of which nothing was said, of kinds that a new realm has none of."""
_NOT_SAID = frozenset({"access", "clientRole", "composite", "defaultRole", "keycloakVersion", "path", "subGroupCount"})
"""Keys that follow from others."""
_SAID_ELSEWHERE: tuple[tuple[str, ...], ...] = (
    ("clients", "admin-permissions"),  # `adminPermissions`
    ("identityProviders", "*", "organizationId"),  # the organization
    ("identityProviders", "*", "types"),
    ("identityProviders", "*", "updateProfileFirstLoginMode"),
    ("workflows", "*", "state"),
    ("workflows", "*", "supports"),
)
"""What follows from other parts of the realm, or from the server."""


@dataclass
class _Walk:
    secrets: list[tuple[str, ...]] = field(default_factory=list)

    def beyond(self, value: Any, base: Any, path: tuple[str, ...]) -> Any:
        """What `value` says that `base` does not; None for nothing."""
        if _is_secret(value) or path[-1] in _SECRET_KEYS:
            if value:
                self.secrets.append(path)
            return None
        if any(_fits(path, pattern) for pattern in _WHOLE):
            return None if _same(value, base) else self.copied(value, path)
        if isinstance(value, Mapping):
            return self._mapping(value, base if isinstance(base, Mapping) else {}, path) or None
        return None if same(value, base) else self.copied(value, path)

    def copied(self, value: Any, path: tuple[str, ...]) -> Any:
        """All that `value` says."""
        if _is_secret(value) or path[-1] in _SECRET_KEYS:
            self.secrets.append(path)
            return None
        if isinstance(value, Mapping):
            parts = {key: self.copied(item, (*path, key)) for key, item in value.items() if _is_said(key, path)}
            return {key: part for key, part in parts.items() if part is not None}
        return [self.copied(item, path) for item in value] if isinstance(value, list) else value

    def named(self, live: Mapping[str, Any], default: Mapping[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
        """Resources by name: those of Keycloak as far as they were changed, all others."""
        found = {}
        for name, item in live.items():
            if _is_said_elsewhere((*path, name)):
                continue
            base = default.get(name) or _bare(default, item)
            said = self.copied(item, (*path, name)) if base is None else self.beyond(item, base, (*path, name))
            if said is not None or name not in default:
                found[name] = said or {}
        return found

    def groups(self, live: Mapping[str, Any], bare: Mapping[str, Any], parent: str) -> dict[str, Any]:
        """Groups and those below them, all of them."""
        found = {}
        for name, group in live.items():
            if matches(f"{parent}/{name}", Groups.made_by_sync):
                continue
            fields = {key: value for key, value in group.items() if key != "subGroups"}
            below = self.groups(group.get("subGroups", {}), bare, f"{parent}/{name}")
            found[name] = (self.beyond(fields, bare, ("groups", name)) or {}) | ({"subGroups": below} if below else {})
        return found

    def _mapping(self, value: Mapping[str, Any], base: Mapping[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
        found = {}
        for key, item in value.items():
            if not _is_said(key, path):
                continue
            said = self.beyond(item, base.get(key), (*path, key))
            if said is not None:
                found[key] = said
        return found


def _realm_beyond(live: Mapping[str, Any], default: Mapping[str, Any], walk: _Walk) -> dict[str, Any]:
    roles, known = live.get("roles", {}), default["roles"]
    ours = {name: role for name, role in roles["realm"].items() if not matches(name, RealmRoles.made_by_sync)}
    by_client = {
        client: walk.named(by_name, known["client"].get(client, known["realm"]), ("roles", "client", client))
        for client, by_name in roles.get("client", {}).items()
    }
    parts: dict[str, Any] = {
        "roles": {
            "realm": walk.named(ours, known["realm"], ("roles", "realm")),
            "client": {client: found for client, found in by_client.items() if found},
        },
        "groups": walk.groups(live.get("groups", {}), default["groups"][BARE], ""),
        **flows_beyond(live, default),
    }
    for key, value in live.items():
        if key in _NAMED:
            parts[key] = walk.named(value, {**_UNSAID.get(key, {}), **default.get(key, {})}, (key,))
        elif key == "components":
            parts[key] = components_beyond(value, default[key], walk.copied)
        elif key not in {*parts, "authenticationFlows", "authenticatorConfig", "realm"} | SERVER_IDS | _NOT_SAID:
            parts[key] = walk.beyond(value, default.get(key), (key,))
    content = {"realm": live["realm"], **{key: part for key, part in parts.items() if part not in (None, {})}}
    return with_meant_groups(content)


def _is_said(key: str, path: tuple[str, ...]) -> bool:
    if _is_said_elsewhere((*path, key)):
        return False
    return path[0] == "localizationTexts" or (
        key not in _GENERATED and (path[-1] in FREE_MAPS or key not in SERVER_IDS | _NOT_SAID)
    )


def _is_said_elsewhere(path: tuple[str, ...]) -> bool:
    return any(_fits(path, pattern) for pattern in _SAID_ELSEWHERE)


def _bare(default: Mapping[str, Any], item: Any) -> Mapping[str, Any] | None:
    """A resource of the same kind, and protocol, of which nothing was said; without what tells which one it is."""
    protocol = item.get("protocol") if isinstance(item, Mapping) else None
    for name in (BARE, f"{BARE}-{protocol}"):
        if name in default:
            return {key: value for key, value in default[name].items() if key not in ("clientId", "name", "protocol")}
    return None


def _same(value: Any, base: Any) -> bool:
    """Whether two values say the same, ids apart."""
    if isinstance(value, Mapping) and isinstance(base, Mapping):
        keys = (value.keys() | base.keys()) - SERVER_IDS
        return all(_same(value.get(key), base.get(key)) for key in keys)
    return same(value, base)


def _fits(path: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    return len(path) == len(pattern) and all(map(fnmatchcase, path, pattern))
