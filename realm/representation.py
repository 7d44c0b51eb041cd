"""Keycloak's representations: which keys and types they have, and by what the items of their lists are told apart.

Files and live answers are brought into one *keyed* form: every list of named things becomes a mapping from name to
thing (`clients` by `clientId`, `protocolMappers` by `name`), so that merging and comparing need no knowledge of types.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from realm.difference import MASKED_BY_KEYCLOAK
from settings.render import Referenced
from settings.yaml_file import KeyPath, YamlFile

_IDENTITY: dict[str, tuple[str, ...]] = {
    "AdminPermission": ("name",),
    "AdminPolicy": ("name",),
    "AuthenticationFlowRepresentation": ("alias",),
    "AuthenticatorConfigRepresentation": ("alias",),
    "ClientPolicyRepresentation": ("name",),
    "ClientProfileRepresentation": ("name",),
    "ClientRepresentation": ("clientId",),
    "ClientScopeRepresentation": ("name",),
    "GroupRepresentation": ("name",),
    "IdentityProviderRepresentation": ("alias",),
    "OrganizationDomainRepresentation": ("name",),
    "OrganizationRepresentation": ("alias", "name"),
    "PolicyRepresentation": ("name",),
    "ProtocolMapperRepresentation": ("name",),
    "RequiredActionProviderRepresentation": ("alias",),
    "ResourceRepresentation": ("name",),
    "RoleRepresentation": ("name",),
    "ScopeMappingRepresentation": ("client", "clientScope"),
    "ScopeRepresentation": ("name",),
    "UPAttribute": ("name",),
    "UPGroup": ("name",),
    "UserRepresentation": ("serviceAccountClientId", "username", "email", "id"),
    "WorkflowRepresentation": ("name",),
}
"""Of each representation, the keys that name one; the first that is there counts."""
_BESIDES = {
    "adminPermissions": "AdminPermissions",
    "userProfile": "UPConfig",
    "workflows": {"list": "WorkflowRepresentation"},
}
"""Keys of a realm in files that Keycloak's own representation does not have."""
_OURS: dict[str, dict[str, Any]] = {
    "ClientPolicyConditionRepresentation": {"condition": "string", "configuration": "any"},
    "ClientPolicyExecutorRepresentation": {"executor": "string", "configuration": "any"},
    "WorkflowConcurrencyRepresentation": dict.fromkeys(("cancel-in-progress", "restart-in-progress"), "string"),
    "WorkflowRepresentation": dict.fromkeys(("id", "if", "name", "on", "supports"), "string")
    | {"enabled": "boolean", "state": "any", "steps": {"list": "WorkflowStepRepresentation"}}
    | {"concurrency": "WorkflowConcurrencyRepresentation", "schedule": "WorkflowScheduleRepresentation"},
    "WorkflowScheduleRepresentation": {"after": "string", "batch-size": "integer"},
    "WorkflowStepRepresentation": dict.fromkeys(("after", "id", "status", "uses"), "string")
    | {"scheduled-at": "integer", "with": {"map": "any"}},
    "AdminPermissions": {"permissions": {"list": "AdminPermission"}, "policies": {"list": "AdminPolicy"}},
    "AdminPermission": dict.fromkeys(("name", "description", "resourceType"), "string")
    | {key: {"list": "string"} for key in ("policies", "resources", "scopes")},
    "AdminPolicy": dict.fromkeys(("name", "description", "type", "logic", "decisionStrategy"), "string")
    | {key: {"list": "string"} for key in ("clients", "clientScopes", "requiredClientScopes", "policies", "users")}
    | {key: {"list": "string"} for key in ("groups", "groupsWithSubgroups", "roles", "requiredRoles")}
    | {"fetchRoles": "boolean", "config": {"map": "string"}},
}
"""Representations that are Homeroom's own, or of which Keycloak's classes do not tell the keys by their getters."""
SERVER_IDS = frozenset({"_id", "containerId", "id", "internalId", "parentId"})
"""Keys under which a server says what it calls a resource."""
FREE_MAPS = frozenset({"attributes", "config", "configuration", "with"})
"""Keys of mappings whose own keys are anybody's choice."""
_SCALARS = frozenset({"any", "boolean", "integer", "string"})


