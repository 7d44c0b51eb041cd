"""Fine-grained admin permissions by name: the form of `adminPermissions` in files.

Keycloak keeps them as authorization settings of the client `admin-permissions`, whose resources are named by ids: what
is exported of one server says nothing to another. Here groups are paths, clients client ids, organizations aliases,
people user names, roles their names (`client/role` for those of a client).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from realm.resources.policy_config import opened

Names = Mapping[str, Mapping[str, str]]
"""By type of resource, names by Keycloak's id."""

SCOPES: Mapping[str, frozenset[str]] = {
    "Clients": frozenset({"manage", "map-roles", "map-roles-client-scope", "map-roles-composite", "view"}),
    "Groups": frozenset(
        {"manage", "view", "manage-membership", "manage-membership-of-members", "manage-members", "view-members"}
        | {"impersonate-members"}
    ),
    "Organizations": frozenset({"manage", "view"}),
    "Roles": frozenset({"map-role", "map-role-client-scope", "map-role-composite"}),
    "Users": frozenset(
        {"manage", "view", "impersonate", "map-roles", "manage-group-membership", "reset-password"},
    ),
}
"""Scopes by type of resource, of Keycloak's `AdminPermissionsSchema`."""

_SPLIT = {
    "roles": ("roles", "requiredRoles", "required"),
    "clientScopes": ("clientScopes", "requiredClientScopes", "required"),
    "groups": ("groups", "groupsWithSubgroups", "extendChildren"),
}
"""By key of a policy's `config`: key for things without a mark, key for those with it, name of the mark."""
_LISTS = {"users": "users", "clients": "clients", "applyPolicies": "policies"}


def names_in(realm: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Names by id of the groups, clients and roles of a realm in keyed form."""
    roles = realm.get("roles", {})
    found = {role["id"]: name for name, role in roles.get("realm", {}).items() if "id" in role}
    for client, of_client in roles.get("client", {}).items():
        items = of_client if isinstance(of_client, list) else of_client.values()
        found |= {role["id"]: f"{client}/{role['name']}" for role in items if "id" in role}
    clients = {client["id"]: name for name, client in realm.get("clients", {}).items() if "id" in client}
    return {"Roles": found, "Clients": clients, "Groups": dict(_groups(realm.get("groups", {}), ""))}


def by_name(settings: Mapping[str, Any], names: Names) -> dict[str, dict[str, Any]]:
    """Settings of `admin-permissions`, in keyed form, as `policies` and `permissions`; ids that are unknown stay."""
    found: dict[str, dict[str, Any]] = {"policies": {}, "permissions": {}}
    for name, item in settings.get("policies", {}).items():
        policy = opened(item)
        if policy.get("type") == "scope":
            found["permissions"][name] = _permission(policy, names)
        else:
            found["policies"][name] = _policy(policy)
    return found


def ids_of(settings: Mapping[str, Any], resource_type: str) -> set[str]:
    """What permissions of a type name as resources, the type itself left out."""
    policies = [opened(item)["config"] for item in settings.get("policies", {}).values()]
    return {
        resource
        for config in policies
        if config.get("defaultResourceType") == resource_type
        for resource in config.get("resources", ())
        if resource != resource_type
    }


def policy_body(name: str, policy: Mapping[str, Any]) -> dict[str, Any]:
    """A policy of the files as `policy_config.opened` has it."""
    config: dict[str, Any] = dict(policy.get("config", {}))
    for key, (plain, marked, mark) in _SPLIT.items():
        entries = {item: {_KEY[key]: item, mark: False} for item in policy.get(plain, ())}
        entries |= {item: {_KEY[key]: item, mark: True} for item in policy.get(marked, ())}
        if entries:
            config[key] = entries
    config |= {key: policy[ours] for key, ours in _LISTS.items() if ours in policy}
    if policy.get("fetchRoles"):
        config["fetchRoles"] = True
    own = ("description", "type", "logic", "decisionStrategy")
    return {"name": name, **{key: policy[key] for key in own if key in policy}, "config": config}


_KEY = {"roles": "id", "clientScopes": "id", "groups": "path"}


def _policy(policy: Mapping[str, Any]) -> dict[str, Any]:
    config = dict(policy["config"])
    fields: dict[str, Any] = {key: value for key, value in policy.items() if key not in ("config", "name")}
    for key, (plain, marked, mark) in _SPLIT.items():
        entries = config.pop(key, None) or {}
        fields[plain] = [name for name, entry in entries.items() if not entry.get(mark)]
        fields[marked] = [name for name, entry in entries.items() if entry.get(mark)]
    fields |= {ours: config.pop(key, None) for key, ours in _LISTS.items()}
    fields["fetchRoles"] = config.pop("fetchRoles", None)
    return {key: value for key, value in fields.items() if value} | ({"config": config} if config else {})


def _permission(permission: Mapping[str, Any], names: Names) -> dict[str, Any]:
    config = permission["config"]
    resource_type = config.get("defaultResourceType", "")
    known = names.get(resource_type, {})
    return {
        "description": permission.get("description", ""),
        "resourceType": resource_type,
        "resources": sorted(known.get(id_, id_) for id_ in config.get("resources", ()) if id_ != resource_type),
        "scopes": config.get("scopes", []),
        "policies": config.get("applyPolicies", []),
    }


def _groups(groups: Mapping[str, Any], parent: str) -> Iterator[tuple[str, str]]:
    for name, group in groups.items():
        path = f"{parent}/{name}"
        if "id" in group:
            yield group["id"], path
        yield from _groups(group.get("subGroups", {}), path)
