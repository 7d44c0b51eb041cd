"""Workflows: steps that Keycloak takes for people or clients when something happens or some time has gone by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ruamel.yaml import YAML

from admin_api import NotFoundError
from realm.plan import Create, Delete, Update
from realm.resources.numbered import as_numbered, in_order
from realm.resources.resource import DeletableType, Fields, ProviderUse, ReadsMore, Server, UsesProviders, id_in

_KEY = "workflows"
_NOT_FIELDS = frozenset({"id", "state", "supports"})
_STEP_FIELDS = ("uses", "after", "with")
_PAGE = 500


class Workflows(DeletableType, UsesProviders, ReadsMore):
    """Workflows by name, changed in place.

    While people are between two steps of a workflow, Keycloak refuses to change its event or which steps there are.
    """

    kind = "workflow"
    section = "workflows"
    keys = (_KEY,)
    # Steps, their configuration, and how often it runs are the file's.
    whole = (("steps", "**"), ("schedule", "*"), ("concurrency", "*"))

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Workflows by name; steps by their place, from 1."""
        return {name: _fields(workflow) for name, workflow in (realm.get(_KEY) or {}).items()}

    def read(self, server: Server, export: Mapping[str, Any]) -> Mapping[str, Any]:
        """All of them; none where the server has the feature switched off."""
        try:
            return {_KEY: list(_all(server))}
        except NotFoundError:
            return {}

    def providers(self, realm: Mapping[str, Any]) -> Iterator[ProviderUse]:
        """Those of the steps."""
        for name, workflow in (realm.get(_KEY) or {}).items():
            for index, step in enumerate(workflow.get("steps") or ()):
                yield ProviderUse("workflow-step", step.get("uses") or "", (_KEY, name, "steps", index))

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """None yet: Keycloak tells nothing of workflows; should it, then under its id."""
        return (f"{_KEY}/{id_in(live.get(_KEY) or {}, name)}*",)

    def create(self, server: Server, change: Create) -> None:
        """Make a workflow."""
        server.post(_KEY, body={**_body(change.fields), "name": change.name})

    def update(self, server: Server, change: Update) -> None:
        """Change a workflow."""
        live = _live(server, change.name)
        kept = {key: value for key, value in live.items() if key not in _NOT_FIELDS}
        server.put(_KEY, live["id"], body={**kept, **_body(change.fields), "name": change.name})

    def delete(self, server: Server, change: Delete) -> None:
        """Remove a workflow: whoever is between two of its steps stays there."""
        server.delete(_KEY, _live(server, change.name)["id"])


def _fields(workflow: Mapping[str, Any]) -> dict[str, Any]:
    fields = {key: value for key, value in workflow.items() if key not in _NOT_FIELDS}
    if "steps" in fields:
        fields["steps"] = as_numbered(_step(step) for step in fields["steps"] or ())
    return fields


def _step(step: Mapping[str, Any]) -> dict[str, Any]:
    fields = {key: step[key] for key in _STEP_FIELDS if key in step}
    if fields.get("with"):
        fields["with"] = {key: _texts(value) for key, value in fields["with"].items()}
    return fields


def _texts(value: Any) -> Any:
    """Keycloak keeps texts, and tells of some of them as other types."""
    if isinstance(value, list):
        return [_texts(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _body(fields: Fields) -> dict[str, Any]:
    return {key: in_order(value) if key == "steps" else value for key, value in fields.items()}


def _all(server: Server) -> Iterator[dict[str, Any]]:
    first = 0
    while page := _page(server, first=first, max=_PAGE):
        yield from page
        first += len(page)
        if len(page) < _PAGE:
            return


def _page(server: Server, **query: str | int | bool) -> list[dict[str, Any]]:
    # The one resource that Keycloak answers as YAML to whoever does not insist on JSON.
    answer = "\n".join(server.connection.lines(server.path(_KEY), query))
    found: list[dict[str, Any]] = YAML(typ="safe").load(answer) or []
    return found


def _live(server: Server, name: str) -> dict[str, Any]:
    for workflow in _page(server, search=name, exact=True):
        if workflow["name"] == name:
            return workflow
    raise LookupError(f"the server has no workflow {name!r}")
