"""The live realm in keyed form, read in a few requests at once whatever its size."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from admin_api import AdminConnection, NotFoundError
from realm.representation import keyed_live
from realm.resources import RESOURCE_TYPES, ReadsMore, Server
from realm.secret_digest import new_nonce, nonce_text, with_digests

_AT_ONCE = 4
_PAGE = 100
"""Clients a request: Keycloak's time for one grows with how many the same request has read."""

_FEDERATION = "org.keycloak.storage.UserStorageProvider"


@dataclass(frozen=True)
class LiveRealm:
    """What the server has.

    Attributes:
        content: the realm in keyed form; None if there is no such realm. Secrets are `SecretDigest`s where the server
            has the extension; without it clients have theirs, and the others are masked as Keycloak masks them.
        providers: ids of the server's providers by SPI: `authenticator`, `form-action`, `protocol-mapper`, ...
    """

    content: Mapping[str, Any] | None
    providers: Mapping[str, frozenset[str]] = field(default_factory=dict)


def read_live(connection: AdminConnection, realm: str) -> LiveRealm:
    """Read a realm. Raises AdminApiError."""
    address = Server(connection, realm).path()
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as threads:
        info = threads.submit(connection.get, "/admin/serverinfo")
        quick = threads.submit(_by_extension, connection, address)
        profile = threads.submit(_optional, connection, f"{address}/users/profile")
    providers = {
        spi: frozenset(entry["providers"]) for spi, entry in info.result()["providers"].items() if "providers" in entry
    }
    answer = quick.result() or _by_export(connection, address)
    if answer is None:
        return LiveRealm(None, providers)
    answer["userProfile"] = profile.result()
    kinds = [kind for kind in RESOURCE_TYPES if isinstance(kind, ReadsMore)]
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as threads:
        for more in threads.map(lambda kind: kind.read(Server(connection, realm), answer), kinds):
            answer.update(more)
    return LiveRealm(keyed_live(answer), providers)


def _by_extension(connection: AdminConnection, address: str) -> dict[str, Any] | None:
    nonce = new_nonce()
    answer = _optional(connection, f"{address}/configuration", nonce=nonce_text(nonce))
    realm: dict[str, Any] | None = with_digests(answer, nonce)
    return realm


def _by_export(connection: AdminConnection, address: str) -> dict[str, Any] | None:
    """What Keycloak offers by itself: an export without secrets, and the clients for theirs."""
    try:
        answer: dict[str, Any] = connection.post(
            f"{address}/partial-export",
            query={"exportClients": True, "exportGroupsAndRoles": True},
            repeatable=True,
        )
    except NotFoundError:
        return None
    if _FEDERATION in answer.get("components", {}):
        # Keycloak puts the export's masks into its own cache, where the directory's password is then missing.
        connection.post(f"{address}/clear-realm-cache", repeatable=True)
    firsts = range(0, len(answer["clients"]), _PAGE)
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as threads:
        pages = threads.map(lambda first: connection.get(f"{address}/clients", {"first": first, "max": _PAGE}), firsts)
        secrets = {client["clientId"]: client.get("secret") for page in pages for client in page}
    for client in answer["clients"]:
        client["secret"] = secrets.get(client["clientId"])
    return answer


def _optional(connection: AdminConnection, path: str, **query: str) -> Any:
    try:
        return connection.get(path, query)
    except NotFoundError:
        return None
