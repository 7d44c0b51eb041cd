"""A SCIM server on this machine, that notes what it is asked and can be told to fail."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import httpx2
from scim2_models import ScimProvider
from scim2_server.memory import InMemoryStorage
from scim2_server.requests import ScimRequest
from scim2_server.responses import ScimResponse
from scim2_server.service import ScimService
from scim2_server.testserver.application import BearerTokenApplication
from scim2_server.testserver.cli import ThreadingWSGIServer
from scim2_server.utils import (
    load_default_resource_types,
    load_default_schemas,
    load_default_service_provider_config,
)

TOKEN = "a token of the district"
_USER = "urn:ietf:params:scim:schemas:core:2.0:User"
_PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


@dataclass
class ScimServer:
    """A server that is running.

    Attributes:
        url: its base address.
        storage: what it has.
        requests: method and path of each request that changes something, with its body.
        headers: `If-Match` of each of them; empty if there was none.
        before: called with each request; what it answers is the answer, and None lets the server answer.
    """

    storage: InMemoryStorage
    url: str = ""
    requests: list[tuple[str, str, str]] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    before: Callable[[ScimRequest], ScimResponse | None] = lambda _: None

    def resources(self, kind: str) -> list[dict[str, Any]]:
        """All resources of a kind, `User` or `Group`."""
        found = [resource.model_dump() for resource in self.storage.resources]
        return [resource for resource in found if resource["meta"]["resourceType"] == kind]

    def add(self, user: dict[str, Any]) -> None:
        """Make an account, as somebody at the application would."""
        self._by_hand("POST", "/Users", {"schemas": [_USER], **user})

    def change(self, external_id: str, values: dict[str, Any]) -> None:
        """Change an account, as somebody at the application would."""
        patch = {"schemas": [_PATCH], "Operations": [{"op": "replace", "value": values}]}
        self._by_hand("PATCH", f"/Users/{self.users()[external_id]['id']}", patch)

    def _by_hand(self, method: str, path: str, body: dict[str, Any]) -> None:
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/scim+json"}
        httpx2.request(method, f"{self.url}{path}", json=body, headers=headers).raise_for_status()

    def users(self) -> dict[str, dict[str, Any]]:
        """The accounts by externalId, or by userName where they have none."""
        return {user.get("externalId") or user["userName"]: user for user in self.resources("User")}

    def members(self) -> dict[str, set[str]]:
        """Usernames of the members of each group, by externalId or name of the group."""
        names = {user["id"]: user["userName"] for user in self.resources("User")}
        return {
            group.get("externalId") or group["displayName"]: {
                names[member["value"]] for member in group.get("members", ())
            }
            for group in self.resources("Group")
        }


@cache
def _provider() -> ScimProvider:
    return ScimProvider.from_discovery(
        load_default_schemas().values(),
        load_default_resource_types().values(),
        config=load_default_service_provider_config(),
    )


class _Application(BearerTokenApplication):
    def __init__(self, server: ScimServer) -> None:
        super().__init__(server.storage, _provider(), ScimService(_provider()), [TOKEN])
        self._server = server

    def dispatch_request(self, request: ScimRequest) -> ScimResponse:
        if request.method != "GET":
            body = (request.body or b"").decode()
            self._server.requests.append((request.method, request.path, body))
            self._server.headers.append(request.header("If-Match") or "")
        return self._server.before(request) or super().dispatch_request(request)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def busy(seconds: int) -> ScimResponse:
    """An answer that asks for patience."""
    return ScimResponse(HTTPStatus.TOO_MANY_REQUESTS, None, {"Retry-After": str(seconds)})


@contextmanager
def running_scim_server() -> Iterator[ScimServer]:
    """Run a server for as long as the block takes."""
    server = ScimServer(InMemoryStorage())
    listening = make_server("127.0.0.1", 0, _Application(server), ThreadingWSGIServer, _Quiet)
    server.url = f"http://127.0.0.1:{listening.server_port}/v2"
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        thread.join(30)
        listening.server_close()
