"""Protocol mappers of a client or of a client scope: what goes into its tokens and assertions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from realm.difference import FieldChange
from realm.resources.resource import Fields, ProviderUse, Server

KEY = "protocolMappers"
_FOLLOWS = {"introspection.token.claim": "access.token.claim", "userinfo.token.claim": "id.token.claim"}
"""Keys of a configuration that Keycloak answers as it answers others, when nobody says them."""


def as_list(fields: Fields) -> dict[str, Any]:
    """Fields of a client or client scope as Keycloak takes them: mappers as a list."""
    body = dict(fields)
    if KEY in body:
        body[KEY] = list(body[KEY].values())
    return body


def update_mappers(
    server: Server, owner: tuple[str, str], wanted: Mapping[str, Any], changes: Iterable[FieldChange]
) -> None:
    """Create, change and remove the mappers that `changes` speaks of.

    Args:
        server: where.
        owner: address of the client or client scope: (`clients`, id).
        wanted: all mappers that the files name, by name.
        changes: of the client or client scope; those of other fields are left alone.
    """
    touched = dict.fromkeys(change.path[1] for change in changes if change.path[0] == KEY and len(change.path) > 1)
    if not touched:
        return
    place = (*owner, "protocol-mappers", "models")
    live = {mapper["name"]: mapper for mapper in server.get(*place)}
    for name in touched:
        if name not in wanted:
            server.delete(*place, live[name]["id"])
        elif name not in live:
            server.post(*place, body=wanted[name])
        else:
            config = {**without_followers(live[name].get("config", {})), **wanted[name].get("config", {})}
            server.put(*place, live[name]["id"], body={**live[name], **wanted[name], "config": config})


def without_followers(config: Mapping[str, Any]) -> dict[str, Any]:
    """A mapper's configuration without what is as another key of it has it."""
    return {key: value for key, value in config.items() if key not in _FOLLOWS or value != config.get(_FOLLOWS[key])}


def mapper_providers(owner: Mapping[str, Any], path: tuple[str | int, ...]) -> Iterator[ProviderUse]:
    """The providers of the mappers of a client or client scope that stands at `path`."""
    for name, mapper in owner.get(KEY, {}).items():
        if "protocolMapper" in mapper:
            yield ProviderUse("protocol-mapper", mapper["protocolMapper"], (*path, KEY, name, "protocolMapper"))