@dataclass(frozen=True)
class Keyed:
    """A realm representation in keyed form.

    Attributes:
        content: the values.
        origins: of each path in `content`, where it stood in the file.
    """

    content: dict[str, Any]
    origins: dict[KeyPath, tuple[YamlFile, KeyPath]] = field(default_factory=dict)


def keyed_file(file: YamlFile) -> Keyed:
    """A rendered file of realm settings in keyed form.

    Raises:
        SettingsError: a key that Keycloak does not know, a value of the wrong type, a thing without a name or twice.
    """
    walk = _Walk(file, {})
    if file.content is None:
        return Keyed({}, walk.origins)
    return Keyed(walk.representation(file.content, "RealmRepresentation", (), ()), walk.origins)


def keyed_live(answer: Mapping[str, Any]) -> dict[str, Any]:
    """A realm representation from the server in keyed form; what is not known stays as it is."""
    return _Walk(None, {}).representation(dict(answer), "RealmRepresentation", (), ())


@cache
def fields_of(representation: str) -> Mapping[str, Any]:
    """Keys of a representation by type: `"string"`, `{"list": type}`, `{"map": type}`, `"any"`, or another's name."""
    known = json.loads(files("realm").joinpath("representations.json").read_text(encoding="utf-8"))["representations"]
    own: dict[str, Any] = _OURS.get(representation) or known[representation]
    return own | _BESIDES if representation == "RealmRepresentation" else own


def as_representation(content: Mapping[str, Any], name: str = "RealmRepresentation") -> dict[str, Any]:
    """Keyed form back in Keycloak's own: mappings of named things become lists again.

    Args:
        content: values in keyed form.
        name: the representation that they are of.
    """
    known = fields_of(name)
    return {key: _unkeyed(value, known.get(key, "any")) for key, value in content.items()}


def _unkeyed(value: Any, kind: Any) -> Any:
    if isinstance(kind, dict) and "list" in kind and isinstance(kind["list"], str):
        item = kind["list"]
        if item in _IDENTITY and isinstance(value, Mapping):
            return [_with_name(name, as_representation(fields, item), item) for name, fields in value.items()]
        return [_unkeyed(entry, item) for entry in value] if isinstance(value, list) else value
    if isinstance(kind, dict) and "map" in kind and isinstance(value, Mapping):
        return {key: _unkeyed(entry, kind["map"]) for key, entry in value.items()}
    if isinstance(kind, str) and isinstance(value, Mapping) and kind not in _SCALARS:
        return as_representation(value, kind)
    return value


def _with_name(name: str, fields: dict[str, Any], item: str) -> dict[str, Any]:
    key = next((key for key in _IDENTITY[item] if key in fields), _IDENTITY[item][0])
    return {key: name, **fields}


