"""Service accounts: what the accounts of clients may do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from realm.plan import Create, Update
from realm.resources.resource import Fields, Reference, RefersToResources, ResourceType, Server, id_in

_CLIENT = "serviceAccountClientId"
_DEFAULT_ROLES = "default-roles-*"
_OWN_FIELDS = ("enabled", "attributes")
UMA_PROTECTION = "uma_protection"
"""Role of a client with authorization settings, which Keycloak gives to its account by itself."""


def people_in(realm: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Names and places of the entries of `users` that are people, not service accounts: no realm file manages them."""
    for name, user in realm.get("users", {}).items():
        if not user.get(_CLIENT):
            yield name, ("users", name)


class ServiceAccounts(ResourceType, RefersToResources):
    """Service accounts by client id: roles, groups, attributes. The account itself comes and goes with its client."""

    kind = "service account of"
    section = "service-accounts"
    keys = ("users",)
    independent = True
    # In a list of a client's roles, and in the list of clients, what the file does not name is taken away.
    whole = (("clientRoles", "*"),)

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Accounts by client id, without the roles that Keycloak gives by itself."""
        return {user[_CLIENT]: _fields(user) for user in realm.get("users", {}).values() if user.get(_CLIENT)}

    def references(self, realm: Mapping[str, Any]) -> Iterator[Reference]:
        """The clients, roles and groups."""
        for client_id, fields in self.listed(realm).items():
            path = ("users", client_id)
            yield Reference("client", client_id, path)
            yield from (Reference("realm role", role, path) for role in fields.get("realmRoles", ()))
            yield from (Reference("group", group, path) for group in fields.get("groups", ()))
            for client, roles in fields.get("clientRoles", {}).items():
                yield from (Reference("client role", f"{role} of client {client}", path) for role in roles)

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Under the account's id: events about its roles. Others are people's, and nobody reads them here."""
        return (f"users/{id_in(live.get('users', {}), name)}*",)

    def create(self, server: Server, change: Create) -> None:
        """Bring the account, which Keycloak made with the client, to what the file says of it."""
        user = _user(server, change.name)
        self._set_own(server, user, change.fields)
        self._give(server, user["id"], None, change.fields.get("realmRoles", ()), ())
        for client, roles in change.fields.get("clientRoles", {}).items():
            self._give(server, user["id"], client, roles, ())
        for group in change.fields.get("groups", ()):
            server.put("users", user["id"], "groups", server.group_uuid(group))

    def update(self, server: Server, change: Update) -> None:
        """Give what is missing, take what is too much."""
        user = _user(server, change.name)
        if any(field.path[0] in _OWN_FIELDS for field in change.changes):
            self._set_own(server, user, change.fields)
        for field in change.changes:
            if field.path[0] in _OWN_FIELDS:
                continue
            added = sorted(set(field.after or ()) - set(field.before or ()))
            removed = sorted(set(field.before or ()) - set(field.after or ()))
            if field.path[0] == "groups":
                for group in added:
                    server.put("users", user["id"], "groups", server.group_uuid(group))
                for group in removed:
                    server.delete("users", user["id"], "groups", server.group_uuid(group))
            else:
                client = field.path[1] if field.path[0] == "clientRoles" else None
                self._give(server, user["id"], client, added, removed)

    def _set_own(self, server: Server, user: Mapping[str, Any], fields: Fields) -> None:
        own = {key: fields[key] for key in _OWN_FIELDS if key in fields}
        if own:
            attributes = {**user.get("attributes", {}), **own.get("attributes", {})}
            server.put("users", user["id"], body={**user, **own, "attributes": attributes})

    def _give(self, server: Server, user_id: str, client: str | None, added: Any, removed: Any) -> None:
        kind: tuple[str, ...] = ("realm",) if client is None else ("clients", server.client_uuid(client))
        for names, send in ((added, server.post), (removed, server.delete)):
            if names:
                body = [server.role(name, client) for name in names]
                send("users", user_id, "role-mappings", *kind, body=body)


def _user(server: Server, client_id: str) -> dict[str, Any]:
    user: dict[str, Any] = server.get("clients", server.client_uuid(client_id), "service-account-user")
    return user


def _fields(user: Mapping[str, Any]) -> dict[str, Any]:
    fields = {key: user[key] for key in (*_OWN_FIELDS, "groups") if key in user}
    if "realmRoles" in user and not _is_given(user["realmRoles"], _DEFAULT_ROLES):
        fields["realmRoles"] = [role for role in user["realmRoles"] if not fnmatchcase(role, _DEFAULT_ROLES)]
    if "clientRoles" in user:
        fields["clientRoles"] = {
            client: [role for role in roles if (client, role) != (user[_CLIENT], UMA_PROTECTION)]
            for client, roles in user["clientRoles"].items()
            if client != user[_CLIENT] or not _is_given(roles, UMA_PROTECTION)
        }
    return fields


def _is_given(roles: Sequence[str], pattern: str) -> bool:
    """Whether there is nothing but the role that Keycloak gives by itself."""
    return bool(roles) and all(fnmatchcase(role, pattern) for role in roles)
