"""Authorization settings of clients: the scopes, resources, policies and permissions of a resource server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from realm.plan import Create, Update
from realm.resources.policy_config import by_dependency, closed, opened
from realm.resources.problems import FindsProblems, Problem
from realm.resources.resource import (
    Fields,
    ProviderUse,
    Reference,
    RefersToResources,
    ResourceType,
    Server,
    UsesProviders,
    id_in,
)

KEY = "authorizationSettings"
ADMIN_PERMISSIONS = "admin-permissions"
"""The client whose authorization settings are the realm's fine-grained admin permissions: not managed here."""
_SETTINGS = ("policyEnforcementMode", "decisionStrategy", "allowRemoteResourceManagement")
_LISTS = ("scopes", "resources", "policies")
"""In the order in which they can be made."""
_SEGMENTS = {"scopes": "scope", "resources": "resource", "policies": "policy"}
_PERMISSIONS = ("resource", "scope")


class AuthorizationSettings(ResourceType, RefersToResources, UsesProviders, FindsProblems):
    """Resource servers by the client's id.

    What people own themselves (User-Managed Access) is theirs: their resources and policies on them are no part of it.
    """

    kind = "authorization of client"
    section = "authorization"
    keys = ("clients",)
    independent = True
    # A list in the file is the list, and what it names is the file's altogether.
    whole = tuple((key, "**") for key in _LISTS)

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Settings by client id: `scopes`, `resources` and `policies` (permissions too) by name."""
        return {
            client_id: _settings(client_id, client[KEY])
            for client_id, client in realm.get("clients", {}).items()
            if client_id != ADMIN_PERMISSIONS and client.get(KEY) and client.get("authorizationServicesEnabled", True)
        }

    def references(self, realm: Mapping[str, Any]) -> Iterator[Reference]:
        """Roles, groups, clients and client scopes that policies name. People are not: nothing knows them all."""
        for client_id, settings in self.listed(realm).items():
            for name, policy in settings.get("policies", {}).items():
                yield from policy_references(policy["config"], ("clients", client_id, KEY, "policies", name))

    def providers(self, realm: Mapping[str, Any]) -> Iterator[ProviderUse]:
        """The types of policies and permissions."""
        for client_id, settings in self.listed(realm).items():
            for name, policy in settings.get("policies", {}).items():
                path = ("clients", client_id, KEY, "policies", name)
                yield ProviderUse("policy", policy.get("type", ""), (*path, "type") if "type" in policy else path)

    def problems(self, realm: Mapping[str, Any]) -> Iterator[Problem]:
        """Scopes, resources and policies that are named and not there."""
        for client_id, settings in self.listed(realm).items():
            known = {"applyPolicies": "policies", "resources": "resources", "scopes": "scopes"}
            for name, policy in settings.get("policies", {}).items():
                path = ("clients", client_id, KEY, "policies", name)
                for key, where in known.items():
                    missing = _names(policy["config"].get(key)) - settings.get(where, {}).keys()
                    for absent in sorted(missing):
                        yield Problem(f"{name!r} names {absent!r}, which is not among the {where} of {client_id}", path)

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Under its client's id."""
        return (f"clients/{id_in(live.get('clients', {}), name)}/authz*",)

    def create(self, server: Server, change: Create) -> None:
        """Fill the resource server that Keycloak made with the client, in one request."""
        bodies = {key: [_body(key, item) for item in change.fields.get(key, {}).values()] for key in _LISTS}
        place = _place(server, change.name)
        # What the body does not say of the settings, Keycloak would forget.
        server.post(*place, "import", body=_settings_body(server, place, change.fields) | bodies)

    def update(self, server: Server, change: Update) -> None:
        """Change what differs, each thing by itself so that its id stays, then remove what is too much.

        An import would be one request for all, but Keycloak goes on to answer the old state from its cache after it.
        """
        place = _place(server, change.name)
        touched = {key: dict.fromkeys(f.path[1] for f in change.changes if f.path[0] == key) for key in _LISTS}
        if any(field.path[0] in _SETTINGS for field in change.changes):
            server.put(*place, body=_settings_body(server, place, change.fields))
        for key in _LISTS:
            for name, item in change.fields.get(key, {}).items():
                if name in touched[key]:
                    renewed = any(f.path == (key, name, "type") and f.before for f in change.changes)
                    _put(server, (*place, _SEGMENTS[key]), _body(key, item), renewed=renewed and key == "policies")
        for key in reversed(_LISTS):
            gone = {field.path[1]: field.before for field in change.changes if field.path[0] == key}
            names = touched[key].keys() - change.fields.get(key, {}).keys()
            for name in sorted(names, key=lambda name: not _applies(gone[name])):
                _remove(server, (*place, _SEGMENTS[key]), name)


