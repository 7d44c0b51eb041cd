"""How a flow is changed on a server without the extension: a complete new one takes the place of the old one.

Between two requests of the stock admin API a flow would be another one than either file meant. So the new one is built
complete under another name, takes over every place where the old one is bound, and only then is the old one removed and
the new one renamed (docs/decisions/0012).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from realm.resources.bindings import BINDINGS
from realm.resources.flow_tree import Step, Tree, steps_in_order
from realm.resources.identity_providers import FLOWS, PLACE
from realm.resources.resource import Server

NEXT = " - next"
"""What the name of a flow ends in while it is being built."""


def exchange(server: Server, alias: str, tree: Tree) -> None:
    """Put a flow in the place of the one of its name, or where there is none yet. Raises AdminApiError, LookupError."""
    old = find_flow(server, alias)
    if old is not None and old.get("builtIn"):
        raise LookupError(
            f"the flow {alias!r} is Keycloak's own, and a server without the extension can neither change nor replace "
            "it: copy it under another name in the files, and bind that one"
        )
    _clear_leftover(server, alias)
    building = alias + NEXT
    _build(server, alias, tree)
    old = find_flow(server, alias)
    if old is not None:
        _rebind(server, old, _existing(server, building))
        server.delete("authentication", "flows", old["id"])
    _take_name(server, alias)


def _clear_leftover(server: Server, alias: str) -> None:
    """Finish or undo what a killed run left: a bound flow is complete and takes its name, an unbound one is removed."""
    leftover = find_flow(server, alias + NEXT)
    if leftover is None:
        return
    if not _is_bound(server, leftover):
        server.delete("authentication", "flows", leftover["id"])
        return
    old = find_flow(server, alias)
    if old is not None:
        _rebind(server, old, leftover)
        server.delete("authentication", "flows", old["id"])
    _take_name(server, alias)


def _build(server: Server, alias: str, tree: Tree) -> None:
    top = {"alias": alias + NEXT, "description": tree["description"], "providerId": tree["providerId"]}
    server.post("authentication", "flows", body={**top, "topLevel": True, "builtIn": False})
    steps = list(steps_in_order(alias, tree))
    for step in steps:
        _add(server, step)
    executions = server.get("authentication", "flows", alias + NEXT, "executions")
    for step, execution in zip(steps, executions, strict=True):
        wanted = {**execution, "requirement": step.fields["requirement"]}
        if execution["requirement"] != wanted["requirement"]:
            server.put("authentication", "flows", alias + NEXT, "executions", body=wanted)
        if step.fields.get("config"):
            body = {"alias": f"{step.parent} {step.label}{NEXT}", "config": step.fields["config"]}
            server.post("authentication", "executions", execution["id"], "config", body=body)


def _add(server: Server, step: Step) -> None:
    place = ("authentication", "flows", step.parent + NEXT, "executions")
    if step.is_flow:
        body = {
            "alias": step.label + NEXT,
            "type": step.fields["providerId"],
            "provider": step.fields.get("authenticator", ""),
            "description": step.fields["description"],
        }
        server.post(*place, "flow", body=body)
    else:
        server.post(*place, "execution", body={"provider": step.fields["authenticator"]})


def _is_bound(server: Server, flow: Mapping[str, Any]) -> bool:
    realm = server.get()
    if flow["alias"] in {realm.get(key) for key in BINDINGS}:
        return True
    if any(flow["alias"] == provider.get(key) for provider in server.get_all(*PLACE) for key in FLOWS):
        return True
    return any(
        flow["id"] in client.get("authenticationFlowBindingOverrides", {}).values() for client in server.get("clients")
    )


def _rebind(server: Server, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    realm = server.get()
    bindings = {key: new["alias"] for key in BINDINGS if realm.get(key) == old["alias"]}
    if bindings:
        server.put(body={"realm": server.realm, **bindings})
    for provider in list(server.get_all(*PLACE)):
        moving = {key: new["alias"] for key in FLOWS if provider.get(key) == old["alias"]}
        if moving:
            # The answer has a mask in the secret's place, which Keycloak takes for the secret that it has.
            server.put(*PLACE, provider["alias"], body={**provider, **moving})
    for client in server.get("clients"):
        overrides = client.get("authenticationFlowBindingOverrides", {})
        moved = {key: new["id"] for key, flow in overrides.items() if flow == old["id"]}
        if moved:
            body = {"clientId": client["clientId"], "authenticationFlowBindingOverrides": moved}
            server.put("clients", client["id"], body=body)


def _take_name(server: Server, alias: str) -> None:
    """Drop the ending of the names of a flow, its configurations and subflows, the flow's own last."""
    top = _existing(server, alias + NEXT)
    for execution in server.get("authentication", "flows", top["alias"], "executions"):
        if execution.get("authenticationConfig"):
            place = ("authentication", "config", execution["authenticationConfig"])
            config = server.get(*place)
            server.put(*place, body={**config, "alias": config["alias"].removesuffix(NEXT)})
        if execution.get("flowId"):
            _rename(server, server.get("authentication", "flows", execution["flowId"]))
    _rename(server, top)


def _rename(server: Server, flow: Mapping[str, Any]) -> None:
    body = {key: flow[key] for key in ("description", "providerId", "topLevel", "builtIn") if key in flow}
    alias = flow["alias"].removesuffix(NEXT)
    server.put("authentication", "flows", flow["id"], body={**body, "alias": alias})


def find_flow(server: Server, alias: str) -> dict[str, Any] | None:
    """A top-level flow as Keycloak lists it; None if there is none. Raises AdminApiError."""
    flows: list[dict[str, Any]] = server.get("authentication", "flows")
    return next((flow for flow in flows if flow["alias"] == alias), None)


def _existing(server: Server, alias: str) -> dict[str, Any]:
    flow = find_flow(server, alias)
    if flow is None:
        raise LookupError(f"the server has no flow {alias!r}")
    return flow
