"""Fine-grained admin permissions (version 2): who may do what in the admin console and the admin API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from admin_api import NotFoundError
from realm.plan import Create, Delete, Update
from realm.representation import keyed_live
from realm.resources.admin_permission_form import SCOPES, by_name, ids_of, names_in, policy_body
from realm.resources.authorization import ADMIN_PERMISSIONS, policy_references
from realm.resources.authorization import KEY as SETTINGS
from realm.resources.organizations import live_organization
from realm.resources.policy_config import by_dependency, closed, without_defaults
from realm.resources.problems import FindsProblems, Problem
from realm.resources.resource import (
    DeletableType,
    Fields,
    ProviderUse,
    ReadsMore,
    Reference,
    RefersToResources,
    Server,
    UsesProviders,
    id_in,
)

KEY = "adminPermissions"
_KINDS = {"Groups": "group", "Clients": "client", "Organizations": "organization"}


class AdminPolicies(DeletableType, RefersToResources, UsesProviders, ReadsMore):
    """Policies of admin permissions: whom they are for."""

    kind = "admin policy"
    section = "permissions"
    keys = (KEY,)
    whole = (("**",),)

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Policies by name, each after those that it applies."""
        policies = _named(realm)["policies"]
        order = by_dependency({name: policy_body(name, policy) for name, policy in policies.items()})
        return {name: policies[name] for name in order}

    def read(self, server: Server, export: Mapping[str, Any]) -> Mapping[str, Any]:
        """The permissions by name: the export has the ids of neither people, organizations nor permissions."""
        ours = [client for client in export["clients"] if client["clientId"] == ADMIN_PERMISSIONS]
        if not ours or not ours[0].get(SETTINGS):
            return {}
        live = keyed_live({key: export[key] for key in ("clients", "groups", "roles") if key in export})
        settings = live["clients"][ADMIN_PERMISSIONS][SETTINGS]
        people = _names_of(server, "users", "username", ids_of(settings, "Users"))
        organizations = _names_of(server, "organizations", "alias", ids_of(settings, "Organizations"))
        found = by_name(settings, names_in(live) | {"Users": people, "Organizations": organizations})
        ids = {policy["name"]: policy["id"] for policy in server.get_all(*_place(server), "policy")}
        return {
            KEY: {
                key: [{"name": name, "id": ids.get(name), **item} for name, item in found[key].items()] for key in found
            }
        }

    def references(self, realm: Mapping[str, Any]) -> Iterator[Reference]:
        """Roles, groups, clients and client scopes."""
        for name, policy in self.listed(realm).items():
            yield from policy_references(policy_body(name, policy)["config"], _path(realm, "policies", name))

    def providers(self, realm: Mapping[str, Any]) -> Iterator[ProviderUse]:
        """The types."""
        for name, policy in self.listed(realm).items():
            yield ProviderUse("policy", policy.get("type", ""), _path(realm, "policies", name))

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Under its id."""
        return _event_paths(live, "policies", name)

    def create(self, server: Server, change: Create) -> None:
        """Make a policy."""
        server.post(*_place(server), "policy", body=closed(policy_body(change.name, change.fields)))

    def update(self, server: Server, change: Update) -> None:
        """Change a policy, keeping its id; one of another type takes the place of the old one."""
        place = _place(server)
        if any(field.path == ("type",) for field in change.changes):
            _remove(server, "policy", change.name)
            server.post(*place, "policy", body=closed(policy_body(change.name, change.fields)))
            return
        id_ = str(server.get(*place, "policy", "search", name=change.name)["id"])
        server.put(*place, "policy", id_, body=closed(policy_body(change.name, change.fields)))

    def delete(self, server: Server, change: Delete) -> None:
        """Remove a policy."""
        _remove(server, "policy", change.name)


class AdminPermissions(DeletableType, RefersToResources, FindsProblems):
    """Admin permissions: which scopes of which resources are open to those whom all of the policies fit."""

    kind = "admin permission"
    section = "permissions"
    keys = (KEY,)
    independent = True

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Permissions by name; no `resources` means all of the type."""
        nothing: dict[str, Any] = {"description": "", "resources": [], "policies": []}
        return {name: nothing | item for name, item in _named(realm)["permissions"].items()}

    def references(self, realm: Mapping[str, Any]) -> Iterator[Reference]:
        """Groups, clients, roles and organizations. An id of another server is none of them."""
        for name, permission in self.listed(realm).items():
            path = _path(realm, "permissions", name)
            for resource in permission["resources"]:
                if permission.get("resourceType") == "Roles":
                    yield from policy_references({"roles": [resource]}, path)
                elif permission.get("resourceType") in _KINDS:
                    yield Reference(_KINDS[permission["resourceType"]], resource, path)

    def problems(self, realm: Mapping[str, Any]) -> Iterator[Problem]:
        """Types and scopes that Keycloak does not know, policies that are nowhere, and names that are taken."""
        policies = _named(realm)["policies"]
        for name, permission in self.listed(realm).items():
            path = _path(realm, "permissions", name)
            known = SCOPES.get(permission.get("resourceType", ""))
            if known is None:
                yield Problem(f"resourceType of {name!r} has to be one of {', '.join(SCOPES)}", path)
                continue
            if not permission.get("scopes"):
                yield Problem(f"{name!r} has no scopes; there are {', '.join(sorted(known))}", path)
            for scope in sorted(set(permission.get("scopes", ())) - known):
                yield Problem(f"there is no scope {scope!r} for {permission['resourceType']}", path)
            for policy in sorted(set(permission["policies"]) - policies.keys()):
                yield Problem(f"{name!r} names the policy {policy!r}, which is not among the policies", path)
            if name in policies:
                yield Problem(f"{name!r} is the name of a policy too: Keycloak wants each name once", path)

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Under its id."""
        return _event_paths(live, "permissions", name)

    def create(self, server: Server, change: Create) -> None:
        """Make a permission."""
        server.post(*_place(server), "permission", "scope", body=_body(server, change))

    def update(self, server: Server, change: Update) -> None:
        """Change a permission, keeping its id."""
        place = (*_place(server), "permission", "scope")
        id_ = str(server.get(*place, "search", name=change.name)["id"])
        server.put(*place, id_, body=_body(server, change))

    def delete(self, server: Server, change: Delete) -> None:
        """Remove a permission."""
        _remove(server, "permission", change.name)


def _names_of(server: Server, segment: str, key: str, ids: Iterable[str]) -> dict[str, str]:
    """Names by id, without what is gone: somebody, or all organizations because the realm has none any more."""
    found = {}
    for id_ in ids:
        with suppress(NotFoundError):
            found[id_] = str(server.get(segment, id_)[key])
    return found


def _named(realm: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What the key `adminPermissions` says, and a pasted export of the client does, with ids of the same file."""
    pasted = realm.get("clients", {}).get(ADMIN_PERMISSIONS, {}).get(SETTINGS) or {}
    exported = by_name(pasted, names_in(realm)) if pasted else {}
    own = realm.get(KEY) or {}
    return {
        key: exported.get(key, {}) | {name: _fields(item) for name, item in own.get(key, {}).items()}
        for key in ("policies", "permissions")
    }


