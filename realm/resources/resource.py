"""What every kind of resource is to the engine."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, ClassVar, TypeVar
from urllib.parse import quote

from admin_api import AdminConnection
from realm.difference import FieldPath
from realm.plan import Create, Delete, Update
from settings.district import RealmSection

Fields = Mapping[str, Any]
Answer = TypeVar("Answer")
_PAGE = 500


@dataclass(frozen=True)
class Reference:
    """A field that names a resource.

    Attributes:
        kind: kind of the resource that is meant.
        name: its name.
        path: where in the keyed form of the realm it is named.
    """

    kind: str
    name: str
    path: tuple[str | int, ...]


@dataclass(frozen=True)
class ProviderUse:
    """A field that names a provider which the server has to have.

    Attributes:
        spi: `authenticator`, `protocol-mapper`, ...
        provider: the provider's id.
        path: where in the keyed form of the realm it is named.
    """

    spi: str
    provider: str
    path: tuple[str | int, ...]


class ResourceType(ABC):
    """One kind of resource: how it is found in a realm, and how one is created and updated."""

    kind: ClassVar[str]
    """As people say it: `client`."""
    section: ClassVar[RealmSection]
    """Key of `realm_policy.managed` in district.yaml that says who owns resources of this kind."""
    keys: ClassVar[tuple[str, ...]]
    """Top-level keys of the realm's representation that it reads."""
    made_by_keycloak: ClassVar[tuple[str, ...]] = ()
    """Names, as patterns, of what Keycloak puts into a realm by itself."""
    made_variously: ClassVar[tuple[str, ...]] = ()
    """Names, as patterns, of those of Keycloak's whose form depends on others: nobody can tell how it should be."""
    made_by_sync: ClassVar[tuple[str, ...]] = ()
    """Names, as patterns, of what a roster sync makes."""
    leftovers: ClassVar[tuple[str, ...]] = ()
    """Names, as patterns, of what a killed `apply` leaves behind."""
    whole: ClassVar[tuple[FieldPath, ...]] = ()
    """Paths, as patterns, at which the files say everything: what they do not say there has to go.

    A last `**` stands for one key or more.
    """
    independent: ClassVar[bool] = False
    """Several may be written at once: none of them touches what another one reads or writes."""

    @abstractmethod
    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Resources by name, with all their fields, in a realm in keyed form: the files' or the live one."""

    def rank(self, name: str) -> int:
        """Resources of a lower rank are written before those of a higher one, and deleted after them."""
        return 0

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Patterns of the paths under which Keycloak's admin events tell of changes to a resource.

        Args:
            name: of the resource. It may be one that `live` does not have, because it was deleted: then `*` stands for
                Keycloak's id of it.
            live: the realm in keyed form.
        """
        return ()

    @abstractmethod
    def create(self, server: Server, change: Create) -> None:
        """Make a resource. Raises AdminApiError."""

    @abstractmethod
    def update(self, server: Server, change: Update) -> None:
        """Change a resource's fields. Raises AdminApiError."""

    def owns(self, name: str, path: FieldPath) -> bool:
        """Whether what the files do not say at `path` of a live resource has to go; of Keycloak's own, nothing has."""
        return not matches(name, self.made_by_keycloak) and any(_fits(path, pattern) for pattern in self.whole)


class DeletableType(ResourceType):
    """A kind of which resources are deleted, when the files own it and do not mention them."""

    @abstractmethod
    def delete(self, server: Server, change: Delete) -> None:
        """Remove a resource. Raises AdminApiError."""

    def may_be_deleted(self, name: str, fields: Fields, wanted: Container[str]) -> bool:
        """Whether it is neither Keycloak's own nor the roster sync's.

        Args:
            name: of a live resource that the files do not mention.
            fields: of it.
            wanted: names of the resources that the files mention.
        """
        return not matches(name, (*self.made_by_keycloak, *self.made_by_sync))


class RefersToResources(ABC):
    """A kind whose resources name others."""

    @abstractmethod
    def references(self, realm: Mapping[str, Any]) -> Iterator[Reference]:
        """The resources that are named."""


class UsesProviders(ABC):
    """A kind whose resources name providers of the server."""

    @abstractmethod
    def providers(self, realm: Mapping[str, Any]) -> Iterator[ProviderUse]:
        """The providers that are named."""


