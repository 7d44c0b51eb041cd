"""keycloak-config-cli's way of working, for where it is not at hand: a request a resource, one at a time.

What the program does besides (its start, looking for what is to be deleted, reading what it wrote) is left out, so
this is several times quicker than the program itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from admin_api import AdminApiError, AdminConnection, NotFoundError
from benchmarks.realm.tools import Tool, ToolError, TooSlowError
from realm.desired import realm_of_files
from realm.engine import plan
from realm.merge import RealmModel
from realm.plan import Change
from realm.resources import RESOURCE_TYPES, Server
from realm.write import WriteError, write
from settings.deployment import KeycloakAccess
from settings.yaml_file import read_yaml

_Look = Callable[[Server, str, Mapping[str, Any]], Any]


@dataclass(frozen=True)
class OneByOne(Tool):
    """Reads every resource by a request of its own, compares it, and writes it if it is not there.

    Attributes:
        access: how the server is reached.
        limit: seconds after which it is stopped.
    """

    access: KeycloakAccess
    limit: float
    name = "one by one"

    def apply(self, file: Path, realm: str) -> None:
        """Make what is not there, and change what is otherwise."""
        self._go_through(file, realm)

    def look(self, file: Path, realm: str) -> None:
        """Find that everything is there."""
        if self._go_through(file, realm):
            raise ToolError(f"{file.name} is not what {realm} is like")

    def _go_through(self, file: Path, realm: str) -> int:
        """How many resources were written."""
        last = time.monotonic() + self.limit
        written = 0
        model = realm_of_files([read_yaml(file)], realm)
        with AdminConnection.of_account(self.access) as connection:
            server = Server(connection, realm)
            try:
                pending = self._pending(model, connection)
                for kind in RESOURCE_TYPES:
                    for name, fields in kind.listed(model.content).items():
                        if time.monotonic() > last:
                            raise TooSlowError
                        look = _LOOKS.get(kind.kind)
                        if look is not None:
                            look(server, name, fields)
                        change = pending.get((kind.kind, name))
                        if change is not None:
                            write([change], server, lambda _: None)
                            written += 1
            except (AdminApiError, WriteError) as failure:
                raise ToolError(str(failure)) from failure
        return written

    def _pending(self, model: RealmModel, connection: AdminConnection) -> dict[tuple[str, str], Change]:
        """What differs; a new realm is made, since everything else is below it."""
        found = plan(model, connection, {})
        first = next(iter(found.changes), None)
        if first is not None and first.kind == "realm":
            write([first], Server(connection, model.name), lambda _: None)
            found = plan(model, connection, {})
        return {(change.kind, change.name): change for change in found.changes}


def _quietly(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except NotFoundError:
        return None


def _client(server: Server, name: str, _: Mapping[str, Any]) -> None:
    for found in server.get("clients", clientId=name):
        for part in ("default-client-scopes", "optional-client-scopes", "protocol-mappers"):
            place = ("clients", found["id"], part)
            server.get(*place, *(("models",) if part == "protocol-mappers" else ()))


def _client_role(server: Server, name: str, _: Mapping[str, Any]) -> None:
    role, _separator, client = name.partition(" of client ")
    _quietly(lambda: server.get("clients", server.client_uuid(client), "roles", role))


def _group(server: Server, name: str, fields: Mapping[str, Any]) -> None:
    found = _quietly(lambda: server.get("group-by-path", *name.strip("/").split("/")))
    if found is not None and fields.get("realmRoles"):
        server.get("groups", found["id"], "role-mappings", "realm")


def _flow(server: Server, name: str, _: Mapping[str, Any]) -> None:
    if not any(flow["alias"] == name for flow in server.get("authentication", "flows")):
        return
    for execution in server.get("authentication", "flows", name, "executions"):
        if execution.get("authenticationConfig"):
            server.get("authentication", "config", execution["authenticationConfig"])


_LOOKS: Mapping[str, _Look] = {
    "realm": lambda server, _name, _fields: server.get(),
    "realm role": lambda server, name, _fields: _quietly(lambda: server.get("roles", name)),
    "client": _client,
    "client role": _client_role,
    "group": _group,
    "flow": _flow,
}
