"""Mappers of identity providers: what of somebody's account elsewhere goes into the account here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from realm.plan import Create, Delete, Update
from realm.resources.identity_providers import PLACE
from realm.resources.problems import FindsProblems, Problem
from realm.resources.resource import (
    DeletableType,
    Fields,
    ProviderUse,
    Reference,
    RefersToResources,
    Server,
    UsesProviders,
)

_KEY = "identityProviderMappers"
_ALIAS = "identityProviderAlias"
_TYPE = "identityProviderMapper"
_SEPARATOR = " of "


class IdentityProviderMappers(DeletableType, RefersToResources, UsesProviders, FindsProblems):
    """Mappers, named `grade of google`: their names are unique only within an identity provider."""

    kind = "identity provider mapper"
    section = "identity-providers"
    keys = (_KEY,)
    independent = True

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Mappers by `name of alias`."""
        return {
            _name(mapper): {key: value for key, value in mapper.items() if key != "id"}
            for mapper in realm.get(_KEY, ())
        }

    def references(self, realm: Mapping[str, Any]) -> Iterator[Reference]:
        """The identity providers."""
        for index, mapper in enumerate(realm.get(_KEY, ())):
            if mapper.get(_ALIAS):
                yield Reference("identity provider", mapper[_ALIAS], (_KEY, index, _ALIAS))

    def providers(self, realm: Mapping[str, Any]) -> Iterator[ProviderUse]:
        """What kind of mapper each is."""
        for index, mapper in enumerate(realm.get(_KEY, ())):
            if _TYPE in mapper:
                yield ProviderUse("identity-provider-mapper", mapper[_TYPE], (_KEY, index, _TYPE))

    def problems(self, realm: Mapping[str, Any]) -> Iterator[Problem]:
        """Mappers without a name or an identity provider, and two of one name."""
        seen: set[str] = set()
        for index, mapper in enumerate(realm.get(_KEY, ())):
            missing = [key for key in ("name", _ALIAS) if not mapper.get(key)]
            if missing:
                yield Problem(f"{' and '.join(missing)} is missing: it says which mapper is meant", (_KEY, index))
            elif _name(mapper) in seen:
                yield Problem(f"the mapper {_name(mapper)!r} is in this list already", (_KEY, index))
            seen.add(_name(mapper))

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Under the alias and its own id."""
        ids = {_name(mapper): mapper.get("id") for mapper in live.get(_KEY, ())}
        alias = name.rpartition(_SEPARATOR)[2]
        return (f"identity-provider/instances/{alias}/mappers/{ids.get(name) or '*'}",)

    def create(self, server: Server, change: Create) -> None:
        """Make a mapper."""
        server.post(*_place(change.fields[_ALIAS]), body={"config": {}, **change.fields})

    def update(self, server: Server, change: Update) -> None:
        """Change a mapper in place."""
        place = _place(change.fields[_ALIAS])
        live = _live(server, place, change.name)
        config = {**live.get("config", {}), **change.fields.get("config", {})}
        server.put(*place, live["id"], body={**live, **change.fields, "config": config})

    def delete(self, server: Server, change: Delete) -> None:
        """Remove a mapper."""
        place = _place(change.name.rpartition(_SEPARATOR)[2])
        server.delete(*place, _live(server, place, change.name)["id"])


def _name(mapper: Mapping[str, Any]) -> str:
    return f"{mapper.get('name')}{_SEPARATOR}{mapper.get(_ALIAS)}"


def _place(alias: str) -> tuple[str, ...]:
    return (*PLACE, alias, "mappers")


def _live(server: Server, place: tuple[str, ...], name: str) -> dict[str, Any]:
    mappers: list[dict[str, Any]] = server.get(*place)
    for mapper in mappers:
        if _name(mapper) == name:
            return mapper
    raise LookupError(f"the server has no mapper {name!r}")