def policy_references(config: Mapping[str, Any], path: tuple[str | int, ...]) -> Iterator[Reference]:
    """What an opened policy's configuration names outside its resource server."""
    for role in _names(config.get("roles")):
        client, _, name = role.rpartition("/")
        yield (
            Reference("client role", f"{name} of client {client}", path)
            if client
            else Reference("realm role", name, path)
        )
    for key, kind in (("groups", "group"), ("clients", "client"), ("clientScopes", "client scope")):
        for name in _names(config.get(key)):
            yield Reference(kind, name, path)


def _settings(client_id: str, settings: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {key: settings[key] for key in _SETTINGS if key in settings}
    for key in _LISTS:
        if key not in settings:
            continue
        mine = {name: item for name, item in settings[key].items() if _is_mine(item, client_id)}
        if key == "policies":
            found[key] = by_dependency({name: opened(policy) for name, policy in mine.items()})
        elif key == "resources":
            found[key] = {name: _resource(item) for name, item in mine.items()}
        else:
            fields = ("name", "displayName", "iconUri")
            found[key] = {name: {part: item[part] for part in fields if part in item} for name, item in mine.items()}
    return found


def _is_mine(item: Mapping[str, Any], client_id: str) -> bool:
    """Whether it is the client's own. The owner of a resource is `{id, name}`, that of a policy a text."""
    owner = item.get("owner")
    name = owner.get("name") if isinstance(owner, dict) else owner
    return item.get("type") != "uma" and (not name or name == client_id)


def _resource(item: Mapping[str, Any]) -> dict[str, Any]:
    fields = {key: value for key, value in item.items() if key not in ("id", "_id", "owner", "uri")}
    if item.get("uri"):
        fields.setdefault("uris", [item["uri"]])
    return fields | {"scopes": sorted(_names(item.get("scopes")))}


def _names(value: Any) -> set[str]:
    """Names in a list or a mapping; none in what Keycloak could not read either."""
    return {str(name) for name in value} if isinstance(value, dict | list) else set()


def _place(server: Server, client_id: str) -> tuple[str, ...]:
    return ("clients", server.client_uuid(client_id), "authz", "resource-server")


def _settings_body(server: Server, place: tuple[str, ...], fields: Fields) -> dict[str, Any]:
    live = server.get(*place)
    return {key: fields.get(key, live.get(key)) for key in _SETTINGS}


def _body(key: str, item: Mapping[str, Any]) -> dict[str, Any]:
    if key == "policies":
        return closed(item)
    if key == "resources":
        return {"uris": [], "attributes": {}, **item, "scopes": [{"name": scope} for scope in item["scopes"]]}
    return dict(item)


def _put(server: Server, place: tuple[str, ...], body: Mapping[str, Any], *, renewed: bool) -> None:
    """Create or overwrite a thing by name; `renewed`: the old one has to go, a policy keeps its type for life."""
    if renewed:
        _remove(server, place, body["name"])
    found = None if renewed else server.get(*place, "search", name=body["name"])
    if found:
        server.put(*place, _id(found), body=body)
    else:
        server.post(*place, body=body)


def _applies(item: Any) -> bool:
    """Whether it is a policy or permission that depends on policies: such are removed first."""
    return isinstance(item, dict) and (item.get("type") in _PERMISSIONS or "applyPolicies" in item.get("config", {}))


def _remove(server: Server, place: tuple[str, ...], name: str) -> None:
    found = server.get(*place, "search", name=name)
    if found:
        server.delete(*place, _id(found))


def _id(found: Mapping[str, Any]) -> str:
    return str(found.get("id") or found["_id"])