def without_server_ids(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a resource without what another server called it, as an export holds it.

    Maps whose keys are anybody's choice, such as `config`, are left as they are.
    """
    return {
        key: without_server_ids(value) if isinstance(value, Mapping) and key not in FREE_MAPS else value
        for key, value in fields.items()
        if key not in SERVER_IDS or not isinstance(value, str)
    }


@dataclass
class _Walk:
    file: YamlFile | None
    """None for an answer of the server, which is not checked."""
    origins: dict[KeyPath, tuple[YamlFile, KeyPath]]

    def representation(self, value: Any, name: str, here: KeyPath, there: KeyPath) -> dict[str, Any]:
        """Values of representation `name`; `here` is the path in keyed form, `there` the one in the file."""
        if not isinstance(value, dict):
            raise self._wrong(f"a mapping of keys to values is wanted here, not {_shown(value)}", there)
        known = fields_of(name)
        content: dict[str, Any] = {}
        for key, item in value.items():
            self._note((*here, key), (*there, key))
            if key not in known and self.file is not None:
                raise self._wrong(f"Keycloak does not know this key{_suggestion(key, known)}", (*there, key))
            if self.file is not None and _is_masked(item):
                continue  # an export shows that there is a secret and not which: nothing is said of it
            if item is not None or self.file is None:
                content[key] = self._value(item, known.get(key, "any"), (*here, key), (*there, key))
            else:
                content[key] = None
        return content

    def _value(self, value: Any, kind: Any, here: KeyPath, there: KeyPath) -> Any:
        if kind == "any" or value is None:
            return value
        if isinstance(kind, dict):
            return (
                self._list(value, kind["list"], here, there) if "list" in kind else self._map(value, kind, here, there)
            )
        if kind in ("string", "boolean", "integer"):
            return self._scalar(value, kind, there)
        return self.representation(value, kind, here, there)

    def _list(self, value: Any, kind: Any, here: KeyPath, there: KeyPath) -> Any:
        if not isinstance(value, list):
            raise self._wrong(f"a list is wanted here, not {_shown(value)}", there)
        if not isinstance(kind, str) or kind not in _IDENTITY:
            for index in range(len(value)):
                self._note((*here, index), (*there, index))
            items = enumerate(value)
            return [self._value(item, kind, (*here, index), (*there, index)) for index, item in items]
        content: dict[str, Any] = {}
        for index, item in enumerate(value):
            name = self._name(item, kind, (*there, index))
            if name in content and self.file is not None:
                raise self._wrong(f"{name!r} is in this list already", (*there, index))
            self._note((*here, name), (*there, index))
            content[name] = self.representation(item, kind, (*here, name), (*there, index))
        return content

    def _name(self, item: Any, kind: str, there: KeyPath) -> str:
        names = [item[key] for key in _IDENTITY[kind] if item.get(key)] if isinstance(item, dict) else []
        if not names or not isinstance(names[0], str):
            raise self._wrong(f"{' or '.join(_IDENTITY[kind])} is missing: it says which one is meant", there)
        return names[0]

    def _map(self, value: Any, kind: Mapping[str, Any], here: KeyPath, there: KeyPath) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self._wrong(f"a mapping of keys to values is wanted here, not {_shown(value)}", there)
        content: dict[str, Any] = {}
        for key, item in value.items():
            if self.file is not None and _is_masked(item):
                continue
            self._note((*here, key), (*there, key))
            content[key] = self._value(item, kind["map"], (*here, key), (*there, key))
        return content

    def _scalar(self, value: Any, kind: str, there: KeyPath) -> Any:
        if self.file is None:
            return value
        match kind, value:
            case "string", bool():
                return "true" if value else "false"
            case "string", int() | float():
                return str(value)
            case ("string", str()) | ("boolean", bool()):
                return value
            case "integer", int() if not isinstance(value, bool):
                return value
            case "boolean", str() if value.lower() in ("true", "false"):
                return value.lower() == "true"
            case "integer", str() if value.isdecimal():
                return int(value)
        raise self._wrong(f"a value of type {kind} is wanted here, not {_shown(value)}", there)

    def _note(self, here: KeyPath, there: KeyPath) -> None:
        if self.file is not None:
            self.origins[here] = (self.file, there)

    def _wrong(self, message: str, there: KeyPath) -> Exception:
        return ValueError(message) if self.file is None else self.file.error(message, there)


def _is_masked(value: Any) -> bool:
    return value in (MASKED_BY_KEYCLOAK, [MASKED_BY_KEYCLOAK])


def _shown(value: Any) -> str:
    if isinstance(value, Referenced):
        return f"what {value.reference} holds"
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    return repr(value)


def _suggestion(key: str, known: Mapping[str, Any]) -> str:
    close = get_close_matches(key, known, 1)
    return f"; did you mean {close[0]}?" if close else ""