class ReadsMore(ABC):
    """A kind of which the export of a realm tells nothing, or not enough."""

    @abstractmethod
    def read(self, server: Server, export: Mapping[str, Any]) -> Mapping[str, Any]:
        """Top-level keys, in Keycloak's own representation, that replace those of the export.

        Called for all such kinds at once, each in a thread of its own.

        Args:
            server: where.
            export: the realm as Keycloak exports it, not in keyed form.

        Raises:
            AdminApiError: the server could not be asked.
        """


def id_in(resources: Mapping[str, Any], name: str) -> str:
    """Keycloak's id of a live resource in keyed form; `*` if it is not there."""
    return str(resources.get(name, {}).get("id", "*"))


def matches(name: str, patterns: tuple[str, ...]) -> bool:
    """Whether a name is one of `patterns`."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _fits(path: FieldPath, pattern: FieldPath) -> bool:
    *head, last = pattern
    long_enough = len(path) >= len(pattern) if last == "**" else len(path) == len(pattern)
    return long_enough and all(map(fnmatchcase, path, (*head, last)))


@dataclass(frozen=True)
class Server:
    """The admin API of one realm; may be used by several threads.

    Attributes:
        connection: to the server.
        realm: the realm's name.
    """

    connection: AdminConnection
    realm: str
    _known: dict[tuple[str | None, ...], Any] = field(default_factory=dict, compare=False, repr=False)

    def path(self, *segments: str) -> str:
        """Address of something below the realm."""
        return "/".join(("/admin/realms", quote(self.realm, safe=""), *(quote(text, safe="") for text in segments)))

    def get(self, *segments: str, **query: str | int | bool) -> Any:
        """GET an address below the realm. Raises AdminApiError."""
        return self.connection.get(self.path(*segments), query)

    def get_all(self, *segments: str, **query: str | int | bool) -> Iterator[dict[str, Any]]:
        """GET a list below the realm, page by page. Raises AdminApiError."""
        first = 0
        while page := self.get(*segments, first=first, max=_PAGE, **query):
            yield from page
            first += len(page)
            if len(page) < _PAGE:
                return

    def post(self, *segments: str, body: object) -> None:
        """POST to an address below the realm. Raises AdminApiError."""
        self.connection.post(self.path(*segments), body)

    def put(self, *segments: str, body: object = None) -> None:
        """PUT to an address below the realm. Raises AdminApiError."""
        self.connection.put(self.path(*segments), body)

    def delete(self, *segments: str, body: object = None) -> None:
        """DELETE an address below the realm. Raises AdminApiError."""
        self.connection.delete(self.path(*segments), body)

    def client_uuid(self, client_id: str) -> str:
        """Keycloak's id of a client. Raises AdminApiError, LookupError."""
        return self.remembered(
            ("client", client_id), lambda: _id_of(client_id, "clientId", self.get("clients", clientId=client_id))
        )

    def scope_uuid(self, name: str) -> str:
        """Keycloak's id of a client scope. Raises AdminApiError, LookupError."""
        return self.remembered(("client scope", name), lambda: _id_of(name, "name", self.get("client-scopes")))

    def flow_uuid(self, alias: str) -> str:
        """Keycloak's id of a top-level flow. Raises AdminApiError, LookupError."""
        return self.remembered(("flow", alias), lambda: _id_of(alias, "alias", self.get("authentication", "flows")))

    def group_uuid(self, path: str) -> str:
        """Keycloak's id of a group. Raises AdminApiError."""
        steps = path.strip("/").split("/")
        return self.remembered(("group", path), lambda: str(self.get("group-by-path", *steps)["id"]))

    def role(self, name: str, client: str | None) -> dict[str, Any]:
        """A role, of the realm or of a client, as Keycloak wants it where roles are given. Raises AdminApiError."""
        place = ("roles", name) if client is None else ("clients", self.client_uuid(client), "roles", name)
        role: dict[str, Any] = self.remembered(("role", client, name), lambda: self.get(*place))
        return {key: role[key] for key in ("id", "name", "clientRole", "containerId", "composite") if key in role}

    def remembered(self, key: tuple[str | None, ...], ask: Callable[[], Answer]) -> Answer:
        """What `ask` answers, asked once: whatever refers to a resource is written after it, so its id stays."""
        if key not in self._known:
            self._known[key] = ask()
        answer: Answer = self._known[key]
        return answer


def _id_of(name: str, key: str, found: list[dict[str, Any]]) -> str:
    for entry in found:
        if entry[key] == name:
            return str(entry["id"])
    raise LookupError(f"the server has no {name!r}")
