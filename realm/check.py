"""What can be known to be wrong before anything is touched: parts not managed, names of nothing, providers not there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from realm.live import LiveRealm
from realm.merge import RealmModel
from realm.resources import RESOURCE_TYPES, ResourceType
from realm.resources.client_scopes import KEYCLOAK_SCOPES
from realm.resources.clients import KEYCLOAK_CLIENTS
from realm.resources.flows import KEYCLOAK_FLOWS
from settings.errors import SettingsError

_IGNORED_KEYS = frozenset({"id", "keycloakVersion"})
_MADE_BY_KEYCLOAK = {"client": KEYCLOAK_CLIENTS, "client scope": KEYCLOAK_SCOPES, "flow": KEYCLOAK_FLOWS}


def check_files(model: RealmModel) -> None:
    """Check what the files alone tell.

    Raises:
        SettingsError: names file, line and key.
    """
    managed = {key for kind in RESOURCE_TYPES for key in kind.keys}
    for key in model.content:
        if key not in managed | _IGNORED_KEYS:
            raise model.error("this part of a realm is not managed by homeroom; take it out of the file", (key,))
    _check_flows(model)
    _check_references(model, {})


def check_server(model: RealmModel, live: LiveRealm) -> None:
    """Check what can be told with the server's help.

    Raises:
        SettingsError: names file, line and key.
    """
    _check_references(model, live.content or {})
    for use in (use for kind in RESOURCE_TYPES for use in kind.providers(model.content)):
        if use.provider not in live.providers.get(use.spi, ()):
            raise model.error(
                f"the server has no {use.spi} {use.provider!r}; is the Homeroom extension in its providers folder?"
                if use.provider.startswith("homeroom-")
                else f"the server has no {use.spi} {use.provider!r}",
                use.path,
            )


def _check_flows(model: RealmModel) -> None:
    flows = model.content.get("authenticationFlows", {})
    configs = model.content.get("authenticatorConfig", {})
    for alias, flow in flows.items():
        for index, execution in enumerate(flow.get("authenticationExecutions", ())):
            path = ("authenticationFlows", alias, "authenticationExecutions", index)
            for key, known in (("flowAlias", flows), ("authenticatorConfig", configs)):
                if execution.get(key) and execution[key] not in known:
                    raise model.error(f"{execution[key]!r} is in no file", (*path, key))
            if not execution.get("authenticator") and not execution.get("flowAlias"):
                raise model.error("authenticator or flowAlias is missing", path)


def _check_references(model: RealmModel, live: Mapping[str, Any]) -> None:
    known = {kind.kind: _names(kind, model.content) | _names(kind, live) for kind in RESOURCE_TYPES}
    for kind in RESOURCE_TYPES:
        for reference in kind.references(model.content):
            names = known[reference.kind] | _MADE_BY_KEYCLOAK.get(reference.kind, frozenset())
            if reference.name not in names and not _is_keycloak_role(reference.kind, reference.name):
                raise _dangling(model, reference.kind, reference.name, reference.path)


def _names(kind: ResourceType, realm: Mapping[str, Any]) -> set[str]:
    return set(kind.listed(realm)) if "realm" in realm else set()


def _is_keycloak_role(kind: str, name: str) -> bool:
    if kind == "realm role":
        return name in ("offline_access", "uma_authorization") or name.startswith("default-roles-")
    return kind == "client role" and name.rpartition(" ")[2] in KEYCLOAK_CLIENTS


def _dangling(model: RealmModel, kind: str, name: str, path: tuple[str | int, ...]) -> SettingsError:
    return model.error(f"there is no {kind} {name!r}: it is in no file, and Keycloak does not make it", path)
