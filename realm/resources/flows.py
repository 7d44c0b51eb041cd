"""Authentication flows, whole: top-level flow, subflows, executions and their configurations.

A flow is never changed in place. The new one is built complete under another name, takes over every place where the old
one is bound, and only then is the old one removed and the new one renamed (docs/decisions/0007).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from realm.plan import Create, Delete, Update
from realm.resources.bindings import BINDINGS
from realm.resources.flow_tree import Step, Tree, flow_tree, steps_in_order
from realm.resources.resource import DeletableType, Fields, ProviderUse, Server, UsesProviders

NEXT = " - next"
"""What the name of a flow ends in while it is being built."""
_SPI = {"basic-flow": "authenticator", "form-flow": "form-action", "client-flow": "client-authenticator"}


class Flows(DeletableType, UsesProviders):
    """Top-level flows by alias, each as one tree."""

    kind = "flow"
    section = "flows"
    keys = ("authenticationFlows", "authenticatorConfig")
    made_by_keycloak = (
        *("browser", "clients", "direct grant", "docker auth", "first broker login", "registration"),
        *("reset credentials", "saml ecp", "http challenge"),
    )
    leftovers = (f"*{NEXT}",)
    whole = (("**",),)

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Trees of the top-level flows."""
        flows = realm.get("authenticationFlows", {})
        return {alias: flow_tree(realm, alias) for alias, flow in flows.items() if flow.get("topLevel", True)}

    def providers(self, realm: Mapping[str, Any]) -> Iterator[ProviderUse]:
        """Authenticators and form actions."""
        for alias, flow in realm.get("authenticationFlows", {}).items():
            spi = _SPI.get(flow.get("providerId", "basic-flow"), "authenticator")
            for index, execution in enumerate(flow.get("authenticationExecutions", ())):
                path = ("authenticationFlows", alias, "authenticationExecutions", index)
                if execution.get("authenticator") and not execution.get("flowAlias"):
                    yield ProviderUse(spi, execution["authenticator"], (*path, "authenticator"))

    def create(self, server: Server, change: Create) -> None:
        """Build the flow."""
        _replace(server, change.name, change.fields)

    def update(self, server: Server, change: Update) -> None:
        """Build the flow anew and let it take the old one's place."""
        _replace(server, change.name, change.fields)

    def delete(self, server: Server, change: Delete) -> None:
        """Remove a flow that is bound nowhere."""
        flow = _flow(server, change.name)
        if flow is not None:
            server.delete("authentication", "flows", flow["id"])


def _replace(server: Server, alias: str, tree: Tree) -> None:
    _clear_leftover(server, alias)
    building = alias + NEXT
    _build(server, alias, tree)
    old = _flow(server, alias)
    if old is not None:
        _rebind(server, old, _existing(server, building))
        server.delete("authentication", "flows", old["id"])
    _take_name(server, alias)


def _clear_leftover(server: Server, alias: str) -> None:
    """Finish or undo what a killed run left: a bound flow is complete and takes its name, an unbound one is removed."""
    leftover = _flow(server, alias + NEXT)
    if leftover is None:
        return
    if not _is_bound(server, leftover):
        server.delete("authentication", "flows", leftover["id"])
        return
    old = _flow(server, alias)
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
    return flow["alias"] in {realm.get(key) for key in BINDINGS} or any(
        flow["id"] in client.get("authenticationFlowBindingOverrides", {}).values() for client in server.get("clients")
    )


def _rebind(server: Server, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    realm = server.get()
    bindings = {key: new["alias"] for key in BINDINGS if realm.get(key) == old["alias"]}
    if bindings:
        server.put(body={"realm": server.realm, **bindings})
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


def _flow(server: Server, alias: str) -> dict[str, Any] | None:
    flows: list[dict[str, Any]] = server.get("authentication", "flows")
    return next((flow for flow in flows if flow["alias"] == alias), None)


def _existing(server: Server, alias: str) -> dict[str, Any]:
    flow = _flow(server, alias)
    if flow is None:
        raise LookupError(f"the server has no flow {alias!r}")
    return flow
