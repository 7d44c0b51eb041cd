"""Authentication flows, whole: top-level flow, subflows, executions and their configurations.

With the extension a flow is changed in place, in one transaction; without it, exchanged (docs/decisions/0012).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from admin_api import AdminApiError, NotFoundError
from realm.plan import Create, Delete, Update
from realm.resources.flow_exchange import NEXT, exchange, find_flow
from realm.resources.flow_tree import Tree, flow_tree
from realm.resources.resource import DeletableType, Fields, ProviderUse, Server, UsesProviders, id_in

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

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Under the aliases and ids of the flow and its subflows, and the ids of its configurations."""
        flows, configs = live.get("authenticationFlows", {}), live.get("authenticatorConfig", {})
        found = ["authentication/flows/*/copy"]
        waiting = [name]
        while waiting:
            alias = waiting.pop()
            found += [f"authentication/flows/{alias}", f"authentication/flows/{alias}/*"]
            found.append(f"authentication/flows/{id_in(flows, alias)}*" if alias in flows else "authentication/flows/*")
            for execution in flows.get(alias, {}).get("authenticationExecutions", ()):
                if execution.get("flowAlias"):
                    waiting.append(execution["flowAlias"])
                if execution.get("authenticatorConfig") in configs:
                    found.append(f"authentication/config/{id_in(configs, execution['authenticatorConfig'])}")
        return tuple(found)

    def create(self, server: Server, change: Create) -> None:
        """Build the flow."""
        _write(server, change.name, change.fields)

    def update(self, server: Server, change: Update) -> None:
        """Make the flow as it is wanted."""
        _write(server, change.name, change.fields)

    def delete(self, server: Server, change: Delete) -> None:
        """Remove a flow that is bound nowhere."""
        flow = find_flow(server, change.name)
        if flow is None:
            return
        try:
            server.delete("authentication", "flows", flow["id"])
        except AdminApiError as failure:
            if failure.status != HTTPStatus.INTERNAL_SERVER_ERROR:
                raise
            raise LookupError(
                "Keycloak failed to remove the flow, as it does while the realm, a client or an identity provider uses "
                "it: say in a file which one that is to use instead"
            ) from failure


def _write(server: Server, alias: str, tree: Tree) -> None:
    try:
        server.put("configuration", "flows", alias, body=_as_sent(tree))
    except NotFoundError:
        exchange(server, alias, tree)


def _as_sent(tree: Tree) -> dict[str, Any]:
    """A tree as the extension takes it (docs/reference/extension.md)."""
    steps = [_step_as_sent(label, step) for label, step in tree["steps"].items()]
    return {"description": tree["description"], "providerId": tree["providerId"], "steps": steps}


def _step_as_sent(label: str, step: Tree) -> dict[str, Any]:
    sent = {key: step[key] for key in ("requirement", "authenticator", "config") if step.get(key)}
    return {**sent, "flow": {"alias": label, **_as_sent(step)}} if "steps" in step else sent
