"""A OneRoster REST service on this machine, which can be made to misbehave."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import stamina
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from settings.render import Referenced
from settings.roster_source import OneRosterRestSource
from tests.support.roster_set import Row, Tables, small_tables
from tests.support.web_server import running_web_server

CLIENT_ID = "homeroom"
CLIENT_SECRET = "open sesame"
Record = dict[str, Any]


@dataclass
class OneRosterService:
    """A service.

    Attributes:
        collections: its records.
        most: records that it sends at most at once.
        counts: whether it says how many there are.
        links: whether it gives links to the next page.
        answers: given in place of the next pages, one each.
        before: called with the collection and the offset before a page is answered.
        asked: what was asked for: collection and query.
        tokens: how many tokens were issued.
        valid: tokens that hold.
        scopes: what the last token was asked for.
    """

    collections: dict[str, list[Record]]
    most: int = 2
    counts: bool = True
    links: bool = False
    answers: list[Response] = field(default_factory=list)
    before: Callable[[str, int], None] = lambda _name, _offset: None
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    tokens: int = 0
    valid: set[str] = field(default_factory=set)
    scopes: str = ""

    def application(self) -> Starlette:
        """For `running_web_server`."""
        return Starlette(routes=[Route("/token", self._token, methods=["POST"]), Route("/v/{name}", self._collection)])

    async def _token(self, request: Request) -> Response:
        expected = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {expected}":
            return JSONResponse({"error": "invalid_client"}, 401)
        async with request.form() as form:
            self.scopes = str(form["scope"])
        self.tokens += 1
        self.valid.add(f"token-{self.tokens}")
        return JSONResponse({"access_token": f"token-{self.tokens}", "token_type": "Bearer", "expires_in": 3600})

    async def _collection(self, request: Request) -> Response:
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in self.valid:
            return JSONResponse({}, 401)
        if self.answers:
            return self.answers.pop(0)
        name, query = request.path_params["name"], dict(request.query_params)
        self.asked.append((name, query))
        offset, limit = int(query["offset"]), min(int(query["limit"]), self.most)
        self.before(name, offset)
        records = self._filtered(name, query.get("filter", ""))
        headers = {"X-Total-Count": str(len(records))} if self.counts else {}
        if self.links and offset + limit < len(records):
            following = request.url.include_query_params(offset=offset + limit)
            headers["Link"] = f'<{following}>; rel="next", <{request.url}>; rel="first"'
        elif self.links:
            headers["Link"] = f'<{request.url}>; rel="first"'
        return JSONResponse({name: records[offset : offset + limit]}, headers=headers)

    def _filtered(self, name: str, condition: str) -> list[Record]:
        since = re.fullmatch(r"dateLastModified>='([^']+)'", condition)
        records = self.collections[name]
        return [each for each in records if not since or each.get("dateLastModified", "") >= since[1]]


def records_of(tables: Tables) -> dict[str, list[Record]]:
    """The rows of a CSV set as a service has them."""
    return {name: [_record(name, row) for row in rows] for name, rows in tables.items()}


def _record(name: str, row: Row) -> Record:
    record: Record = {}
    for column, value in row.items():
        if column.startswith("metadata."):
            record.setdefault("metadata", {})[column.removeprefix("metadata.")] = value
        elif column.endswith("SourcedIds"):
            ids = [each for each in value.split(",") if each]
            record[f"{column.removesuffix('SourcedIds')}s"] = [{"sourcedId": each} for each in ids]
        elif column.endswith("SourcedId"):
            record[column.removesuffix("SourcedId")] = {"sourcedId": value, "type": "x", "href": "https://example.org"}
        elif column == "grades":
            record[column] = value.split(",") if value else []
        else:
            record[column] = value
    return record


def service_tables() -> Tables:
    """Tables whose users have the columns that a district names."""
    made = small_tables()
    for row in made["users"]:
        row["metadata.specialEd"] = "false"
    return made


def service_source(address: str, **settings: Any) -> OneRosterRestSource:
    """The settings that lead to a service at an address."""
    return OneRosterRestSource.model_validate(
        {
            "type": "oneroster-rest",
            "url": f"{address}/v",
            "token_url": f"{address}/token",
            "client_id": CLIENT_ID,
            "client_secret": Referenced(CLIENT_SECRET, "${file:secrets/sis}"),
            **settings,
        }
    )


@contextmanager
def running_service(service: OneRosterService) -> Iterator[str]:
    """Serve for as long as the block takes; whatever is asked of it is tried three times, without waiting."""
    with running_web_server(service.application()) as address, stamina.set_testing(True, attempts=3):
        yield address
