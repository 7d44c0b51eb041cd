"""Organizations with their domains and identity providers; their members are people, and never managed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from realm.plan import Create, Delete, Update
from realm.resources.identity_providers import PLACE
from realm.resources.problems import FindsProblems, Problem
from realm.resources.resource import (
    DeletableType,
    Fields,
    ReadsMore,
    Reference,
    RefersToResources,
    Server,
)

_KEY = "organizations"
_ENABLED = "organizationsEnabled"
_PROVIDERS = "identityProviders"
_SEGMENT = "identity-providers"
_FIELDS = ("name", "enabled", "description", "redirectUrl", "domains", "attributes")


class Organizations(DeletableType, RefersToResources, ReadsMore, FindsProblems):
    """Organizations by alias, which is the name where no other is said."""

    kind = "organization"
    section = "organizations"
    keys = (_KEY,)
    whole = (("domains", "*"),)

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Organizations by alias; identity providers as a list of aliases."""
        return {alias: _fields(organization) for alias, organization in (realm.get(_KEY) or {}).items()}

    def read(self, server: Server, export: Mapping[str, Any]) -> Mapping[str, Any]:
        """All of them, with the aliases of their identity providers; the export tells neither."""
        if not export.get(_ENABLED):
            return {}
        found = list(server.get_all(_KEY, briefRepresentation=False))
        linked: dict[str, list[dict[str, str]]] = {}
        for provider in server.get_all(*PLACE) if export.get(_PROVIDERS) else ():
            if provider.get("organizationId"):
                linked.setdefault(provider["organizationId"], []).append({"alias": provider["alias"]})
        return {_KEY: [{**entry, _PROVIDERS: linked.get(entry["id"], [])} for entry in found]}

    def references(self, realm: Mapping[str, Any]) -> Iterator[Reference]:
        """The identity providers."""
        for alias, organization in (realm.get(_KEY) or {}).items():
            for provider in organization.get(_PROVIDERS) or {}:
                yield Reference("identity provider", provider, (_KEY, alias, _PROVIDERS, provider))

    def problems(self, realm: Mapping[str, Any]) -> Iterator[Problem]:
        """Organizations of a realm that has none, groups of theirs, and identity providers of disabled ones."""
        for alias, organization in (realm.get(_KEY) or {}).items():
            if not realm.get(_ENABLED):
                yield Problem(f"organizations are off in this realm: say `{_ENABLED}: true` in a file", (_KEY, alias))
            if organization.get("groups"):
                yield Problem("groups of organizations are not managed; take them out of the file", (_KEY, alias))
            if organization.get("enabled") is False:
                yield from _switched_off(realm, organization)

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Under its id."""
        return (f"{_KEY}/{(live.get(_KEY) or {}).get(name, {}).get('id', '*')}*",)

    def create(self, server: Server, change: Create) -> None:
        """Make an organization and link its identity providers."""
        body = {"name": change.name, "alias": change.name, "enabled": True, **_body(change.fields)}
        server.post(_KEY, body=body)
        self._link(server, live_organization(server, change.name)["id"], change.fields.get(_PROVIDERS, []), [])

    def update(self, server: Server, change: Update) -> None:
        """Change fields, domains and identity providers."""
        live = live_organization(server, change.name)
        # An identity provider that is unlinked from a disabled organization would be disabled for good.
        steps = (self._set_links, self._set_fields) if live["enabled"] else (self._set_fields, self._set_links)
        for step in steps:
            step(server, live, change)

    def delete(self, server: Server, change: Delete) -> None:
        """Remove an organization; its members stay in the realm, unless it manages them."""
        server.delete(_KEY, live_organization(server, change.name)["id"])

    def _set_fields(self, server: Server, live: Mapping[str, Any], change: Update) -> None:
        if any(field.path[0] != _PROVIDERS for field in change.changes):
            attributes = {**live.get("attributes", {}), **change.fields.get("attributes", {})}
            server.put(_KEY, live["id"], body={**live, **_body(change.fields), "attributes": attributes})

    def _set_links(self, server: Server, live: Mapping[str, Any], change: Update) -> None:
        for field in change.changes:
            if field.path[0] == _PROVIDERS:
                self._link(server, live["id"], field.after or [], field.before or [])

    def _link(self, server: Server, organization: str, wanted: list[str], found: list[str]) -> None:
        for alias in sorted(set(found) - set(wanted)):
            server.delete(_KEY, organization, _SEGMENT, alias)
        for alias in sorted(set(wanted) - set(found)):
            server.post(_KEY, organization, _SEGMENT, body=alias)


def _switched_off(realm: Mapping[str, Any], organization: Mapping[str, Any]) -> Iterator[Problem]:
    for alias in organization.get(_PROVIDERS) or {}:
        if (realm.get(_PROVIDERS) or {}).get(alias, {}).get("enabled"):
            yield Problem(
                f"Keycloak switches {alias!r} off with its organization, which is `enabled: false`: take this line out",
                (_PROVIDERS, alias, "enabled"),
            )


def _fields(organization: Mapping[str, Any]) -> dict[str, Any]:
    fields = {key: organization[key] for key in _FIELDS if key in organization}
    if _PROVIDERS in organization:
        fields[_PROVIDERS] = sorted(organization[_PROVIDERS] or ())
    return fields


def _body(fields: Fields) -> dict[str, Any]:
    body = {key: value for key, value in fields.items() if key != _PROVIDERS}
    if "domains" in body:
        body["domains"] = [{"name": name, **domain} for name, domain in body["domains"].items()]
    return body


def live_organization(server: Server, alias: str) -> dict[str, Any]:
    """An organization as the server tells it. Raises AdminApiError, LookupError."""
    for organization in server.get_all(_KEY, briefRepresentation=False):
        if organization["alias"] == alias:
            return organization
    raise LookupError(f"the server has no organization {alias!r}")
