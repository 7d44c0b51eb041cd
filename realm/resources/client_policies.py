"""Client profiles and client policies: what clients have to do, and which clients have to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from realm.plan import Create, Delete, Update
from realm.resources.numbered import as_numbered, in_order
from realm.resources.resource import (
    DeletableType,
    Fields,
    ProviderUse,
    Reference,
    RefersToResources,
    Server,
    UsesProviders,
)

_PLACE = "client-policies"


class _OfOneList(DeletableType, UsesProviders):
    """Resources of which Keycloak knows only the whole list: it is read, changed and written back."""

    section = "client-policies"
    key: str
    """Top-level key in the realm."""
    listing: str
    """Key of the list, and segment of its address."""
    steps: str
    """Key of the list within a resource whose order means something."""
    step: str
    """Key of an item of it that names its provider."""
    spi: str

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Resources by name; the steps by their place, from 1."""
        return {
            name: {key: as_numbered(value) if key == self.steps else value for key, value in fields.items()}
            for name, fields in (realm.get(self.key, {}).get(self.listing) or {}).items()
        }

    def providers(self, realm: Mapping[str, Any]) -> Iterator[ProviderUse]:
        """Those of the steps."""
        for name, fields in (realm.get(self.key, {}).get(self.listing) or {}).items():
            for index, step in enumerate(fields.get(self.steps) or ()):
                path = (self.key, self.listing, name, self.steps, index)
                yield ProviderUse(self.spi, step.get(self.step) or "", path)

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """None: Keycloak tells nothing of client policies."""
        return ()

    def create(self, server: Server, change: Create) -> None:
        """Add one to the list."""
        self._write(server, change.name, self._body(change.fields))

    def update(self, server: Server, change: Update) -> None:
        """Exchange one in the list."""
        self._write(server, change.name, self._body(change.fields))

    def delete(self, server: Server, change: Delete) -> None:
        """Take one out of the list."""
        self._write(server, change.name, None)

    def _write(self, server: Server, name: str, body: dict[str, Any] | None) -> None:
        live = server.get(_PLACE, self.listing)[self.listing]
        entries = {entry["name"]: entry for entry in live}
        if body is None:
            entries.pop(name, None)
        else:
            entries[name] = {**entries.get(name, {}), **body, "name": name}
        server.put(_PLACE, self.listing, body={self.listing: list(entries.values())})

    def _body(self, fields: Fields) -> dict[str, Any]:
        return {key: in_order(value) if key == self.steps else value for key, value in fields.items()}


class ClientProfiles(_OfOneList):
    """Client profiles with their executors. Those of all realms are Keycloak's own and no part of it."""

    kind = "client profile"
    keys = ("clientProfiles",)
    key = "clientProfiles"
    listing = "profiles"
    steps = "executors"
    step = "executor"
    spi = "client-policy-executor"
    # Executors are the file's, each with all of its configuration.
    whole = (("executors", "**"),)


class ClientPolicies(_OfOneList, RefersToResources):
    """Client policies with their conditions."""

    kind = "client policy"
    keys = ("clientPolicies",)
    key = "clientPolicies"
    listing = "policies"
    steps = "conditions"
    step = "condition"
    spi = "client-policy-condition"
    whole = (("conditions", "**"),)

    def references(self, realm: Mapping[str, Any]) -> Iterator[Reference]:
        """The profiles."""
        for name, policy in (realm.get(self.key, {}).get(self.listing) or {}).items():
            for index, profile in enumerate(policy.get("profiles") or ()):
                path = (self.key, self.listing, name, "profiles", index)
                yield Reference(ClientProfiles.kind, profile, path)
