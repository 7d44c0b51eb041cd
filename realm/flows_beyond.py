"""Flows of a live realm that Keycloak does not put there by itself, and what names them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from realm.representation import SERVER_IDS
from realm.resources.clients import OVERRIDES, Clients
from realm.resources.flow_tree import flow_tree

_FOLLOWS = frozenset({"autheticatorFlow", "priority"})
"""Keys of an execution that follow from others: its place in the list is its place in the flow."""


def with_names_of_flows(live: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same realm, its clients naming flows by alias."""
    named = {client_id: fields.get(OVERRIDES) for client_id, fields in Clients().listed(live).items()}
    clients = {
        client_id: {**client, OVERRIDES: named[client_id]} if client.get(OVERRIDES) else client
        for client_id, client in live.get("clients", {}).items()
    }
    return {**live, "clients": clients}


def flows_beyond(live: Mapping[str, Any], default: Mapping[str, Any]) -> dict[str, Any]:
    """Flows that are not as Keycloak makes them, each with its subflows and configurations."""
    flows, known = live.get("authenticationFlows", {}), default["authenticationFlows"]
    found: dict[str, Any] = {"authenticationFlows": {}, "authenticatorConfig": {}}
    for alias, flow in flows.items():
        if not flow.get("topLevel", True):
            continue
        if alias in known and flow_tree(default, alias) == flow_tree(live, alias):
            continue
        _take_flow(live, alias, found)
    return found


def _take_flow(live: Mapping[str, Any], alias: str, found: dict[str, Any]) -> None:
    flow = live["authenticationFlows"][alias]
    executions = sorted(flow.get("authenticationExecutions", ()), key=lambda execution: execution.get("priority", 0))
    found["authenticationFlows"][alias] = {
        **{key: value for key, value in flow.items() if key not in SERVER_IDS},
        "authenticationExecutions": [
            {key: value for key, value in execution.items() if value and key not in _FOLLOWS}
            for execution in executions
        ],
    }
    for execution in executions:
        if execution.get("flowAlias"):
            _take_flow(live, execution["flowAlias"], found)
        name = execution.get("authenticatorConfig")
        if name in live.get("authenticatorConfig", {}):
            config = live["authenticatorConfig"][name]
            found["authenticatorConfig"][name] = {key: config[key] for key in ("alias", "config") if key in config}
