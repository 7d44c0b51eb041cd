"""The live realm in keyed form, read in a few requests at once whatever its size."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from admin_api import AdminConnection, NotFoundError
from realm.representation import keyed_live
from realm.resources import RESOURCE_TYPES, ReadsMore, Server


@dataclass(frozen=True)
class LiveRealm:
    """What the server has.

    Attributes:
        content: the realm in keyed form; None if there is no such realm.
        providers: ids of the server's providers by SPI: `authenticator`, `form-action`, `protocol-mapper`, ...
    """

    content: Mapping[str, Any] | None
    providers: Mapping[str, frozenset[str]] = field(default_factory=dict)


def read_live(connection: AdminConnection, realm: str) -> LiveRealm:
    """Read a realm. Raises AdminApiError."""
    with ThreadPoolExecutor(max_workers=4) as threads:
        server = threads.submit(connection.get, "/admin/serverinfo")
        export = threads.submit(_export, connection, realm)
        clients = threads.submit(_optional, connection, f"/admin/realms/{realm}/clients")
        profile = threads.submit(_optional, connection, f"/admin/realms/{realm}/users/profile")
    providers = {
        spi: frozenset(entry["providers"])
        for spi, entry in server.result()["providers"].items()
        if "providers" in entry
    }
    answer = export.result()
    if answer is None:
        return LiveRealm(None, providers)
    answer["userProfile"] = profile.result()
    secrets = {client["clientId"]: client.get("secret") for client in clients.result() or ()}
    for client in answer["clients"]:
        client["secret"] = secrets.get(client["clientId"])
    kinds = [kind for kind in RESOURCE_TYPES if isinstance(kind, ReadsMore)]
    with ThreadPoolExecutor(max_workers=4) as threads:
        for more in threads.map(lambda kind: kind.read(Server(connection, realm), answer), kinds):
            answer.update(more)
    return LiveRealm(keyed_live(answer), providers)


def _export(connection: AdminConnection, realm: str) -> dict[str, Any] | None:
    try:
        answer: dict[str, Any] = connection.post(
            f"/admin/realms/{realm}/partial-export",
            query={"exportClients": True, "exportGroupsAndRoles": True},
            repeatable=True,
        )
    except NotFoundError:
        return None
    return answer


def _optional(connection: AdminConnection, path: str) -> Any:
    try:
        return connection.get(path)
    except NotFoundError:
        return None
