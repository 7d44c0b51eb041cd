"""What can be known to be wrong before anything is touched: unknown parts, names of nothing, absent providers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from realm.live import LiveRealm
from realm.merge import RealmModel
from realm.resources import RESOURCE_TYPES, FindsProblems, RefersToResources, ResourceType, UsesProviders, matches
from realm.resources.realm_settings import NO_LONGER
from settings.yaml_file import KeyPath

_NOT_SAID = frozenset({"defaultRole", "id", "keycloakVersion"}) | NO_LONGER
"""Parts of an export that tell nothing: what they say follows from other parts or from the server's version."""
_PEOPLE = frozenset({"federatedUsers", "users"})


def check_files(model: RealmModel) -> None:
    """Check what the files alone tell.

    Raises:
        SettingsError: names file, line and key.
    """
    managed = {key for kind in RESOURCE_TYPES for key in kind.keys}
    for key in model.content:
        if key not in managed | _NOT_SAID | _PEOPLE:
            raise model.error("this part of a realm is not managed by homeroom; take it out of the file", (key,))
    _check_flows(model)
    _check_problems(model)
    _check_references(model, {})


def people_in_files(model: RealmModel) -> int:
    """How many people the files hold. They are the roster's business and nothing is done with them."""
    users = model.content.get("users", {})
    entries = users.values() if isinstance(users, Mapping) else users
    people = sum(not entry.get("serviceAccountClientId") for entry in entries)
    return people + len(model.content.get("federatedUsers", ()))


def check_server(model: RealmModel, live: LiveRealm) -> None:
    """Check what can be told with the server's help.

    Raises:
        SettingsError: names file, line and key.
    """
    _check_references(model, live.content or {})
    users = [kind for kind in RESOURCE_TYPES if isinstance(kind, UsesProviders)]
    for use in (use for kind in users for use in kind.providers(model.content)):
        if use.provider not in live.providers.get(use.spi, ()):
            raise model.error(
                f"the server has no {use.spi} {use.provider!r}; is the Homeroom extension in its providers folder?"
                if use.provider.startswith("homeroom-")
                else f"the server has no {use.spi} {use.provider!r}",
                use.path,
            )


def _check_problems(model: RealmModel) -> None:
    for kind in RESOURCE_TYPES:
        if isinstance(kind, FindsProblems):
            for problem in kind.problems(model.content):
                raise model.error(problem.message, problem.path)


def _check_flows(model: RealmModel) -> None:
    flows = model.content.get("authenticationFlows", {})
    used: set[str] = set()
    for alias, flow in flows.items():
        for index, execution in enumerate(flow.get("authenticationExecutions", ())):
            path = ("authenticationFlows", alias, "authenticationExecutions", index)
            _check_names(model, execution, path)
            subflow = execution.get("flowAlias")
            if subflow is None:
                continue
            if flows[subflow].get("topLevel", True):
                raise model.error(f"{subflow!r} is no subflow: say `topLevel: false` of it", (*path, "flowAlias"))
            if subflow in used:
                raise model.error(f"the subflow {subflow!r} is used in two places", (*path, "flowAlias"))
            used.add(subflow)


def _check_names(model: RealmModel, execution: Mapping[str, Any], path: KeyPath) -> None:
    for key, section in (("flowAlias", "authenticationFlows"), ("authenticatorConfig", "authenticatorConfig")):
        if key in execution and execution[key] not in model.content.get(section, {}):
            raise model.error(f"{execution[key]!r} is in no file", (*path, key))
    if not execution.get("authenticator") and not execution.get("flowAlias"):
        raise model.error("authenticator or flowAlias is missing", path)


def _check_references(model: RealmModel, live: Mapping[str, Any]) -> None:
    kinds = {kind.kind: kind for kind in RESOURCE_TYPES}
    known = {name: _names(kind, model.content) | _names(kind, live) for name, kind in kinds.items()}
    for kind in RESOURCE_TYPES:
        if not isinstance(kind, RefersToResources):
            continue
        for reference in kind.references(model.content):
            meant = kinds[reference.kind]
            if reference.name not in known[meant.kind] and not matches(reference.name, meant.made_by_keycloak):
                raise model.error(
                    f"there is no {meant.kind} {reference.name!r}: it is in no file, and Keycloak does not make it",
                    reference.path,
                )


def _names(kind: ResourceType, realm: Mapping[str, Any]) -> set[str]:
    return set(kind.listed(realm)) if "realm" in realm else set()