def _fields(item: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in without_defaults(item).items() if key not in ("id", "name")}


def _event_paths(live: Mapping[str, Any], key: str, name: str) -> tuple[str, ...]:
    place = f"clients/{id_in(live.get('clients', {}), ADMIN_PERMISSIONS)}/authz/resource-server"
    id_ = id_in((live.get(KEY) or {}).get(key, {}), name)
    return (f"{place}/policy*/{id_}", f"{place}/permission*/{id_}")


def _path(realm: Mapping[str, Any], key: str, name: str) -> tuple[str, ...]:
    if name in (realm.get(KEY) or {}).get(key, {}):
        return (KEY, key, name)
    return ("clients", ADMIN_PERMISSIONS, SETTINGS, "policies", name)


def _place(server: Server) -> tuple[str, ...]:
    try:
        return ("clients", server.client_uuid(ADMIN_PERMISSIONS), "authz", "resource-server")
    except LookupError:
        raise LookupError("the realm has no admin permissions: say `adminPermissionsEnabled: true`") from None


def _body(server: Server, change: Create | Update) -> dict[str, Any]:
    kind = change.fields["resourceType"]
    resources = [_resource(server, kind, name) for name in change.fields["resources"]]
    return {"name": change.name, **change.fields, "resources": resources, "decisionStrategy": "UNANIMOUS"}


def _resource(server: Server, kind: str, name: str) -> str:
    """What Keycloak takes for a resource: an id, of people and clients their names.

    Of clients never the id: Keycloak looks for a resource of that id, notes in its cache that nothing has it, and then
    no longer finds the client's own resource server, which has the same id.
    """
    match kind:
        case "Groups":
            return server.group_uuid(name)
        case "Roles":
            client, _, role = name.rpartition("/")
            return str(server.role(role, client or None)["id"])
        case "Organizations":
            return str(live_organization(server, name)["id"])
    return name


def _remove(server: Server, segment: str, name: str) -> None:
    place = (*_place(server), segment)
    found = server.get(*place, "search", name=name)
    if found:
        server.delete(*place, str(found["id"]))
