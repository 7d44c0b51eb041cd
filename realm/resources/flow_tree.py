"""A flow as one tree: Keycloak's representation keeps subflows and configurations in lists of their own.

A tree is a mapping of `providerId`, `description`, `order` (labels of the steps, with commas) and `steps`: by label, a
step with its `requirement` and either its `authenticator` and `config`, or the fields of a tree. A label is the alias
of the subflow or the id of the authenticator, with a number where a flow has one twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Tree = Mapping[str, Any]


def flow_tree(realm: Mapping[str, Any], alias: str) -> Tree:
    """The tree of a flow of a realm in keyed form.

    Raises:
        KeyError: `alias` or one of its subflows is not in the realm.
    """
    flow = realm["authenticationFlows"][alias]
    configs = realm.get("authenticatorConfig", {})
    executions = flow.get("authenticationExecutions", [])
    if all("priority" in execution for execution in executions):
        executions = sorted(executions, key=lambda execution: execution["priority"])
    steps: dict[str, Any] = {}
    for execution in executions:
        step: dict[str, Any] = {"requirement": execution.get("requirement", "DISABLED")}
        if execution.get("authenticator"):
            step["authenticator"] = execution["authenticator"]
        if execution.get("flowAlias"):
            step.update(flow_tree(realm, execution["flowAlias"]))
        elif execution.get("authenticatorConfig"):
            step["config"] = configs.get(execution["authenticatorConfig"], {}).get("config", {})
        steps[_label(execution, steps)] = step
    return {
        "providerId": flow.get("providerId", "basic-flow"),
        "description": flow.get("description", ""),
        "order": ", ".join(steps),
        "steps": steps,
    }


@dataclass(frozen=True)
class Step:
    """A step in its place.

    Attributes:
        parent: alias of the flow that holds it.
        label: the alias of the subflow, or the authenticator's id.
        fields: the step's fields.
    """

    parent: str
    label: str
    fields: Tree

    @property
    def is_flow(self) -> bool:
        """Whether it is a subflow."""
        return "steps" in self.fields


def steps_in_order(alias: str, tree: Tree) -> Iterator[Step]:
    """Every step of a flow, each subflow before its own steps: the order in which Keycloak lists executions."""
    for label, fields in tree["steps"].items():
        yield Step(alias, label, fields)
        if "steps" in fields:
            yield from steps_in_order(label, fields)


def _label(execution: Mapping[str, Any], taken: Mapping[str, Any]) -> str:
    name = str(execution.get("flowAlias") or execution.get("authenticator"))
    label, count = name, 1
    while label in taken:
        count += 1
        label = f"{name} {count}"
    return label
